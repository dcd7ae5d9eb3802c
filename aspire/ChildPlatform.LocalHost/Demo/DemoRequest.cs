namespace ChildPlatform.LocalHost.Demo;

/// <summary>Money that a case or an event has asked the fund for.</summary>
/// <param name="Id">The request's id, which who asked has given.</param>
/// <param name="Target">The state that it shall have in the fund: submitted, appraised, approved, paid or rejected.</param>
internal sealed record DemoRequest(string Id, string Target);
