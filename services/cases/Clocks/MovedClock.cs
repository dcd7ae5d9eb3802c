namespace ChildPlatform.Cases.Clocks;

/// <summary>A clock that a changed calendar has moved: due before, and due now.</summary>
internal sealed record MovedClock(string Step, DateTimeOffset From, DateTimeOffset To);
