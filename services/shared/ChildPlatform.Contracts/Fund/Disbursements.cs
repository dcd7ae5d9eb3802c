using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Fund;

/// <summary>draft → submitted → appraised → approved → paid; rejected, cancelled, reversed.</summary>
public enum DisbursementState
{
    Draft,
    Submitted,
    Appraised,
    Approved,
    Paid,
    Rejected,
    Cancelled,
    Reversed,
}

/// <summary>Whether the case service says that the case may be supported.</summary>
public enum CaseCheck
{
    NotNeeded,
    ToBeChecked,
    Supportable,
    Refused,
}

/// <summary>Whom the money helps: children by group, unit and number. Never a name.</summary>
public record class Beneficiary
{
    [StringLength(30, ErrorMessage = "too-long")]
    public string? CaseNumber { get; init; }

    /// <summary>Group of children in special circumstances (Luật Trẻ em, Điều 10), <c>HCDB01</c>…</summary>
    [StringLength(20, ErrorMessage = "too-long")]
    public string? Group { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(10, ErrorMessage = "too-long")]
    public string? UnitCode { get; init; }

    [Required(ErrorMessage = "required")]
    [Range(1, 100_000, ErrorMessage = "out-of-range")]
    public int? Count { get; init; }
}

/// <summary>Who receives the money.</summary>
public record class Payee
{
    [Required(ErrorMessage = "required")]
    [StringLength(300, ErrorMessage = "too-long")]
    public string? Name { get; init; }

    [StringLength(50, ErrorMessage = "too-long")]
    public string? Account { get; init; }

    [StringLength(200, ErrorMessage = "too-long")]
    public string? Bank { get; init; }
}

/// <summary>A request for money; the same record corrects a draft by PUT.</summary>
public record class DisbursementRequest
{
    [Required(ErrorMessage = "required")]
    [StringLength(40, ErrorMessage = "too-long")]
    public string? Programme { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(500, MinimumLength = 3, ErrorMessage = "purpose-length")]
    public string? Purpose { get; init; }

    /// <summary>Whole đồng.</summary>
    [Required(ErrorMessage = "required")]
    [Range(1L, 9_007_199_254_740_991L, ErrorMessage = "amount-out-of-range")]
    public long? Amount { get; init; }

    [Required(ErrorMessage = "required")]
    [MinLength(1, ErrorMessage = "required")]
    [MaxLength(500, ErrorMessage = "too-many")]
    public IReadOnlyList<Beneficiary>? Beneficiaries { get; init; }

    [Required(ErrorMessage = "required")]
    public Payee? Payee { get; init; }

    public DateOnly? PlannedOn { get; init; }
}

/// <summary>The body of an action that needs none: <c>{}</c> or nothing at all.</summary>
public record class ActionRequest;

/// <summary>Payment of an approved request; every member may be left out (today, transfer, no reference).</summary>
public record class PayRequest
{
    /// <summary>Not after today in Việt Nam and not before the approval's day.</summary>
    public DateOnly? PaidOn { get; init; }

    public PaymentMethod? Method { get; init; }

    [StringLength(100, ErrorMessage = "too-long")]
    public string? Reference { get; init; }
}

/// <summary>One signature under a request.</summary>
public record class ApprovalResponse
{
    public required string By { get; init; }
    public required string ByName { get; init; }
    public required string Role { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>One step of a request's life.</summary>
public record class DisbursementStep
{
    public required string Action { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Reason { get; init; }
}

/// <summary>A disbursement. Money is whole đồng; instants carry +07:00.</summary>
public record class DisbursementResponse
{
    public required Guid Id { get; init; }

    /// <summary>Number of the request for people: <c>DN-2024-000012</c>.</summary>
    public required string RequestNumber { get; init; }

    /// <summary>Voucher number <c>PC-2024-000007</c>, given at payment.</summary>
    public string? Number { get; init; }

    public required DisbursementState State { get; init; }
    public required string Programme { get; init; }
    public required string Purpose { get; init; }
    public required long Amount { get; init; }
    public required IReadOnlyList<Beneficiary> Beneficiaries { get; init; }
    public required Payee Payee { get; init; }
    public DateOnly? PlannedOn { get; init; }
    public required CaseCheck CaseCheck { get; init; }
    public DateTimeOffset? CheckedAt { get; init; }
    public required IReadOnlyList<ApprovalResponse> Approvals { get; init; }

    /// <summary>True when the amount is above the threshold in force and the council's signature is needed too.</summary>
    public required bool SecondSignatureNeeded { get; init; }
    public DateOnly? PaidOn { get; init; }
    public PaymentMethod? Method { get; init; }
    public string? Reference { get; init; }

    /// <summary>
    /// Part taken from restricted money (of the programme, of the area or for the child), and from the common pool.
    /// </summary>
    public long? FromProgramme { get; init; }
    public long? FromPool { get; init; }

    /// <summary>The service whose message opened the request, <c>cases</c> or <c>events</c>; null for one that an officer drafted.</summary>
    public string? AskedBy { get; init; }
    public required string RequestedBy { get; init; }
    public required string RequestedByName { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public required IReadOnlyList<DisbursementStep> History { get; init; }

    /// <summary>The service that asked gave it up after it was paid: the money has to come back, then the payment is reversed.</summary>
    public required bool ToBeReturned { get; init; }

    /// <summary>
    /// What the programme could pay when this was read: in the answer to GET of one request that waits for appraisal or
    /// approval, never in lists.
    /// </summary>
    public AvailableMoney? Available { get; init; }

    /// <summary>
    /// Codes of the papers that the programme asks for and that are not there yet: in the answer to GET of one request that is a
    /// draft or waits for appraisal, never in lists.
    /// </summary>
    public IReadOnlyList<string>? MissingPapers { get; init; }

    /// <summary>
    /// The first request or payment for one of the same children from this programme in the same period, which stands in the way
    /// of this one: in the answer to GET of one request before its approval, never in lists.
    /// </summary>
    public EarlierSupport? EarlierSupport { get; init; }

    /// <summary>
    /// The norm that this request exceeds without an exception: in the answer to GET of one request before its approval, never in
    /// lists.
    /// </summary>
    public AboveNorm? AboveNorm { get; init; }

    /// <summary>
    /// What the signed-in user may do now: submit, appraise, approve, reject, pay, cancel, reverse, correct, copy.
    /// </summary>
    public required IReadOnlyList<string> Actions { get; init; }
    public required int Version { get; init; }
}

/// <summary>A request or payment that has helped the same child.</summary>
public record class EarlierSupport
{
    public required Guid DisbursementId { get; init; }
    public required string RequestNumber { get; init; }

    /// <summary>Voucher number; null while it is approved and not paid.</summary>
    public string? Number { get; init; }

    /// <summary>How often the programme may help a child.</summary>
    public required SupportPeriod Period { get; init; }

    /// <summary>The day that its money was planned for, else that of its approval.</summary>
    public required DateOnly PlannedOn { get; init; }
}

/// <summary>Money that a programme may still promise. Whole đồng.</summary>
public record class AvailableMoney
{
    /// <summary>Left of what donors gave for this child, area or programme alone; used first.</summary>
    public required long Own { get; init; }

    /// <summary>Left in the common pool.</summary>
    public required long Pool { get; init; }

    /// <summary>Both together.</summary>
    public required long Total { get; init; }

    /// <summary>Left under the programme's limit for the year that the money is planned for; null without a limit.</summary>
    public long? LimitLeft { get; init; }
}

/// <summary>All disbursements that a filter finds, not one page of them. Whole đồng.</summary>
public record class DisbursementSummaryResponse
{
    public required long Count { get; init; }
    public required long Total { get; init; }

    /// <summary>The same by state; a state without any is left out.</summary>
    public required IReadOnlyList<DisbursementStateTotal> States { get; init; }
}

public record class DisbursementStateTotal
{
    public required DisbursementState State { get; init; }
    public required long Count { get; init; }
    public required long Total { get; init; }
}
