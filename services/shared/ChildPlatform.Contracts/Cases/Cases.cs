namespace ChildPlatform.Contracts.Cases;

/// <summary>What a case is about; decides which steps and clocks of the law apply (domain/cases.md §1).</summary>
public enum CaseKind
{
    /// <summary>A child was harmed: violence, exploitation, sexual abuse, trafficking, abandonment, neglect.</summary>
    Abuse,

    /// <summary>A child is in danger of being harmed.</summary>
    AtRisk,

    /// <summary>A child of one of the groups in special circumstances.</summary>
    SpecialCircumstance,

    /// <summary>Accident or drowning; no risk form, no clock.</summary>
    AccidentInjury,

    /// <summary>Disaster or epidemic; no risk form, no clock.</summary>
    DisasterAffected,
}

/// <summary>Forms of abuse (Thông tư 13/2021/TT-BLĐTBXH, Phụ lục IV).</summary>
public enum AbuseForm
{
    Violence,
    Exploitation,
    SexualAbuse,
    Trafficking,
    Abandonment,
    Neglect,
    Other,
}

/// <summary>Where a case stands.</summary>
public enum CaseState
{
    /// <summary>Taken in (Mẫu 01).</summary>
    Received,

    /// <summary>The initial risk is assessed (Mẫu 02).</summary>
    Assessed,

    /// <summary>A support plan waits for the chairman.</summary>
    PlanSubmitted,

    /// <summary>The plan is approved and carried out.</summary>
    InProgress,

    Closed,
}

/// <summary>Sex as the intake form has it.</summary>
public enum ChildSex
{
    Male,
    Female,
    Unknown,
}

/// <summary>
/// A case. Without the header <c>Access-Purpose</c> every private text is masked: <c>***</c> where there is one, null where there
/// is none.
/// </summary>
public sealed record class CaseResponse
{
    public required Guid Id { get; init; }

    /// <summary>"VV-2024-00045".</summary>
    public required string Number { get; init; }

    public required CaseState State { get; init; }

    public CaseKind? Kind { get; init; }

    /// <summary>What the reporter of the public form took it for; an officer decides the kind.</summary>
    public CaseKind? ReportedKind { get; init; }

    public required IReadOnlyList<AbuseForm> Forms { get; init; }

    public required bool Urgent { get; init; }

    public required string Channel { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The commune or district where it happened.</summary>
    public required CasePlace Place { get; init; }

    public DateOnly? OccurredOn { get; init; }

    public string? ExternalReference { get; init; }

    /// <summary>Whether private texts are masked in this answer.</summary>
    public required bool Masked { get; init; }

    public required string What { get; init; }

    public string? PlaceDetail { get; init; }

    public ChildResponse? Child { get; init; }

    public PersonResponse? Informant { get; init; }

    public AssessmentResponse? Assessment { get; init; }

    public required IReadOnlyList<UrgentMeasureResponse> UrgentMeasures { get; init; }

    /// <summary>The newest plan.</summary>
    public PlanResponse? Plan { get; init; }

    /// <summary>What earlier plans asked of the fund, the first one first.</summary>
    public required IReadOnlyList<SupportResponse> EarlierSupports { get; init; }

    public required IReadOnlyList<ClockResponse> Clocks { get; init; }

    /// <summary>What the caller may do now: classify, assess, separate, plan, approve, return, child, refer; nothing elsewhere.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public required int Version { get; init; }
}

/// <summary>A unit as it was named when the case was taken in.</summary>
public sealed record class CasePlace
{
    public required string UnitCode { get; init; }

    public required string Name { get; init; }
}

/// <summary>A line of a list: nothing private, so nothing to mask.</summary>
public sealed record class CaseLine
{
    public required Guid Id { get; init; }

    public required string Number { get; init; }

    public required CaseState State { get; init; }

    public CaseKind? Kind { get; init; }

    public required bool Urgent { get; init; }

    public required string Channel { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required CasePlace Place { get; init; }

    /// <summary>Of the clocks whose step is not done, the one that is due first; also when it is overdue.</summary>
    public ClockResponse? NextClock { get; init; }
}

/// <summary>A step of a case, for its history; only values of changes are private, and masked without a purpose.</summary>
public sealed record class CaseStepResponse
{
    /// <summary>
    /// intake, classify, assess, separate, plan, approve, return, child, referral, attachment, support, breach, calendar.
    /// </summary>
    public required string Action { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    public required string ByName { get; init; }

    /// <summary>The kind that was decided, step of a breached clock, old and new instant of a moved one, state and voucher or reason of help in money,
    /// names of what was corrected of the child, agency and state of a referral, what happened to a file of which kind.</summary>
    public string? Details { get; init; }

    /// <summary>What was corrected of the child, member by member; null for any other step.</summary>
    public IReadOnlyList<FieldChange>? Changes { get; init; }
}

/// <summary>A member of a child's record before and after a correction; private values are masked without a purpose.</summary>
public sealed record class FieldChange
{
    /// <summary>Name of the member: name, sex, birthDate, …</summary>
    public required string Field { get; init; }

    /// <summary>Null where nothing was known.</summary>
    public string? From { get; init; }

    /// <summary>Null where it is no longer known.</summary>
    public string? To { get; init; }
}
