using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Plans;

/// <summary>The province's plan of a year.</summary>
internal sealed class Plan
{
    private Plan()
    {
    }

    public Plan(int year, string number, string title, DateOnly issuedOn)
    {
        Year = year;
        Number = number;
        Title = title;
        IssuedOn = issuedOn;
    }

    public int Year { get; private set; }

    public string Number { get; private set; } = "";

    public string Title { get; private set; } = "";

    public DateOnly IssuedOn { get; private set; }
}

/// <summary>An agency as the plan names it: the plan orders most, and asks others.</summary>
internal sealed class PlanAgency
{
    /// <summary>"Các Sở, Ban, ngành khác" is an open set: nobody in particular owes its report.</summary>
    public const string Others = "KHAC";

    /// <summary>Sở Lao động - Thương binh và Xã hội, the focal point.</summary>
    public const string FocalPoint = "LDTBXH";

    private PlanAgency()
    {
    }

    public PlanAgency(int year, string code, string? unitCode, string name, string kind, bool ordered, string section, int position)
    {
        Year = year;
        Code = code;
        UnitCode = unitCode;
        Name = name;
        Kind = kind;
        Ordered = ordered;
        Section = section;
        Position = position;
    }

    public int Year { get; private set; }

    public string Code { get; private set; } = "";

    /// <summary>The district that a committee governs; null for provincial bodies.</summary>
    public string? UnitCode { get; private set; }

    public string Name { get; private set; } = "";

    public string Kind { get; private set; } = "";

    /// <summary>False for a body that the plan addresses with "Đề nghị" (V.11-V.15).</summary>
    public bool Ordered { get; private set; }

    public string Section { get; private set; } = "";

    public int Position { get; private set; }
}

/// <summary>A legal document that the plan cites.</summary>
internal sealed class LegalDocument
{
    private LegalDocument()
    {
    }

    public LegalDocument(
        int year, int position, string? number, string type, string? issuer, DateOnly? issuedOn, string? subject, string[] citedIn,
        string? note)
    {
        Year = year;
        Position = position;
        Number = number;
        Type = type;
        Issuer = issuer;
        IssuedOn = issuedOn;
        Subject = subject;
        CitedIn = citedIn;
        Note = note;
    }

    public int Year { get; private set; }

    /// <summary>Order of the sheet; three documents have no number, so the number is no key.</summary>
    public int Position { get; private set; }

    public string? Number { get; private set; }

    public string Type { get; private set; } = "";

    public string? Issuer { get; private set; }

    public DateOnly? IssuedOn { get; private set; }

    public string? Subject { get; private set; }

    public string[] CitedIn { get; private set; } = [];

    public string? Note { get; private set; }

    /// <summary>Whether the section cites it, in its text or in a footnote (<c>III.1.d1/fn2</c>).</summary>
    public bool IsCitedIn(string section) => CitedIn.Any(place => place.Split('/')[0] == section);
}

internal sealed class PlanConfiguration
    : IEntityTypeConfiguration<Plan>, IEntityTypeConfiguration<PlanAgency>, IEntityTypeConfiguration<LegalDocument>
{
    public void Configure(EntityTypeBuilder<Plan> builder)
    {
        builder.ToTable("plans");
        builder.HasKey(p => p.Year);
        builder.Property(p => p.Year).ValueGeneratedNever();
        builder.Property(p => p.Number).HasMaxLength(60);
        builder.Property(p => p.Title).HasMaxLength(500);
    }

    public void Configure(EntityTypeBuilder<PlanAgency> builder)
    {
        builder.ToTable("plan_agencies");
        builder.HasKey(a => new { a.Year, a.Code });
        builder.Property(a => a.Code).HasMaxLength(10);
        builder.Property(a => a.UnitCode).HasMaxLength(10);
        builder.Property(a => a.Name).HasMaxLength(200);
        builder.Property(a => a.Kind).HasMaxLength(30);
        builder.Property(a => a.Section).HasMaxLength(20);
    }

    public void Configure(EntityTypeBuilder<LegalDocument> builder)
    {
        builder.ToTable("legal_documents");
        builder.HasKey(d => new { d.Year, d.Position });
        builder.Property(d => d.Number).HasMaxLength(60);
        builder.Property(d => d.Type).HasMaxLength(40);
        builder.Property(d => d.Issuer).HasMaxLength(200);
    }
}
