namespace ChildPlatform.LocalHost;

/// <summary>A start that cannot go on; the message says to a person what is wrong and what to do.</summary>
public sealed class LaunchException(string message) : Exception(message);
