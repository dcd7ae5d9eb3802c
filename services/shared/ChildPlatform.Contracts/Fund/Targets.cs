namespace ChildPlatform.Contracts.Fund;

/// <summary>One line of the year's target tree. Percent is unrounded; null without a target.</summary>
public record class TargetLine
{
    public required string SourceKind { get; init; }
    public required string Name { get; init; }
    public long? Target { get; init; }
    public required long Raised { get; init; }
    public decimal? Percent { get; init; }
}

/// <summary>Target II.6 of the plan: the year's money by source, on both bases of domain/fund.md §1. Whole đồng.</summary>
public record class TargetTreeResponse
{
    public required int Year { get; init; }
    public required long Target { get; init; }

    /// <summary>Raised on the plan basis (the sources that count), against <see cref="Target"/>.</summary>
    public required long Raised { get; init; }
    public required decimal Percent { get; init; }

    /// <summary>Raised on the mobilised basis: an amount without a percentage.</summary>
    public required long Mobilised { get; init; }

    /// <summary>Gifts of kinds that are not said to count: "ngoài bốn nguồn".</summary>
    public required long OutsidePlan { get; init; }

    /// <summary>Everything received in the year.</summary>
    public required long Received { get; init; }
    public required DateTimeOffset AsOf { get; init; }
    public required IReadOnlyList<TargetLine> Sources { get; init; }

    /// <summary>Sources outside the plan basis, each with what came in.</summary>
    public required IReadOnlyList<TargetLine> OutsideSources { get; init; }
    public required IReadOnlyList<MonthAmount> Months { get; init; }

    /// <summary>Straight-line forecast for the year's end on the plan basis; null before the first gift.</summary>
    public long? Forecast { get; init; }
}

/// <summary>One month: all money received, the part of it on the plan basis, and money paid out. Whole đồng.</summary>
public record class MonthAmount
{
    public required int Month { get; init; }

    /// <summary>Every gift that stands, of whatever source: the months sum to the year's <c>received</c>.</summary>
    public required long Received { get; init; }

    /// <summary>The part that counts in the plan: the months sum to the year's <c>raised</c>.</summary>
    public required long Raised { get; init; }
    public required long Paid { get; init; }
}

/// <summary>What the public sees: no name, no child. Percent is unrounded.</summary>
public record class PublicSummaryResponse
{
    /// <summary>The year asked for; unless asked, the newest year with a target.</summary>
    public required int Year { get; init; }

    /// <summary>Years with a target, a gift or a payment, oldest first.</summary>
    public IReadOnlyList<int> Years { get; init; } = [];

    /// <summary>Always <c>plan</c>: the four sources of the plan.</summary>
    public required string Basis { get; init; }
    public required long Target { get; init; }
    public required long Raised { get; init; }
    public required decimal Percent { get; init; }
    public required long Paid { get; init; }
    public required DateTimeOffset AsOf { get; init; }
    public required IReadOnlyList<PublicSourceLine> Sources { get; init; }
}

public record class PublicSourceLine
{
    public required string SourceKind { get; init; }
    public required string Name { get; init; }
    public long? Target { get; init; }
    public required long Raised { get; init; }
    public decimal? Percent { get; init; }
}

/// <summary>A movement as the public sees it: no name, no purpose, and no place finer than a district.</summary>
public record class PublicLedgerEntry
{
    public required DateOnly Date { get; init; }

    /// <summary>Receipt (PT) or voucher (PC); a line that takes another back carries the same number.</summary>
    public required string Number { get; init; }

    /// <summary><c>in</c> or <c>out</c> of the fund.</summary>
    public required string Direction { get; init; }

    /// <summary>donation, donation-reversal, payment, payment-reversal.</summary>
    public required string Kind { get; init; }
    public required long Amount { get; init; }
    public string? SourceKind { get; init; }
    public string? SourceKindName { get; init; }
    public string? Programme { get; init; }
    public string? ProgrammeName { get; init; }

    /// <summary>District of the children helped, the province when they live in several; none for gifts.</summary>
    public string? Unit { get; init; }

    /// <summary>
    /// The giver of a gift, where they agreed to be named for it and did not ask to stay unnamed; else absent, and absent once
    /// the gift is reversed.
    /// </summary>
    public string? DonorName { get; init; }
}

/// <summary>A figure with the list behind it: the role's home shows it, <see cref="Link"/> opens the list.</summary>
public record class WorkCounter
{
    public required string Code { get; init; }
    public required string Label { get; init; }
    public required int Count { get; init; }
    public required long Amount { get; init; }

    /// <summary>API query whose items this counter counts.</summary>
    public required string Link { get; init; }
}

/// <summary>What waits for the caller, by role.</summary>
public record class WorkResponse
{
    public required DateTimeOffset AsOf { get; init; }
    public required IReadOnlyList<WorkCounter> Items { get; init; }
}
