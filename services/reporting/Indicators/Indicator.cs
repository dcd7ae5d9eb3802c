using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Indicators;

/// <summary>One meaning for a figure: of the plan's section II or of Thông tư 13/2021.</summary>
internal sealed class Indicator
{
    public const string Percent = "percent";
    public const string PlanSet = "plan";

    private Indicator()
    {
    }

    public Indicator(
        string code, string set, string? officialCode, string definition, string? numerator, string? denominator, string[] breakdowns,
        string source, string[] leadAgencies, string unit, int position)
    {
        Code = code;
        Set = set;
        OfficialCode = officialCode;
        Definition = definition;
        Numerator = numerator;
        Denominator = denominator;
        Breakdowns = breakdowns;
        Source = source;
        LeadAgencies = leadAgencies;
        Unit = unit;
        Position = position;
    }

    /// <summary>Set and official code together: 0101 is in both sets of the circular.</summary>
    public string Code { get; private set; } = "";

    public string Set { get; private set; } = "";

    public string? OfficialCode { get; private set; }

    public string Definition { get; private set; } = "";

    public string? Numerator { get; private set; }

    public string? Denominator { get; private set; }

    public string[] Breakdowns { get; private set; } = [];

    public string Source { get; private set; } = "";

    public string[] LeadAgencies { get; private set; } = [];

    public string Unit { get; private set; } = "";

    public int Position { get; private set; }

    public bool IsRatio => Unit == Percent;
}

/// <summary>A value that somebody gave, with its source; a better one is a further row.</summary>
internal sealed class IndicatorValue
{
    private IndicatorValue()
    {
    }

    public Guid Id { get; private set; }

    public string Indicator { get; private set; } = "";

    public int Year { get; private set; }

    /// <summary>District; null for the province.</summary>
    public string? UnitCode { get; private set; }

    public decimal? Numerator { get; private set; }

    public decimal? Denominator { get; private set; }

    /// <summary>Unrounded.</summary>
    public decimal Value { get; private set; }

    public string Source { get; private set; } = "";

    public DateOnly AsOf { get; private set; }

    public string? Note { get; private set; }

    public string EnteredBy { get; private set; } = "";

    public string EnteredByName { get; private set; } = "";

    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>
    /// A share is computed from its parts and never typed; a rate that a survey publishes is taken as it is. Both need a source and
    /// a day. A denominator of zero is refused: a share of nothing says nothing.
    /// </summary>
    /// <exception cref="InvalidInputException">The value cannot be right.</exception>
    public static IndicatorValue Enter(
        Indicator indicator, IndicatorValueRequest given, string? unitCode, CurrentUser by, TimeProvider clock)
    {
        var asOf = given.AsOf!.Value;
        var source = VietnameseText.Normalise(given.Source);
        var wrong = new WrongFields();
        var parts = given.Numerator is not null || given.Denominator is not null;
        if (parts == given.Value is not null || (parts && !indicator.IsRatio))
        {
            wrong.Add(parts ? "/numerator" : "/value", "value-or-parts");
        }

        if (parts && indicator.IsRatio)
        {
            CheckParts(given, wrong);
        }

        if (given.Value is { } rate && indicator.IsRatio && rate > 100)
        {
            wrong.Add("/value", "out-of-range");
        }

        if (source.Length < 3)
        {
            wrong.Add("/source", "required");
        }

        if (asOf > VietnamTime.Today(clock))
        {
            wrong.Add("/asOf", "date-in-future");
        }

        wrong.ThrowIfAny();

        return new IndicatorValue
        {
            Id = Uuid7.New(clock),
            Indicator = indicator.Code,
            Year = given.Year ?? asOf.Year,
            UnitCode = unitCode,
            Numerator = given.Numerator,
            Denominator = given.Denominator,
            Value = parts ? Share(given.Numerator!.Value, given.Denominator!.Value) : given.Value!.Value,
            Source = source,
            AsOf = asOf,
            Note = string.IsNullOrWhiteSpace(given.Note) ? null : given.Note.Trim(),
            EnteredBy = by.Id,
            EnteredByName = by.Name,
            EnteredAt = clock.GetUtcNow(),
        };
    }

    /// <summary>Multiplied before it is divided, so that 193 of 200 is 96.5 and not 96.50.</summary>
    public static decimal Share(decimal numerator, decimal denominator) => numerator * 100 / denominator;

    /// <summary>As people read it: one decimal, halves upwards.</summary>
    public static decimal Round(decimal value) => Math.Round(value, 1, MidpointRounding.AwayFromZero);

    private static void CheckParts(IndicatorValueRequest given, WrongFields wrong)
    {
        if (given.Numerator is null)
        {
            wrong.Add("/numerator", "required");
        }

        if (given.Denominator is null)
        {
            wrong.Add("/denominator", "required");
        }
        else if (given.Denominator == 0)
        {
            wrong.Add("/denominator", "denominator-zero");
        }
        else if (given.Numerator > given.Denominator)
        {
            wrong.Add("/numerator", "numerator-above-denominator");
        }
    }
}

internal sealed class IndicatorConfiguration : IEntityTypeConfiguration<Indicator>, IEntityTypeConfiguration<IndicatorValue>
{
    public void Configure(EntityTypeBuilder<Indicator> builder)
    {
        builder.ToTable("indicators");
        builder.HasKey(i => i.Code);
        builder.Property(i => i.Code).HasMaxLength(40);
        builder.Property(i => i.Set).HasMaxLength(20);
        builder.Property(i => i.OfficialCode).HasMaxLength(20);
        builder.Property(i => i.Unit).HasMaxLength(20);
    }

    public void Configure(EntityTypeBuilder<IndicatorValue> builder)
    {
        builder.ToTable("indicator_values", t => t.HasCheckConstraint("ck_indicator_values_denominator", "denominator > 0"));
        builder.HasKey(v => v.Id);
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.HasOne<Indicator>().WithMany().HasForeignKey(v => v.Indicator);
        builder.HasIndex(v => new { v.Indicator, v.Year });
        builder.Property(v => v.Numerator).HasColumnType("numeric");
        builder.Property(v => v.Denominator).HasColumnType("numeric");
        builder.Property(v => v.Value).HasColumnType("numeric");
        builder.Property(v => v.UnitCode).HasMaxLength(10);
        builder.IsAppendOnly();
    }
}
