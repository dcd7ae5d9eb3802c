using System.ComponentModel.DataAnnotations;

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

/// <summary>An intake as an officer or the hotline gives it; all but channel, what and place may be missing.</summary>
public sealed record class IntakeRequest
{
    /// <summary>Code of the channel: hotline-111, hotline-18001581, commune, police, school, health, in-person.</summary>
    [Required(ErrorMessage = "required")]
    public string? Channel { get; init; }

    /// <summary>When the information was received; now when missing. The legal clocks start here. Never after now.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Whether the child needs urgent protection (Nghị định 56/2017/NĐ-CP, Điều 31).</summary>
    public bool Urgent { get; init; }

    /// <summary>Missing while nobody can say yet.</summary>
    public CaseKind? Kind { get; init; }

    [MaxLength(7, ErrorMessage = "too-many")]
    public IReadOnlyList<AbuseForm>? Forms { get; init; }

    /// <summary>What was told, in words. Kept encrypted.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(4000, ErrorMessage = "too-long")]
    public string? What { get; init; }

    /// <summary>Code of the commune or district where it happened, as valid on the day of receipt.</summary>
    [Required(ErrorMessage = "required")]
    public string? PlaceUnitCode { get; init; }

    /// <summary>Kept encrypted.</summary>
    [StringLength(500, ErrorMessage = "too-long")]
    public string? PlaceDetail { get; init; }

    /// <summary>Day on which it happened; never after the day of receipt.</summary>
    public DateOnly? OccurredOn { get; init; }

    public ChildInput? Child { get; init; }

    /// <summary>Who told; only if they agree. Kept encrypted.</summary>
    public PersonInput? Informant { get; init; }

    /// <summary>The caller's own number of this report, for finding it again; never anything personal.</summary>
    [StringLength(60, ErrorMessage = "too-long")]
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9./_-]*$", ErrorMessage = "invalid-format")]
    public string? ExternalReference { get; init; }
}

/// <summary>What is known of the child. Everything but sex and unit is kept encrypted.</summary>
public sealed record class ChildInput
{
    [StringLength(200, ErrorMessage = "too-long")]
    public string? Name { get; init; }

    public ChildSex? Sex { get; init; }

    public DateOnly? BirthDate { get; init; }

    /// <summary>Years, where no birth date is known.</summary>
    [Range(0, 18, ErrorMessage = "out-of-range")]
    public int? EstimatedAge { get; init; }

    /// <summary>Code of the commune where the child lives.</summary>
    public string? ResidenceUnitCode { get; init; }

    [StringLength(500, ErrorMessage = "too-long")]
    public string? Address { get; init; }

    /// <summary>12 digits as printed; never a key.</summary>
    [RegularExpression("^[0-9]{9,12}$", ErrorMessage = "invalid-format")]
    public string? PersonalNumber { get; init; }

    [MaxLength(6, ErrorMessage = "too-many")]
    public IReadOnlyList<PersonInput>? Carers { get; init; }
}

/// <summary>A parent, carer or informant.</summary>
public sealed record class PersonInput
{
    /// <summary>Father, mother, carer, neighbour, …, in words.</summary>
    [StringLength(100, ErrorMessage = "too-long")]
    public string? Relation { get; init; }

    [StringLength(200, ErrorMessage = "too-long")]
    public string? Name { get; init; }

    [StringLength(20, ErrorMessage = "too-long")]
    public string? Phone { get; init; }

    [StringLength(500, ErrorMessage = "too-long")]
    public string? Address { get; init; }
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

    public required IReadOnlyList<ClockResponse> Clocks { get; init; }

    /// <summary>What the caller may do now: assess, separate, plan, approve, return, child, refer.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public required int Version { get; init; }
}

/// <summary>A unit as it was named when the case was taken in.</summary>
public sealed record class CasePlace
{
    public required string UnitCode { get; init; }

    public required string Name { get; init; }
}

/// <summary>The child of a case.</summary>
public sealed record class ChildResponse
{
    /// <summary>A random code, the same in all cases of this child; says nothing about who it is.</summary>
    public required string Code { get; init; }

    public required ChildSex Sex { get; init; }

    /// <summary>0-5, 6-10, 11-15, 16+ or unknown, on the day of receipt: the finest that is told without a purpose.</summary>
    public required string AgeGroup { get; init; }

    public string? ResidenceUnitCode { get; init; }

    public string? Name { get; init; }

    /// <summary>Only in clear; null when masked.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>Only in clear; null when masked.</summary>
    public int? EstimatedAge { get; init; }

    public string? Address { get; init; }

    public string? PersonalNumber { get; init; }

    public required IReadOnlyList<PersonResponse> Carers { get; init; }
}

/// <summary>A parent, carer or informant.</summary>
public sealed record class PersonResponse
{
    public string? Relation { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? Address { get; init; }
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

    /// <summary>The running clock that is due first.</summary>
    public ClockResponse? NextClock { get; init; }
}

/// <summary>State of a legal clock.</summary>
public enum ClockState
{
    Running,

    /// <summary>Done in time.</summary>
    Met,

    /// <summary>Not done in time; stays so when it is done later.</summary>
    Breached,

    /// <summary>No longer asked for.</summary>
    Stopped,
}

/// <summary>A legal clock of a case.</summary>
public sealed record class ClockResponse
{
    /// <summary>Step of the process, as in the catalogue of deadlines: S4, S5, S7.</summary>
    public required string Step { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Hours: the last moment in time. Days: the midnight that ends the last day, itself too late.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>"12 hour", "5 working-day".</summary>
    public required string Rule { get; init; }

    /// <summary>Law and article, or the province's own decision.</summary>
    public required string Source { get; init; }

    public required ClockState State { get; init; }

    /// <summary>When the step was done, in time or not.</summary>
    public DateTimeOffset? DoneAt { get; init; }
}

/// <summary>Level of an indicator. In part B high means well protected, that is a lower risk.</summary>
public enum RiskLevel
{
    Low,
    Medium,
    High,
}

/// <summary>What the officer concludes from the initial assessment.</summary>
public enum AssessmentConclusion
{
    /// <summary>Urgent protection is needed.</summary>
    Urgent,

    /// <summary>A support or intervention plan is needed, nothing urgent.</summary>
    PlanNeeded,

    /// <summary>No risk was found.</summary>
    NoAction,
}

/// <summary>Initial risk assessment (Mẫu 02). Counts are shown; only the officer concludes.</summary>
public sealed record class AssessmentRequest
{
    /// <summary>Part A: harm now.</summary>
    [Required(ErrorMessage = "required")]
    public RiskLevel? HarmNow { get; init; }

    /// <summary>Part A: further harm if nothing changes.</summary>
    [Required(ErrorMessage = "required")]
    public RiskLevel? FurtherHarm { get; init; }

    /// <summary>Part B: the child's own protection.</summary>
    [Required(ErrorMessage = "required")]
    public RiskLevel? SelfProtection { get; init; }

    /// <summary>Part B: support that the child can get.</summary>
    [Required(ErrorMessage = "required")]
    public RiskLevel? Support { get; init; }

    [Required(ErrorMessage = "required")]
    public AssessmentConclusion? Conclusion { get; init; }

    /// <summary>The conclusion in words, and who provides safe stay and care. Kept encrypted.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(4000, ErrorMessage = "too-long")]
    public string? Note { get; init; }

    /// <summary>Kind and forms as they are known now; left as they are when missing.</summary>
    public CaseKind? Kind { get; init; }

    [MaxLength(7, ErrorMessage = "too-many")]
    public IReadOnlyList<AbuseForm>? Forms { get; init; }
}

/// <summary>An initial assessment as it stands.</summary>
public sealed record class AssessmentResponse
{
    public required RiskLevel HarmNow { get; init; }

    public required RiskLevel FurtherHarm { get; init; }

    public required RiskLevel SelfProtection { get; init; }

    public required RiskLevel Support { get; init; }

    public required AssessmentConclusion Conclusion { get; init; }

    /// <summary>What the counts suggest.</summary>
    public required AssessmentConclusion Suggested { get; init; }

    public required string Note { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    public required string ByName { get; init; }
}

/// <summary>A step of a case, for its history; never a private text.</summary>
public sealed record class CaseStepResponse
{
    /// <summary>intake, assess, separate, plan, approve, return, child, referral, support, breach, calendar.</summary>
    public required string Action { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    public required string ByName { get; init; }

    /// <summary>Step of a breached clock, old and new instant of a moved one, state and voucher of help in money,
    /// names of what was corrected of the child, agency and state of a referral.</summary>
    public string? Details { get; init; }
}

/// <summary>A purpose for which private data may be read in clear.</summary>
public sealed record class PurposeResponse
{
    public required string Code { get; init; }

    public required string NameVi { get; init; }

    public required string NameEn { get; init; }
}

/// <summary>A read of private data.</summary>
public sealed record class AccessLogLine
{
    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    public required string ByName { get; init; }

    public required string CaseNumber { get; init; }

    public required string Purpose { get; init; }

    public string? TraceId { get; init; }
}

/// <summary>How pressing a task is.</summary>
public enum TaskDue
{
    Overdue,

    /// <summary>Due within seven days.</summary>
    Soon,

    Later,
}

/// <summary>A step that is to be done.</summary>
public sealed record class CaseTask
{
    public required Guid CaseId { get; init; }

    public required string CaseNumber { get; init; }

    public required bool Urgent { get; init; }

    public required CasePlace Place { get; init; }

    public required ClockResponse Clock { get; init; }

    public required TaskDue Due { get; init; }
}

/// <summary>A deadline as it holds somewhere.</summary>
public sealed record class DeadlineResponse
{
    public required Guid Id { get; init; }

    public required string Step { get; init; }

    public required string Name { get; init; }

    public required int Amount { get; init; }

    /// <summary>hour, working-day, calendar-day, week, month, year.</summary>
    public required string Unit { get; init; }

    /// <summary>urgent or ordinary: the cases that it is for.</summary>
    public required string For { get; init; }

    /// <summary>receipt or assessment: what starts the clock.</summary>
    public required string StartsAt { get; init; }

    public required string Source { get; init; }

    /// <summary>verified, inference or design.</summary>
    public required string Mark { get; init; }

    /// <summary>The unit that it holds for, with all below; null: everywhere.</summary>
    public string? UnitCode { get; init; }

    public required DateOnly ValidFrom { get; init; }
}

/// <summary>A tighter deadline for a unit and all below it.</summary>
public sealed record class TightenDeadlineRequest
{
    /// <summary>Step of a general deadline: S4, S5, S7.</summary>
    [Required(ErrorMessage = "required")]
    public string? Step { get; init; }

    /// <summary>In the unit of time of the general deadline; at most as many.</summary>
    [Required(ErrorMessage = "required")]
    [Range(1, 10_000, ErrorMessage = "out-of-range")]
    public int? Amount { get; init; }

    [Required(ErrorMessage = "required")]
    public string? UnitCode { get; init; }

    /// <summary>The decision that says so.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(300, ErrorMessage = "too-long")]
    public string? Source { get; init; }

    /// <summary>First day for cases whose clock starts then or later.</summary>
    [Required(ErrorMessage = "required")]
    public DateOnly? ValidFrom { get; init; }
}

/// <summary>What was done at once to protect a child.</summary>
public enum UrgentMeasureKind
{
    /// <summary>Tạm thời cách ly: the child is kept apart from who harms it.</summary>
    Separation,

    /// <summary>A safe place to stay, care, treatment or guarding, without separation from the family.</summary>
    SafeCare,
}

/// <summary>A decision on urgent protection (Nghị định 56/2017/NĐ-CP, Điều 31, 32).</summary>
public sealed record class UrgentMeasureRequest
{
    [Required(ErrorMessage = "required")]
    public UrgentMeasureKind? Kind { get; init; }

    /// <summary>Number of the decision, as printed: "12/QĐ-UBND".</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(60, ErrorMessage = "too-long")]
    public string? Decision { get; init; }

    /// <summary>First day of a separation; today when missing.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of a separation, which needs one.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Number of the document by which a competent authority asks for more than the days that the law allows.</summary>
    [StringLength(60, ErrorMessage = "too-long")]
    public string? HigherAuthorityDocument { get; init; }

    /// <summary>Where the child stays and who cares for it. Kept encrypted.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(4000, ErrorMessage = "too-long")]
    public string? Note { get; init; }
}

/// <summary>An urgent measure as decided.</summary>
public sealed record class UrgentMeasureResponse
{
    public required UrgentMeasureKind Kind { get; init; }

    public required string Decision { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    public string? HigherAuthorityDocument { get; init; }

    public required string Note { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required string ByName { get; init; }
}

/// <summary>What kind of help a measure of a plan is.</summary>
public enum MeasureKind
{
    Health,
    Psychology,
    Social,
    Education,
    Legal,
    Care,
    Other,
}

/// <summary>Where a support plan stands.</summary>
public enum PlanState
{
    /// <summary>Waits for the chairman.</summary>
    Submitted,

    /// <summary>Given back with a comment.</summary>
    Returned,

    Approved,
}

/// <summary>A support and intervention plan (Mẫu 04), submitted to the chairman.</summary>
public sealed record class PlanRequest
{
    /// <summary>Kept encrypted.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(4000, ErrorMessage = "too-long")]
    public string? Goals { get; init; }

    /// <summary>At least one.</summary>
    [Required(ErrorMessage = "required")]
    [MaxLength(30, ErrorMessage = "too-many")]
    public IReadOnlyList<PlanMeasure>? Measures { get; init; }

    /// <summary>Money that the plan asks the fund for; null for none.</summary>
    public SupportInput? Support { get; init; }
}

/// <summary>One intervention of a plan. Kept encrypted but for its kind.</summary>
public sealed record class PlanMeasure
{
    [Required(ErrorMessage = "required")]
    public MeasureKind? Kind { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(1000, ErrorMessage = "too-long")]
    public string? Description { get; init; }

    /// <summary>Who carries it out.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(200, ErrorMessage = "too-long")]
    public string? Executor { get; init; }

    [Required(ErrorMessage = "required")]
    public DateOnly? DueOn { get; init; }
}

/// <summary>Help in money that a plan asks the fund for; requested when the plan is approved.</summary>
public sealed record class SupportInput
{
    /// <summary>Code of a programme of the fund: HOC_BONG, PHAU_THUAT, …; the fund says when it does not exist.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(40, ErrorMessage = "too-long")]
    public string? Programme { get; init; }

    /// <summary>Whole đồng.</summary>
    [Required(ErrorMessage = "required")]
    [Range(1, 9_007_199_254_740_991, ErrorMessage = "amount-out-of-range")]
    public long? Amount { get; init; }

    /// <summary>Group of special circumstances, HCDB01 to HCDB14; null when the child is in none.</summary>
    [RegularExpression("^HCDB(0[1-9]|1[0-4])$", ErrorMessage = "not-in-catalogue")]
    public string? Group { get; init; }
}

/// <summary>A plan as it stands.</summary>
public sealed record class PlanResponse
{
    public required Guid Id { get; init; }

    public required PlanState State { get; init; }

    public required string Goals { get; init; }

    public required IReadOnlyList<PlanMeasureResponse> Measures { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required string SubmittedByName { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? DecidedByName { get; init; }

    /// <summary>What the chairman wrote.</summary>
    public string? Comment { get; init; }

    public SupportResponse? Support { get; init; }
}

/// <summary>One intervention of a plan; texts masked like every private text.</summary>
public sealed record class PlanMeasureResponse
{
    public required MeasureKind Kind { get; init; }

    public required string Description { get; init; }

    public required string Executor { get; init; }

    public required DateOnly DueOn { get; init; }
}

/// <summary>Where the help in money of a plan stands.</summary>
public enum SupportState
{
    /// <summary>Part of a plan that is not approved yet.</summary>
    Planned,

    /// <summary>The fund was asked.</summary>
    Requested,
    Approved,
    Rejected,
    Cancelled,
    Paid,
    Reversed,
}

/// <summary>Help in money, as the fund last told.</summary>
public sealed record class SupportResponse
{
    /// <summary>Also the id of the fund's disbursement.</summary>
    public required Guid Id { get; init; }

    public required string Programme { get; init; }

    /// <summary>Whole đồng.</summary>
    public required long Amount { get; init; }

    public string? Group { get; init; }

    public required SupportState State { get; init; }

    /// <summary>Number of the voucher, "PC-2024-000012", once it is paid.</summary>
    public string? Voucher { get; init; }

    public DateOnly? PaidOn { get; init; }
}

/// <summary>The chairman's decision on a plan.</summary>
public sealed record class PlanDecisionRequest
{
    /// <summary>Needed to return a plan, welcome on approval. Kept encrypted.</summary>
    [StringLength(2000, ErrorMessage = "too-long")]
    public string? Comment { get; init; }
}
