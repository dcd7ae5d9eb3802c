using ChildPlatform.Contracts.Events;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Events;

/// <summary>What reporting knows of an event. Only held ones count in targets and reports.</summary>
internal enum EventStanding
{
    /// <summary>Stands in the calendar.</summary>
    Planned,

    /// <summary>Took place, and its closing form is in.</summary>
    Held,
    Cancelled,
}

/// <summary>
/// What the newest message about one event said. Each message carries the whole of it, so that the row is the same in whichever
/// order they arrive. Rows are written by <see cref="EventTables"/> only.
/// </summary>
internal sealed class EventFact : IHasUnitPath
{
    public Guid EventId { get; private set; }
    public string Number { get; private set; } = "";
    public string Title { get; private set; } = "";

    /// <summary>Code of the template: <c>trung-thu</c>, …</summary>
    public string Template { get; private set; } = "";
    public EventLevel Level { get; private set; }
    public string UnitCode { get; private set; } = "";
    public string UnitPath { get; private set; } = "";
    public string? Agency { get; private set; }
    public DateOnly StartsOn { get; private set; }
    public DateOnly EndsOn { get; private set; }
    public EventStanding Standing { get; private set; }
    public int PlannedChildren { get; private set; }

    /// <summary>Counts and cost of the closing form; zero before.</summary>
    public int Children { get; private set; }
    public int Girls { get; private set; }
    public int Boys { get; private set; }
    public int EthnicMinority { get; private set; }
    public int SpecialCircumstances { get; private set; }
    public int Age0To6 { get; private set; }
    public int Age7To10 { get; private set; }
    public int Age11To15 { get; private set; }
    public int Gifts { get; private set; }

    /// <summary>Whole đồng, as every amount here.</summary>
    public long GiftsValue { get; private set; }
    public int Scholarships { get; private set; }
    public long ScholarshipsValue { get; private set; }
    public long Cost { get; private set; }
    public long CostFromBudget { get; private set; }
    public long CostMobilised { get; private set; }
    public long CostFromFund { get; private set; }
    public int Incidents { get; private set; }

    /// <summary>When the newest thing known happened in the event service.</summary>
    public DateTimeOffset AsOf { get; private set; }

    /// <summary>Version of the event that this row shows; an older message changes nothing.</summary>
    public int Version { get; private set; }
}

internal sealed class EventFactConfiguration : IEntityTypeConfiguration<EventFact>
{
    public void Configure(EntityTypeBuilder<EventFact> builder)
    {
        builder.ToTable("event_facts");
        builder.HasKey(fact => fact.EventId);
        builder.Property(fact => fact.EventId).ValueGeneratedNever();
        builder.Property(fact => fact.Number).HasMaxLength(40);
        builder.Property(fact => fact.Title).HasMaxLength(300);
        builder.Property(fact => fact.Template).HasMaxLength(40);
        builder.Property(fact => fact.UnitCode).HasMaxLength(10);
        builder.Property(fact => fact.UnitPath).HasMaxLength(200);
        builder.Property(fact => fact.Agency).HasMaxLength(40);
        builder.Property(fact => fact.Age0To6).HasColumnName("age_0_to_6");
        builder.Property(fact => fact.Age7To10).HasColumnName("age_7_to_10");
        builder.Property(fact => fact.Age11To15).HasColumnName("age_11_to_15");

        // Reports ask for a template's events of a period.
        builder.HasIndex(fact => new { fact.Template, fact.StartsOn });
    }
}
