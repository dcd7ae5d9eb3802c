using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Cases;

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

    /// <summary>When the step was no longer asked for; a clock that was breached before stays breached.</summary>
    public DateTimeOffset? StoppedAt { get; init; }
}

/// <summary>What is to be done for a case.</summary>
public enum TaskKind
{
    /// <summary>The initial risk is to be assessed (Mẫu 02).</summary>
    Assess,

    /// <summary>An urgent measure is to be decided.</summary>
    Protect,

    /// <summary>A support plan is to be drawn up (Mẫu 04).</summary>
    Plan,

    /// <summary>The chairman has given the plan back.</summary>
    RewritePlan,

    /// <summary>A plan waits for the chairman.</summary>
    DecidePlan,
}

/// <summary>How pressing a task is.</summary>
public enum TaskDue
{
    Overdue,

    /// <summary>Due within seven days.</summary>
    Soon,

    Later,

    /// <summary>The law gives the step no time.</summary>
    NoDate,
}

/// <summary>A step that is to be done.</summary>
public sealed record class CaseTask
{
    public required Guid CaseId { get; init; }

    public required string CaseNumber { get; init; }

    public required bool Urgent { get; init; }

    public required CasePlace Place { get; init; }

    public required TaskKind Kind { get; init; }

    /// <summary>From when on it waits: receipt, assessment, submission or return of the plan, start of the clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The legal clock of the step; null when the law gives it none.</summary>
    public ClockResponse? Clock { get; init; }

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
