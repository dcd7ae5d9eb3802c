using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Events;

/// <summary>draft → published → closed; a published event may be cancelled instead.</summary>
public enum EventState
{
    Draft,

    /// <summary>In the public calendar.</summary>
    Published,
    Cancelled,

    /// <summary>Held, and its closing form is in.</summary>
    Closed,
}

/// <summary>Who holds it: a unit of this level, or a school or facility in a unit.</summary>
public enum EventLevel
{
    Province,
    District,
    Commune,
    School,
    Facility,
}

/// <summary>An event as an organiser plans it; the same record changes it by PUT.</summary>
public record class EventRequest
{
    /// <summary>Code of a template that is offered: <c>trung-thu</c>.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(40, ErrorMessage = "too-long")]
    public string? Template { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(300, MinimumLength = 3, ErrorMessage = "title-length")]
    public string? Title { get; init; }

    [StringLength(500, ErrorMessage = "too-long")]
    public string? Theme { get; init; }

    [StringLength(2000, ErrorMessage = "too-long")]
    public string? Aim { get; init; }

    [Required(ErrorMessage = "required")]
    public EventLevel? Level { get; init; }

    /// <summary>Code of the unit it belongs to, valid on the day it begins, at or below the caller's own.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(10, ErrorMessage = "too-long")]
    public string? UnitCode { get; init; }

    /// <summary>Code of the agency that holds it; null when the people's committee of the unit does.</summary>
    [StringLength(40, ErrorMessage = "too-long")]
    public string? Agency { get; init; }

    /// <summary>Who holds it, in words.</summary>
    [StringLength(300, ErrorMessage = "too-long")]
    public string? Host { get; init; }

    [Required(ErrorMessage = "required")]
    public DateTimeOffset? StartsAt { get; init; }

    [Required(ErrorMessage = "required")]
    public DateTimeOffset? EndsAt { get; init; }

    [StringLength(300, ErrorMessage = "too-long")]
    public string? Place { get; init; }

    [StringLength(500, ErrorMessage = "too-long")]
    public string? TargetGroup { get; init; }

    [Range(0, 1_000_000, ErrorMessage = "out-of-range")]
    public int? PlannedChildren { get; init; }

    /// <summary>The programme (umbrella) that it is part of.</summary>
    public Guid? ProgrammeId { get; init; }

    /// <summary>Left out: a new event takes the template's, a changed one keeps its own. The same holds for budget and tasks.</summary>
    [MaxLength(100, ErrorMessage = "too-many")]
    public IReadOnlyList<AgendaItem>? Agenda { get; init; }

    [MaxLength(100, ErrorMessage = "too-many")]
    public IReadOnlyList<BudgetLine>? Budget { get; init; }

    [MaxLength(100, ErrorMessage = "too-many")]
    public IReadOnlyList<EventTask>? Tasks { get; init; }
}

/// <summary>The body of an action that needs none: <c>{}</c> or nothing at all.</summary>
public record class EventActionRequest;

/// <summary>An act that needs a reason.</summary>
public record class EventReasonRequest
{
    [Required(ErrorMessage = "required")]
    [StringLength(500, MinimumLength = 3, ErrorMessage = "reason-length")]
    public string? Reason { get; init; }
}

/// <summary>A copy of an event, its dates moved by whole years: one unless said otherwise.</summary>
public record class CopyRequest
{
    [Range(1, 20, ErrorMessage = "out-of-range")]
    public int? Years { get; init; }
}

/// <summary>Children who came. Girls and boys add up to the total, and so do the three ages.</summary>
public record class Attendance
{
    [Required(ErrorMessage = "required")]
    [Range(0, 1_000_000, ErrorMessage = "out-of-range")]
    public int? Total { get; init; }

    [Required(ErrorMessage = "required")]
    [Range(0, 1_000_000, ErrorMessage = "out-of-range")]
    public int? Girls { get; init; }

    [Required(ErrorMessage = "required")]
    [Range(0, 1_000_000, ErrorMessage = "out-of-range")]
    public int? Boys { get; init; }

    [Required(ErrorMessage = "required")]
    [Range(0, 1_000_000, ErrorMessage = "out-of-range")]
    public int? EthnicMinority { get; init; }

    [Required(ErrorMessage = "required")]
    [Range(0, 1_000_000, ErrorMessage = "out-of-range")]
    public int? SpecialCircumstances { get; init; }

    [Required(ErrorMessage = "required")]
    [Range(0, 1_000_000, ErrorMessage = "out-of-range")]
    public int? Age0To6 { get; init; }

    [Required(ErrorMessage = "required")]
    [Range(0, 1_000_000, ErrorMessage = "out-of-range")]
    public int? Age7To10 { get; init; }

    [Required(ErrorMessage = "required")]
    [Range(0, 1_000_000, ErrorMessage = "out-of-range")]
    public int? Age11To15 { get; init; }
}

/// <summary>Things handed over: how many, and their worth in whole đồng.</summary>
public record class HandedOver
{
    [Required(ErrorMessage = "required")]
    [Range(0, 1_000_000, ErrorMessage = "out-of-range")]
    public int? Count { get; init; }

    [Required(ErrorMessage = "required")]
    [Range(0L, 9_007_199_254_740_991L, ErrorMessage = "out-of-range")]
    public long? Value { get; init; }
}

/// <summary>What was spent on one line of the budget. Money without a line in the plan is refused.</summary>
public record class Spending
{
    [Required(ErrorMessage = "required")]
    [StringLength(200, ErrorMessage = "too-long")]
    public string? Line { get; init; }

    /// <summary>Whole đồng; zero when nothing was spent.</summary>
    [Required(ErrorMessage = "required")]
    [Range(0L, 9_007_199_254_740_991L, ErrorMessage = "out-of-range")]
    public long? Amount { get; init; }

    /// <summary>Needed only where the plan has this line from two sources.</summary>
    public BudgetSource? Source { get; init; }
}

/// <summary>The closing form: counts, cost by line, lessons; never a name of a child.</summary>
public record class CloseRequest
{
    [Required(ErrorMessage = "required")]
    public Attendance? Children { get; init; }

    [Required(ErrorMessage = "required")]
    public HandedOver? Gifts { get; init; }

    [Required(ErrorMessage = "required")]
    public HandedOver? Scholarships { get; init; }

    /// <summary>One item for each line on which money was spent; lines that are left out cost nothing.</summary>
    [Required(ErrorMessage = "required")]
    [MaxLength(200, ErrorMessage = "too-many")]
    public IReadOnlyList<Spending>? Costs { get; init; }

    /// <summary>Incidents that were passed on to child protection.</summary>
    [Required(ErrorMessage = "required")]
    [Range(0, 10_000, ErrorMessage = "out-of-range")]
    public int? Incidents { get; init; }

    [StringLength(8000, ErrorMessage = "too-long")]
    public string? Minutes { get; init; }

    [StringLength(4000, ErrorMessage = "too-long")]
    public string? Lessons { get; init; }
}

/// <summary>The whole form again, and why.</summary>
public record class CorrectClosingRequest
{
    [Required(ErrorMessage = "required")]
    [StringLength(500, MinimumLength = 3, ErrorMessage = "reason-length")]
    public string? Reason { get; init; }

    [Required(ErrorMessage = "required")]
    public CloseRequest? Closing { get; init; }
}

/// <summary>A line of the plan beside what was spent. Whole đồng.</summary>
public record class BudgetLineResult
{
    public required string Line { get; init; }
    public required BudgetSource Source { get; init; }
    public required long Planned { get; init; }

    /// <summary>Null before the event is closed.</summary>
    public long? Spent { get; init; }

    /// <summary>Planned less spent: negative when more was spent than planned.</summary>
    public long? Variance { get; init; }
}

/// <summary>Budget of an event by line and by source.</summary>
public record class BudgetResponse
{
    public required IReadOnlyList<BudgetLineResult> Lines { get; init; }

    /// <summary>The same by source; a source without a line is left out.</summary>
    public required IReadOnlyList<BudgetSourceResult> Sources { get; init; }
    public required long Planned { get; init; }
    public long? Spent { get; init; }
    public long? Variance { get; init; }
}

public record class BudgetSourceResult
{
    public required BudgetSource Source { get; init; }
    public required long Planned { get; init; }
    public long? Spent { get; init; }
    public long? Variance { get; init; }
}

/// <summary>A closing form that is in.</summary>
public record class ClosingResponse
{
    public required Attendance Children { get; init; }
    public required HandedOver Gifts { get; init; }
    public required HandedOver Scholarships { get; init; }
    public required int Incidents { get; init; }
    public string? Minutes { get; init; }
    public string? Lessons { get; init; }
    public required long Cost { get; init; }
    public required DateTimeOffset ClosedAt { get; init; }
    public required string ClosedByName { get; init; }

    /// <summary>When it was last corrected; null while the first one stands.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }
}

/// <summary>An event as it stands in a list. Money is whole đồng; instants carry +07:00.</summary>
public record class EventSummary
{
    public required Guid Id { get; init; }

    /// <summary><c>SK-2024-00012</c>.</summary>
    public required string Number { get; init; }
    public required EventState State { get; init; }
    public required string Template { get; init; }
    public required string TemplateName { get; init; }
    public required string Title { get; init; }
    public string? Theme { get; init; }
    public required EventLevel Level { get; init; }
    public required string UnitCode { get; init; }
    public required string UnitName { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public string? Place { get; init; }
    public Guid? ProgrammeId { get; init; }
    public required int PlannedChildren { get; init; }

    /// <summary>Children who came; null before it is closed.</summary>
    public int? Children { get; init; }
    public required long Planned { get; init; }
    public long? Cost { get; init; }

    /// <summary>The last day on which the closing form is on time.</summary>
    public required DateOnly ReportDueOn { get; init; }

    /// <summary>Held, and its closing form is late: "chờ báo cáo".</summary>
    public required bool Overdue { get; init; }
    public required int Version { get; init; }
}

/// <summary>An event with its plan, budget, funding and closing form.</summary>
public record class EventResponse
{
    public required Guid Id { get; init; }

    /// <summary><c>SK-2024-00012</c>.</summary>
    public required string Number { get; init; }
    public required EventState State { get; init; }
    public required string Template { get; init; }
    public required string TemplateName { get; init; }

    /// <summary>The day in the lunar calendar, for festivals that follow it.</summary>
    public string? LunarDate { get; init; }
    public required string Title { get; init; }
    public string? Theme { get; init; }
    public string? Aim { get; init; }
    public required EventLevel Level { get; init; }
    public required string UnitCode { get; init; }
    public required string UnitName { get; init; }
    public string? Agency { get; init; }
    public string? Host { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public string? Place { get; init; }
    public string? TargetGroup { get; init; }
    public required int PlannedChildren { get; init; }
    public Guid? ProgrammeId { get; init; }
    public string? ProgrammeTitle { get; init; }
    public required IReadOnlyList<AgendaItem> Agenda { get; init; }
    public required IReadOnlyList<EventTask> Tasks { get; init; }
    public required BudgetResponse Budget { get; init; }

    /// <summary>Requests to the fund, newest first.</summary>
    public required IReadOnlyList<FundingResponse> Funding { get; init; }
    public ClosingResponse? Closing { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public DateTimeOffset? CancelledAt { get; init; }
    public string? CancelReason { get; init; }

    /// <summary>The last day on which the closing form is on time.</summary>
    public required DateOnly ReportDueOn { get; init; }

    /// <summary>Held, and its closing form is late: "chờ báo cáo".</summary>
    public required bool Overdue { get; init; }
    public required string CreatedByName { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the caller may do now: change, delete, publish, cancel, close, correct-closing, ask-fund, copy.</summary>
    public required IReadOnlyList<string> Actions { get; init; }
    public required int Version { get; init; }
}

/// <summary>All events that a filter finds, not one page of them.</summary>
public record class EventTotalsResponse
{
    public required long Count { get; init; }

    /// <summary>The same by state; a state without any is left out.</summary>
    public required IReadOnlyList<EventStateTotal> States { get; init; }

    /// <summary>Held, and the closing form is late.</summary>
    public required long Overdue { get; init; }
    public required long PlannedChildren { get; init; }

    /// <summary>Children who came to those that are closed.</summary>
    public required long Children { get; init; }
    public required long Planned { get; init; }
    public required long Cost { get; init; }
}

public record class EventStateTotal
{
    public required EventState State { get; init; }
    public required long Count { get; init; }
}

/// <summary>One step in the life of an event or a programme, from the audit trail.</summary>
public record class EventHistoryEntry
{
    public required DateTimeOffset At { get; init; }
    public required string ByName { get; init; }

    /// <summary><c>create</c>, <c>change</c>, <c>publish</c>, …</summary>
    public required string Action { get; init; }

    /// <summary>Why, where a reason is asked.</summary>
    public string? Reason { get; init; }
}

/// <summary>The whole life of an event or a programme, newest first.</summary>
public record class EventHistoryResponse
{
    public required IReadOnlyList<EventHistoryEntry> Items { get; init; }
}
