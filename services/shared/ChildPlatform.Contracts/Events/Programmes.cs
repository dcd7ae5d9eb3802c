using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Events;

/// <summary>
/// An umbrella over many events, with the plan that each of its events begins with; the same record changes it by PUT.
/// </summary>
public record class ProgrammeRequest
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

    /// <summary>Code of the unit that leads it, at or below the caller's own.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(10, ErrorMessage = "too-long")]
    public string? UnitCode { get; init; }

    [StringLength(40, ErrorMessage = "too-long")]
    public string? Agency { get; init; }

    [StringLength(300, ErrorMessage = "too-long")]
    public string? Host { get; init; }

    [StringLength(500, ErrorMessage = "too-long")]
    public string? TargetGroup { get; init; }

    /// <summary>When an event of the series begins, unless it is moved alone.</summary>
    [Required(ErrorMessage = "required")]
    public DateTimeOffset? StartsAt { get; init; }

    [Required(ErrorMessage = "required")]
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Children that each event plans with.</summary>
    [Range(0, 1_000_000, ErrorMessage = "out-of-range")]
    public int? PlannedChildren { get; init; }

    /// <summary>Plan of one event. Left out: a new programme takes the template's, a changed one keeps its own.</summary>
    [MaxLength(100, ErrorMessage = "too-many")]
    public IReadOnlyList<AgendaItem>? Agenda { get; init; }

    [MaxLength(100, ErrorMessage = "too-many")]
    public IReadOnlyList<BudgetLine>? Budget { get; init; }

    [MaxLength(100, ErrorMessage = "too-many")]
    public IReadOnlyList<EventTask>? Tasks { get; init; }
}

/// <summary>In which units the programme's event is made: either a list of codes, or all communes at or below the caller's unit.</summary>
public record class CloneRequest
{
    [MaxLength(1000, ErrorMessage = "too-many")]
    public IReadOnlyList<string>? Units { get; init; }

    public bool? AllCommunes { get; init; }
}

/// <summary>What cloning did. Units that had an event of the series keep it, so a second call makes nothing twice.</summary>
public record class CloneResponse
{
    public required int Created { get; init; }
    public required int Existing { get; init; }

    /// <summary>First and last number that were given; null when nothing was made.</summary>
    public string? FirstNumber { get; init; }
    public string? LastNumber { get; init; }
}

/// <summary>
/// Changes all events of a series at once; what is left out stays. An event whose dates, place or theme were changed alone keeps
/// its own, and events that are closed or cancelled stay as they are.
/// </summary>
public record class SeriesRequest
{
    [StringLength(500, ErrorMessage = "too-long")]
    public string? Theme { get; init; }

    [StringLength(300, ErrorMessage = "too-long")]
    public string? Place { get; init; }

    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Given together with the beginning.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}

/// <summary>How many events an act on a series has changed, and how many it left as they were.</summary>
public record class SeriesResponse
{
    public required int Changed { get; init; }
    public required int Kept { get; init; }
}

/// <summary>A programme with the totals of its events that the caller may see. Money is whole đồng.</summary>
public record class ProgrammeResponse
{
    public required Guid Id { get; init; }

    /// <summary><c>CT-2024-00003</c>.</summary>
    public required string Number { get; init; }
    public required string Template { get; init; }
    public required string TemplateName { get; init; }
    public string? LunarDate { get; init; }
    public required string Title { get; init; }
    public string? Theme { get; init; }
    public string? Aim { get; init; }
    public required string UnitCode { get; init; }
    public required string UnitName { get; init; }
    public string? Agency { get; init; }
    public string? Host { get; init; }
    public string? TargetGroup { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public required int PlannedChildren { get; init; }
    public required IReadOnlyList<AgendaItem> Agenda { get; init; }
    public required IReadOnlyList<BudgetLine> Budget { get; init; }
    public required IReadOnlyList<EventTask> Tasks { get; init; }

    /// <summary>Its events together: number, children, budget and cost.</summary>
    public required EventTotalsResponse Events { get; init; }

    /// <summary>What the caller may do now: change, clone, change-series, publish, copy.</summary>
    public required IReadOnlyList<string> Actions { get; init; }
    public required int Version { get; init; }
}
