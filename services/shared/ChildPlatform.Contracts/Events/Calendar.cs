namespace ChildPlatform.Contracts.Events;

/// <summary>An event as anyone may see it: what, where and when; no child, no organiser.</summary>
public record class PublicEvent
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required string Template { get; init; }
    public required string TemplateName { get; init; }

    /// <summary>The day in the lunar calendar, for festivals that follow it: "15/8 âm lịch".</summary>
    public string? LunarDate { get; init; }
    public string? Theme { get; init; }
    public required EventLevel Level { get; init; }
    public required string UnitCode { get; init; }
    public required string UnitName { get; init; }
    public string? Host { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public string? Place { get; init; }

    /// <summary>True when it has taken place and its report is in.</summary>
    public required bool Held { get; init; }
}
