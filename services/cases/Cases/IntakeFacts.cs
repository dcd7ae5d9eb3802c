using ChildPlatform.Contracts.Cases;

namespace ChildPlatform.Cases.Cases;

/// <summary>What an intake says that may be read by whoever sees the case.</summary>
internal sealed record IntakeFacts
{
    public required string Channel { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required bool Urgent { get; init; }
    public CaseKind? Kind { get; init; }

    /// <summary>What the reporter of the public form took it for.</summary>
    public CaseKind? ReportedKind { get; init; }
    public required IReadOnlyList<AbuseForm> Forms { get; init; }
    public DateOnly? OccurredOn { get; init; }
    public string? ExternalReference { get; init; }

    /// <summary>Of a report of the public form.</summary>
    public string? TrackingCode { get; init; }
}

/// <summary>The private texts of a case, sealed.</summary>
internal sealed record SealedTexts(byte[] What, byte[]? PlaceDetail, byte[]? Informant);
