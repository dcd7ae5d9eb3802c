using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Reporting;

/// <summary>draft → submitted → accepted; returned with comments, withdrawn back to draft.</summary>
public enum ReportState
{
    Draft,
    Submitted,
    Returned,
    Accepted,
}

/// <summary>Why a cell has neither figure nor text. "Nothing happened" is the figure 0 and no reason.</summary>
public enum AbsenceReason
{
    NotYetDue,
    NoData,
    NotOurDuty,

    /// <summary>With a note.</summary>
    Other,
}

/// <summary>Opens a report.</summary>
public record class OpenReportRequest
{
    [Required(ErrorMessage = "required")]
    [StringLength(10, ErrorMessage = "too-long")]
    public string? Agency { get; init; }
}

/// <summary>What an agency says about one duty.</summary>
public record class CellRequest
{
    [StringLength(8000, ErrorMessage = "too-long")]
    public string? Text { get; init; }

    /// <summary>A figure; 0 says that nothing happened.</summary>
    [Range(-9_007_199_254_740_991d, 9_007_199_254_740_991d, ErrorMessage = "out-of-range")]
    public decimal? Value { get; init; }

    [Range(0, 100, ErrorMessage = "out-of-range")]
    public int? Progress { get; init; }

    [MaxLength(20, ErrorMessage = "too-many")]
    public IReadOnlyList<EvidenceItem>? Evidence { get; init; }

    /// <summary>Why there is neither figure nor text.</summary>
    public AbsenceReason? Absence { get; init; }

    [StringLength(500, ErrorMessage = "too-long")]
    public string? AbsenceNote { get; init; }
}

/// <summary>A report of an agency in a round.</summary>
public record class AgencyReportResponse
{
    public required Guid Id { get; init; }
    public required Guid RoundId { get; init; }
    public required string RoundCode { get; init; }
    public required string RoundName { get; init; }
    public required string Agency { get; init; }
    public required string AgencyName { get; init; }
    public required ReportState State { get; init; }

    /// <summary>Number of the version that was submitted last; 0 before the first.</summary>
    public required int Number { get; init; }
    public DateTimeOffset? FirstSubmittedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Judged by the first submission that passed validation; null before it, or without a due day.</summary>
    public bool? Late { get; init; }
    public DateOnly? DueBefore { get; init; }
    public DateOnly? PeriodFrom { get; init; }
    public DateOnly? PeriodTo { get; init; }
    public DateOnly? CutOff { get; init; }
    public required IReadOnlyList<ReportCellResponse> Cells { get; init; }
    public required IReadOnlyList<ReportCommentResponse> Comments { get; init; }
    public required IReadOnlyList<ReportStepResponse> History { get; init; }

    /// <summary>What the newest version changed against the one before; empty for the first.</summary>
    public required IReadOnlyList<CellChange> Changes { get; init; }

    /// <summary>What the signed-in user may do now: edit, submit, withdraw, return, accept.</summary>
    public required IReadOnlyList<string> Actions { get; init; }
    public required int Version { get; init; }
}

/// <summary>One cell of a report: a duty of the agency, or a target or task group that facts fill.</summary>
public record class ReportCellResponse
{
    /// <summary>Code of the assignment, task or target.</summary>
    public required string Code { get; init; }
    public required string Title { get; init; }

    /// <summary>True for the agency's own duties: neither figure, text nor reason stops the submission.</summary>
    public required bool Compulsory { get; init; }
    public string? Text { get; init; }
    public decimal? Value { get; init; }
    public int? Progress { get; init; }
    public required IReadOnlyList<EvidenceItem> Evidence { get; init; }
    public AbsenceReason? Absence { get; init; }
    public string? AbsenceNote { get; init; }

    /// <summary>Figures from facts, as of the round's cut-off.</summary>
    public required IReadOnlyList<CellFigure> Figures { get; init; }

    /// <summary>False while the cell would stop the submission.</summary>
    public required bool Filled { get; init; }
    public string? UpdatedByName { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The cell's own version, for <c>If-Match</c>.</summary>
    public required int Version { get; init; }
}

/// <summary>A figure that facts give.</summary>
public record class CellFigure
{
    /// <summary><c>fund.raised</c>, <c>cases.received</c>, …</summary>
    public required string Code { get; init; }
    public required string Label { get; init; }

    /// <summary>How it is counted, in words.</summary>
    public required string Formula { get; init; }

    /// <summary>VND, children, cases, …</summary>
    public required string Unit { get; init; }

    /// <summary>As of the cut-off once that has passed; what is known now before.</summary>
    public required decimal Value { get; init; }

    /// <summary>What all facts of the period say now, those received after the cut-off too.</summary>
    public required decimal Live { get; init; }

    /// <summary>Live less value ("lệch"); shown beside, never put in the value's place.</summary>
    public required decimal Drift { get; init; }

    /// <summary>Instant that the value stands for; null while the round's cut-off has not come.</summary>
    public DateTimeOffset? FrozenAt { get; init; }
}

public record class ReportCommentResponse
{
    /// <summary>Code of the cell; null for the whole report.</summary>
    public string? Cell { get; init; }
    public required string Text { get; init; }

    /// <summary>Version of the report that it is about.</summary>
    public required int Number { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
}

public record class ReportStepResponse
{
    /// <summary>open, submit, withdraw, return, accept.</summary>
    public required string Action { get; init; }
    public required int Number { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>What a version changed in one cell.</summary>
public record class CellChange
{
    public required string Cell { get; init; }

    /// <summary>text, value, progress, evidence, absence.</summary>
    public required string Field { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
}

/// <summary>Sends a report back.</summary>
public record class ReturnReportRequest
{
    /// <summary>About the whole report; at least one comment is needed, here or at a cell.</summary>
    [StringLength(2000, ErrorMessage = "too-long")]
    public string? Comment { get; init; }

    [MaxLength(200, ErrorMessage = "too-many")]
    public IReadOnlyList<CellCommentRequest>? Cells { get; init; }
}

public record class CellCommentRequest
{
    [Required(ErrorMessage = "required")]
    [StringLength(20, ErrorMessage = "too-long")]
    public string? Cell { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(2000, MinimumLength = 3, ErrorMessage = "title-length")]
    public string? Text { get; init; }
}

/// <summary>The body of an action on a report that needs none: <c>{}</c> or nothing at all.</summary>
public record class ReportActionRequest;

/// <summary>The facts behind a cell.</summary>
public record class CellFactsResponse
{
    public required string Cell { get; init; }
    public required IReadOnlyList<CellFigure> Figures { get; init; }

    /// <summary>The same figures by administrative unit, where facts have one.</summary>
    public required IReadOnlyList<UnitFigures> Units { get; init; }

    /// <summary>Single facts, newest first.</summary>
    public required IReadOnlyList<CellFact> Items { get; init; }

    /// <summary>How many facts there are; <see cref="Items"/> stops at 500.</summary>
    public required int Count { get; init; }
}

public record class UnitFigures
{
    public required string UnitCode { get; init; }
    public required string UnitName { get; init; }
    public required IReadOnlyList<UnitFigure> Figures { get; init; }
}

public record class UnitFigure
{
    public required string Code { get; init; }
    public required decimal Value { get; init; }
}

/// <summary>One fact: a gift, a payment, a case, an event. Numbers and units only.</summary>
public record class CellFact
{
    public required string Source { get; init; }

    /// <summary>Number of the receipt, voucher or case; a title for an event.</summary>
    public required string Number { get; init; }
    public required DateOnly On { get; init; }
    public string? UnitCode { get; init; }
    public required decimal Amount { get; init; }
    public required string Unit { get; init; }

    /// <summary>False for a fact that came after the cut-off: it is part of the drift.</summary>
    public required bool Counted { get; init; }
}
