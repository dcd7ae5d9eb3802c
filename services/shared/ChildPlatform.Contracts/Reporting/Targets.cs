namespace ChildPlatform.Contracts.Reporting;

/// <summary>How a target's value is compared with its figure (plan-1715-targets.csv).</summary>
public enum TargetOperator
{
    None,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
}

/// <summary>One target row of the plan. <see cref="Value"/> is null while no service can compute it.</summary>
public record class PlanTargetResponse
{
    public required string Code { get; init; }
    public required string TargetCode { get; init; }
    public required string Name { get; init; }
    public required TargetOperator Operator { get; init; }
    public decimal? TargetValue { get; init; }

    /// <summary><c>percent</c> or <c>VND</c>.</summary>
    public required string Unit { get; init; }
    public decimal? Value { get; init; }

    /// <summary>Parts of a share, where they are known; the numerator alone while nobody has given the denominator.</summary>
    public decimal? Numerator { get; init; }
    public decimal? Denominator { get; init; }

    /// <summary>What messages alone count for it, such as the children helped with money (II.1), each once.</summary>
    public decimal? Counted { get; init; }

    /// <summary>Who says the value: messages of a service, or the source of an entered value.</summary>
    public string? Source { get; init; }

    /// <summary>Value against target, unrounded; null without a target or a value.</summary>
    public decimal? Percent { get; init; }
    public bool? Met { get; init; }
    public required string Section { get; init; }

    /// <summary>Newest fact that the value includes.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Seconds between the newest fact's happening and its arrival here; null before the first.</summary>
    public double? LagSeconds { get; init; }
}

/// <summary>All targets of a plan year.</summary>
public record class PlanTargetsResponse
{
    public required int Year { get; init; }
    public required IReadOnlyList<PlanTargetResponse> Items { get; init; }
}

/// <summary>The year's money by source as reporting knows it from messages alone.</summary>
public record class FundTotalsResponse
{
    public required int Year { get; init; }
    public required long Raised { get; init; }
    public required long DonationCount { get; init; }
    public required IReadOnlyList<FundSourceTotal> Sources { get; init; }
    public required IReadOnlyList<FundMonthTotal> Months { get; init; }
}

public record class FundSourceTotal
{
    public required string SourceKind { get; init; }
    public required string Name { get; init; }
    public required bool CountsInPlanBasis { get; init; }
    public required long Amount { get; init; }
    public required long DonationCount { get; init; }
}

public record class FundMonthTotal
{
    public required int Month { get; init; }
    public required long Amount { get; init; }
}

/// <summary>Reporting's tables against the fund's own ledger, asked over gRPC.</summary>
public record class ReconciliationResponse
{
    public required int Year { get; init; }

    /// <summary><c>equal</c>, <c>different</c> or <c>unavailable</c> (the fund did not answer in time).</summary>
    public required string Result { get; init; }
    public required DateTimeOffset CheckedAt { get; init; }
    public required IReadOnlyList<ReconciliationLine> Lines { get; init; }
}

public record class ReconciliationLine
{
    public required string SourceKind { get; init; }
    public required string Name { get; init; }
    public required long Fund { get; init; }
    public required long Reporting { get; init; }
    public required long Difference { get; init; }
}
