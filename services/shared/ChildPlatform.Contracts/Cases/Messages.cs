namespace ChildPlatform.Contracts.Cases;

/// <summary>A clock as it stands when a message about its case is told. All of a case's clocks travel with each message.</summary>
public sealed record class CaseClockFact
{
    /// <summary>1, and one more each time that the case was taken up again.</summary>
    public required int Round { get; init; }

    /// <summary>S4, S5, S7, …</summary>
    public required string Step { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required ClockState State { get; init; }

    public DateTimeOffset? DoneAt { get; init; }
}

/// <summary>A report was taken in. Tells of place and kind, never of a person.</summary>
public sealed record class CaseOpened
{
    public required Guid CaseId { get; init; }

    /// <summary>"VV-2024-00045".</summary>
    public required string Number { get; init; }

    /// <summary>Code of the commune or district where it happened.</summary>
    public required string UnitCode { get; init; }

    /// <summary>Ids from the province down, each followed by a slash.</summary>
    public required string UnitPath { get; init; }

    public required string Channel { get; init; }

    /// <summary>Null while nobody can say.</summary>
    public CaseKind? Kind { get; init; }

    public required bool Urgent { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required IReadOnlyList<CaseClockFact> Clocks { get; init; }

    /// <summary>Version of the case after this; an older one that arrives later changes nothing.</summary>
    public required int Version { get; init; }
}

/// <summary>The initial risk of a case was assessed.</summary>
public sealed record class CaseAssessed
{
    public required Guid CaseId { get; init; }

    public CaseKind? Kind { get; init; }

    public required bool Urgent { get; init; }

    public required AssessmentConclusion Conclusion { get; init; }

    public required DateTimeOffset AssessedAt { get; init; }

    public required IReadOnlyList<CaseClockFact> Clocks { get; init; }

    public required int Version { get; init; }
}

/// <summary>The time of a legal clock was up and its step not done. Told once for each clock.</summary>
public sealed record class ClockBreached
{
    public required Guid CaseId { get; init; }

    public required string Number { get; init; }

    public required string UnitCode { get; init; }

    public required string Step { get; init; }

    public required DateTimeOffset BreachedAt { get; init; }

    public required IReadOnlyList<CaseClockFact> Clocks { get; init; }

    public required int Version { get; init; }
}
