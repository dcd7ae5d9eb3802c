using ChildPlatform.Contracts.Reporting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Plans;

/// <summary>One indicator of a target of the plan, as the plan's section II states it.</summary>
internal sealed class PlanTarget
{
    /// <summary>Money raised by the provincial fund, the one indicator that the fund's messages fill.</summary>
    public const string RaisedByFund = "II.6";

    /// <summary>Children in special circumstances who are helped: its numerator is counted from help for cases.</summary>
    public const string ChildrenHelped = "II.1";

    private PlanTarget()
    {
    }

    public PlanTarget(int year, string code, string targetCode, string name, TargetOperator @operator, decimal? targetValue,
        string unit, string section, int position)
    {
        Year = year;
        Code = code;
        TargetCode = targetCode;
        Name = name;
        Operator = @operator;
        TargetValue = targetValue;
        Unit = unit;
        Section = section;
        Position = position;
    }

    public int Year { get; private set; }

    public string Code { get; private set; } = "";

    /// <summary>The target that this indicator belongs to: II.3 has four of them.</summary>
    public string TargetCode { get; private set; } = "";

    public string Name { get; private set; } = "";

    public TargetOperator Operator { get; private set; }

    public decimal? TargetValue { get; private set; }

    /// <summary><c>percent</c>, <c>VND</c> or <c>none</c>.</summary>
    public string Unit { get; private set; } = "";

    public string Section { get; private set; } = "";

    /// <summary>Order of the plan: codes do not sort (II.10 would come before II.2).</summary>
    public int Position { get; private set; }

    /// <summary>
    /// The share of the target that is reached, unrounded: 19,95 of 20 must not become 100 %. Multiplied before it is
    /// divided, so that 750 million of 5 billion is 15 and not 15.00.
    /// </summary>
    public decimal? PercentOf(decimal? value) => value is { } v && TargetValue is { } target and not 0 ? v * 100 / target : null;

    /// <summary>Whether the unrounded value satisfies the plan's own comparison; each target has its own, so none is a default.</summary>
    public bool? IsMetBy(decimal? value)
    {
        if (value is not { } v || TargetValue is not { } target)
        {
            return null;
        }

        return Operator switch
        {
            TargetOperator.Eq => v == target,
            TargetOperator.Ge => v >= target,
            TargetOperator.Gt => v > target,
            TargetOperator.Le => v <= target,
            TargetOperator.Lt => v < target,
            _ => null,
        };
    }
}

internal sealed class PlanTargetConfiguration : IEntityTypeConfiguration<PlanTarget>
{
    public void Configure(EntityTypeBuilder<PlanTarget> builder)
    {
        builder.ToTable("plan_targets");
        builder.HasKey(t => new { t.Year, t.Code });
        builder.Property(t => t.Code).HasMaxLength(20);
        builder.Property(t => t.TargetCode).HasMaxLength(20);
        builder.Property(t => t.Unit).HasMaxLength(20);
        builder.Property(t => t.TargetValue).HasColumnType("numeric"); // Keeps 20.3 and 80 as the plan writes them.
    }
}
