using System.Net;

namespace ChildPlatform.LocalHost;

/// <summary>A start that cannot go on; the message says to a person what is wrong and what to do.</summary>
public sealed class LaunchException(string message) : Exception(message)
{
    /// <summary>What the platform answered; null when it was not asked.</summary>
    public HttpStatusCode? Status { get; init; }
}
