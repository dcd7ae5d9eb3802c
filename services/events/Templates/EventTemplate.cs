using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Events.Templates;

/// <summary>What an event of a kind usually has (domain/events.md §1): data that the province changes, not code.</summary>
internal sealed class EventTemplate
{
    /// <summary>The children's forum: known, but not offered while consents are not kept.</summary>
    public const string Forum = "dien-dan";

    public required string Code { get; init; }

    /// <summary>Code in the catalogue of the plan: THD, QTTN, …</summary>
    public required string PlanCode { get; init; }
    public required string Name { get; init; }
    public required bool Offered { get; init; }
    public string? Note { get; init; }
    public string? LunarDate { get; init; }
    public string? Theme { get; init; }
    public string? Aim { get; init; }
    public string? TargetGroup { get; init; }
    public required IReadOnlyList<AgendaItem> Agenda { get; init; }
    public required IReadOnlyList<BudgetLine> Budget { get; init; }
    public required IReadOnlyList<EventTask> Tasks { get; init; }
    public required int Position { get; init; }
}

internal static class TemplateQueries
{
    /// <summary>Name and lunar day by code: a handful of rows, read once for a whole list.</summary>
    public static async Task<IReadOnlyDictionary<string, TemplateName>> TemplateNames(this EventsDbContext db, CancellationToken ct) =>
        await db.Templates.AsNoTracking().Select(t => new TemplateName(t.Code, t.Name, t.LunarDate)).ToDictionaryAsync(t => t.Code, ct);
}

internal sealed record TemplateName(string Code, string Name, string? LunarDate);

internal sealed class EventTemplateConfiguration : IEntityTypeConfiguration<EventTemplate>
{
    public void Configure(EntityTypeBuilder<EventTemplate> builder)
    {
        builder.ToTable("event_templates");
        builder.HasKey(template => template.Code);
        builder.Property(template => template.Code).HasMaxLength(40);
        builder.Property(template => template.PlanCode).HasMaxLength(10);
        builder.Property(template => template.Name).HasMaxLength(200);
        builder.Property(template => template.Agenda).IsJson();
        builder.Property(template => template.Budget).IsJson();
        builder.Property(template => template.Tasks).IsJson();
    }
}
