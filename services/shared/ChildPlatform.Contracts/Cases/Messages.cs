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

/// <summary>What a case is about was decided, or decided anew, before anybody assessed it.</summary>
public sealed record class CaseClassified
{
    public required Guid CaseId { get; init; }

    public required CaseKind Kind { get; init; }

    public required bool Urgent { get; init; }

    public required DateTimeOffset ClassifiedAt { get; init; }

    public required IReadOnlyList<CaseClockFact> Clocks { get; init; }

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

/// <summary>Clocks of a case that still run are due at another instant, since the calendar of working days was changed.</summary>
public sealed record class ClocksMoved
{
    public required Guid CaseId { get; init; }

    public required DateTimeOffset MovedAt { get; init; }

    public required IReadOnlyList<CaseClockFact> Clocks { get; init; }

    public required int Version { get; init; }
}

/// <summary>An urgent measure was decided.</summary>
public sealed record class ChildProtected
{
    public required Guid CaseId { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required IReadOnlyList<CaseClockFact> Clocks { get; init; }

    public required int Version { get; init; }
}

/// <summary>A support plan was drawn up and waits for the chairman.</summary>
public sealed record class PlanSubmitted
{
    public required Guid CaseId { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required IReadOnlyList<CaseClockFact> Clocks { get; init; }

    public required int Version { get; init; }
}

/// <summary>The chairman approved a support plan.</summary>
public sealed record class PlanApproved
{
    public required Guid CaseId { get; init; }

    public required DateTimeOffset ApprovedAt { get; init; }

    public required IReadOnlyList<CaseClockFact> Clocks { get; init; }

    public required int Version { get; init; }
}

/// <summary>
/// An approved plan asks the fund for money. Names the case and the child by codes that only the cases service can resolve; the
/// named list for signatures stays there.
/// </summary>
public sealed record class SupportRequested
{
    /// <summary>Also the id of the disbursement that the fund opens.</summary>
    public required Guid RequestId { get; init; }

    public required string CaseNumber { get; init; }

    /// <summary>A random code, the same in all cases of the child.</summary>
    public required string ChildCode { get; init; }

    /// <summary>HCDB01 to HCDB14, null when in none.</summary>
    public string? Group { get; init; }

    public required string UnitCode { get; init; }

    public required string Programme { get; init; }

    /// <summary>Whole đồng.</summary>
    public required long Amount { get; init; }

    public required string Purpose { get; init; }

    /// <summary>The commune's committee, which hands the help over.</summary>
    public required string PayeeName { get; init; }

    /// <summary>The case worker whose plan it is.</summary>
    public required string RequestedBy { get; init; }

    public required string RequestedByName { get; init; }

    /// <summary>Version of the case.</summary>
    public required int Version { get; init; }
}

/// <summary>A child was helped with money that a plan asked for.</summary>
public sealed record class ChildHelped
{
    public required Guid RequestId { get; init; }

    /// <summary>A random code, the same in all cases of the child.</summary>
    public required string ChildCode { get; init; }

    /// <summary>HCDB01 to HCDB14, null when in none.</summary>
    public string? Group { get; init; }

    public required string UnitCode { get; init; }

    /// <summary>The fund's programme: the form of help.</summary>
    public required string Programme { get; init; }

    public required DateOnly HelpedOn { get; init; }

    /// <summary>Version of the request; the newest word holds.</summary>
    public required int Version { get; init; }
}

/// <summary>The payment behind a help was taken back.</summary>
public sealed record class ChildHelpReversed
{
    public required Guid RequestId { get; init; }

    public required int Version { get; init; }
}
