using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Cases;

/// <summary>What the messages have said about one case. Rows are written by <see cref="CaseTables"/> only.</summary>
internal sealed class CaseFact
{
    public Guid CaseId { get; private set; }

    /// <summary>Null while only a later word than that of its opening is here.</summary>
    public string? Number { get; private set; }

    public string? UnitCode { get; private set; }

    public string? UnitPath { get; private set; }

    public string? Kind { get; private set; }

    public bool Urgent { get; private set; }

    /// <summary>Day of receipt in Viet Nam.</summary>
    public DateOnly? ReceivedOn { get; private set; }

    /// <summary>All clocks of the case as the newest message had them.</summary>
    public string Clocks { get; private set; } = "[]";

    /// <summary>Version of the case that the clocks are of.</summary>
    public int Version { get; private set; }

    /// <summary>Version that kind and urgency are of: not every message tells them.</summary>
    public int KindVersion { get; private set; }
}

/// <summary>That a child was helped. One row for each request that a plan made; the newest word holds.</summary>
internal sealed class HelpFact
{
    public Guid RequestId { get; private set; }

    /// <summary>A random code that only the cases service can resolve; null while only the reversal is here.</summary>
    public string? ChildCode { get; private set; }

    public string? Group { get; private set; }

    public string? UnitCode { get; private set; }

    public string? Programme { get; private set; }

    public DateOnly? HelpedOn { get; private set; }

    public bool Reversed { get; private set; }

    public int Version { get; private set; }
}

internal sealed class CaseFactConfiguration : IEntityTypeConfiguration<CaseFact>, IEntityTypeConfiguration<HelpFact>
{
    public void Configure(EntityTypeBuilder<CaseFact> builder)
    {
        builder.ToTable("case_facts");
        builder.HasKey(fact => fact.CaseId);
        builder.Property(fact => fact.CaseId).ValueGeneratedNever();
        builder.Property(fact => fact.Number).HasMaxLength(20);
        builder.Property(fact => fact.UnitCode).HasMaxLength(10);
        builder.Property(fact => fact.UnitPath).HasMaxLength(200);
        builder.Property(fact => fact.Kind).HasMaxLength(30);
        builder.Property(fact => fact.Clocks).HasColumnType("jsonb");
        builder.HasIndex(fact => fact.ReceivedOn);
        builder.HasIndex(fact => fact.Number); // Urgent reports name a case by its number.
    }

    public void Configure(EntityTypeBuilder<HelpFact> builder)
    {
        builder.ToTable("help_facts");
        builder.HasKey(fact => fact.RequestId);
        builder.Property(fact => fact.RequestId).ValueGeneratedNever();
        builder.Property(fact => fact.ChildCode).HasMaxLength(20);
        builder.Property(fact => fact.Group).HasMaxLength(10);
        builder.Property(fact => fact.UnitCode).HasMaxLength(10);
        builder.Property(fact => fact.Programme).HasMaxLength(40);
        builder.HasIndex(fact => fact.HelpedOn);
    }
}
