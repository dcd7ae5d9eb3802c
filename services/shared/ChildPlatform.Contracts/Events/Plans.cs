using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Events;

/// <summary>Where the money of a budget line comes from.</summary>
public enum BudgetSource
{
    /// <summary>The State budget.</summary>
    Budget,

    /// <summary>Mobilised from sponsors at the place.</summary>
    Mobilised,

    /// <summary>The children's fund of the province, which is asked for it.</summary>
    Fund,
}

/// <summary>One line of a budget. A name stands once for each source.</summary>
public record class BudgetLine
{
    [Required(ErrorMessage = "required")]
    [StringLength(200, ErrorMessage = "too-long")]
    public string? Line { get; init; }

    /// <summary>Whole đồng.</summary>
    [Required(ErrorMessage = "required")]
    [Range(1L, 9_007_199_254_740_991L, ErrorMessage = "amount-out-of-range")]
    public long? Amount { get; init; }

    [Required(ErrorMessage = "required")]
    public BudgetSource? Source { get; init; }
}

/// <summary>One item of an agenda; its parts together are not longer than it.</summary>
public record class AgendaItem
{
    [Required(ErrorMessage = "required")]
    [StringLength(300, ErrorMessage = "too-long")]
    public string? Title { get; init; }

    [Required(ErrorMessage = "required")]
    [Range(1, 20_160, ErrorMessage = "out-of-range")]
    public int? Minutes { get; init; }

    [MaxLength(50, ErrorMessage = "too-many")]
    public IReadOnlyList<AgendaPart>? Items { get; init; }
}

/// <summary>A part of an item of an agenda.</summary>
public record class AgendaPart
{
    [Required(ErrorMessage = "required")]
    [StringLength(300, ErrorMessage = "too-long")]
    public string? Title { get; init; }

    [Required(ErrorMessage = "required")]
    [Range(1, 20_160, ErrorMessage = "out-of-range")]
    public int? Minutes { get; init; }
}

/// <summary>Something to do before, at or after the event.</summary>
public record class EventTask
{
    [Required(ErrorMessage = "required")]
    [StringLength(300, ErrorMessage = "too-long")]
    public string? Title { get; init; }

    /// <summary>Days from the day the event begins: −14 is two weeks before, 5 is five days after.</summary>
    [Required(ErrorMessage = "required")]
    [Range(-400, 400, ErrorMessage = "out-of-range")]
    public int? Day { get; init; }
}

/// <summary>What an event of this kind usually has: the start of a new one.</summary>
public record class TemplateResponse
{
    /// <summary><c>trung-thu</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Code in the catalogue of the plan: THD, QTTN, DDTE, TTT, TND.</summary>
    public required string PlanCode { get; init; }
    public required string Name { get; init; }

    /// <summary>False: known, but no event can be made from it yet.</summary>
    public required bool Offered { get; init; }

    /// <summary>Why it is not offered, or where the template comes from.</summary>
    public string? Note { get; init; }

    /// <summary>The day in the lunar calendar, for festivals that follow it: "15/8 âm lịch".</summary>
    public string? LunarDate { get; init; }
    public string? Theme { get; init; }
    public string? Aim { get; init; }
    public string? TargetGroup { get; init; }
    public required IReadOnlyList<AgendaItem> Agenda { get; init; }
    public required IReadOnlyList<BudgetLine> Budget { get; init; }
    public required IReadOnlyList<EventTask> Tasks { get; init; }
}
