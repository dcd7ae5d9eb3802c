using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Clocks;

/// <summary>What starts a clock.</summary>
internal enum ClockStart
{
    /// <summary>Receipt of the information.</summary>
    Receipt,

    /// <summary>Completion of the initial assessment (Mẫu 02). DESIGN: the text of the law names no event; both instants are kept.</summary>
    Assessment,

    /// <summary>A temporary separation: a limit on how long, not a clock to act.</summary>
    Separation,
}

/// <summary>Which cases a clock is for.</summary>
internal enum ClockFor
{
    Urgent,

    /// <summary>All that are not urgent.</summary>
    Ordinary,
}

/// <summary>
/// A deadline of law, or a tighter one of the province or a commune: data with source and validity, never code
/// (domain/cases.md §9).
/// </summary>
internal sealed class DeadlineRule
{
    private DeadlineRule()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>S4, S5, S7: as in the catalogue.</summary>
    public string Step { get; private set; } = "";
    public string Name { get; private set; } = "";
    public int Amount { get; private set; }
    public PeriodUnit Unit { get; private set; }
    public ClockStart StartsAt { get; private set; }
    public ClockFor For { get; private set; }
    public string Source { get; private set; } = "";

    /// <summary>How sure the figure is: verified, inference, design.</summary>
    public string Mark { get; private set; } = "";

    /// <summary>The unit that it holds for, with all below; empty: everywhere.</summary>
    public string UnitPath { get; private set; } = "";
    public DateOnly ValidFrom { get; private set; }

    public LegalPeriod Period => new(Amount, Unit);

    public static DeadlineRule Of(
        string step, string name, LegalPeriod period, ClockStart startsAt, ClockFor forCases, string source, string mark,
        string unitPath, DateOnly validFrom) => new()
        {
            Id = Guid.CreateVersion7(),
            Step = step,
            Name = name,
            Amount = period.Amount,
            Unit = period.Unit,
            StartsAt = startsAt,
            For = forCases,
            Source = source,
            Mark = mark,
            UnitPath = unitPath,
            ValidFrom = validFrom,
        };

    /// <summary>
    /// The deadlines that hold in a place on a day, one for each step: the nearest unit's word counts before that of a unit above,
    /// and of one unit's words the newest.
    /// </summary>
    public static IEnumerable<DeadlineRule> InForce(IEnumerable<DeadlineRule> rules, string placePath, DateOnly day) => rules
        .Where(rule => rule.ValidFrom <= day && placePath.StartsWith(rule.UnitPath, StringComparison.Ordinal))
        .GroupBy(rule => rule.Step)
        .Select(step => step.OrderByDescending(rule => rule.UnitPath.Length).ThenByDescending(rule => rule.ValidFrom).First());
}

internal sealed class DeadlineRuleConfiguration : IEntityTypeConfiguration<DeadlineRule>
{
    public void Configure(EntityTypeBuilder<DeadlineRule> builder)
    {
        builder.ToTable("deadline_rules");
        builder.HasKey(rule => rule.Id);
        builder.Property(rule => rule.Id).ValueGeneratedNever();
        builder.Property(rule => rule.Step).HasMaxLength(10);
        builder.Property(rule => rule.Name).HasMaxLength(300);
        builder.Property(rule => rule.Source).HasMaxLength(300);
        builder.Property(rule => rule.Mark).HasMaxLength(20);
        builder.Property(rule => rule.UnitPath).HasMaxLength(200);
        builder.Ignore(rule => rule.Period);
        builder.HasIndex(rule => new { rule.Step, rule.UnitPath, rule.ValidFrom }).IsUnique();
    }
}
