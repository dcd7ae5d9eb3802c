using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Gateway.RateLimits;

/// <summary>How much one caller may ask for: <c>RateLimits__*</c>, checked at start.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Requests a second that a client with a token, or an address on the pages, keeps up for ever.</summary>
    [Range(1, 1_000_000)]
    public int PerClientPerSecond { get; init; } = 2000;

    /// <summary>Requests that such a caller may send at once after a rest.</summary>
    [Range(1, 10_000_000)]
    public int PerClientBurst { get; init; } = 4000;

    /// <summary>Requests a second of one address on the public API.</summary>
    [Range(1, 1_000_000)]
    public int PublicPerSecond { get; init; } = 20;

    /// <summary>Requests that such an address may send at once after a rest.</summary>
    [Range(1, 10_000_000)]
    public int PublicBurst { get; init; } = 100;

    /// <summary>Reports about children that one address may give in a minute, without an account.</summary>
    [Range(1, 10_000)]
    public int ReportsPerMinute { get; init; } = 10;
}
