using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Fund;

/// <summary>A programme of the fund (chương trình), with its yearly cap when one is set.</summary>
public record class ProgrammeResponse
{
    public required string Code { get; init; }
    public required string Name { get; init; }
    public string? Note { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public required int Year { get; init; }

    /// <summary>Cap of approved and paid money in <see cref="Year"/>, whole đồng; null when no cap is set.</summary>
    public long? Limit { get; init; }

    /// <summary>Approved or paid in <see cref="Year"/>, whole đồng.</summary>
    public required long LimitUsed { get; init; }

    /// <summary>Years that have a cap or money charged against it.</summary>
    public required IReadOnlyList<int> LimitYears { get; init; }
    public required long Balance { get; init; }
    public required long Reserved { get; init; }
    public required long Available { get; init; }

    /// <summary>Codes of the papers that a request must have before it is submitted.</summary>
    public required IReadOnlyList<string> RequiredPapers { get; init; }

    /// <summary>The same child is helped once in this time; a second request is refused with a link to the first.</summary>
    public required SupportPeriod SupportPeriod { get; init; }
    public required int Version { get; init; }
}

/// <summary>How often a programme may help the same child.</summary>
public enum SupportPeriod
{
    Once,
    Year,
    Quarter,
    Month,
}

/// <summary>How often a programme may help the same child from now on.</summary>
public record class SupportPeriodRequest
{
    [Required(ErrorMessage = "required")]
    public SupportPeriod? Period { get; init; }
}

/// <summary>Sets or lifts the cap of a programme in a year.</summary>
public record class ProgrammeLimitRequest
{
    /// <summary>Whole đồng; null lifts the cap.</summary>
    [Range(0L, 9_007_199_254_740_991L, ErrorMessage = "amount-out-of-range")]
    public long? Limit { get; init; }
}

/// <summary>Adds a programme, or renames one.</summary>
public record class ProgrammeRequest
{
    [Required(ErrorMessage = "required")]
    [RegularExpression("^[A-Z][A-Z0-9_]{1,39}$", ErrorMessage = "invalid-code")]
    public string? Code { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(200, ErrorMessage = "too-long")]
    public string? Name { get; init; }

    [StringLength(1000, ErrorMessage = "too-long")]
    public string? Note { get; init; }

    [Required(ErrorMessage = "required")]
    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }
}

/// <summary>Kind of source a gift is counted under (data, domain/fund.md §1).</summary>
public record class SourceKindResponse
{
    public required string Code { get; init; }
    public required string Name { get; init; }

    /// <summary>Null: the province has not said; such gifts stand on a line of their own.</summary>
    public bool? CountsInPlanBasis { get; init; }
    public bool? CountsInMobilisedBasis { get; init; }
    public string? Note { get; init; }

    /// <summary>Cells that the plan left empty and the province may set: <c>countsInPlanBasis</c>, <c>countsInMobilisedBasis</c>.</summary>
    public required IReadOnlyList<string> OpenCells { get; init; }
    public required int Version { get; init; }
}

/// <summary>The province's word on the cells of a source kind that the plan left empty; null leaves a cell unsaid.</summary>
public record class SourceKindRequest
{
    public bool? CountsInPlanBasis { get; init; }
    public bool? CountsInMobilisedBasis { get; init; }
}

/// <summary>A figure that the fund decides by, with the days on which it is in force. Money is whole đồng.</summary>
public record class FundSettingResponse
{
    public required string Code { get; init; }
    public required long Value { get; init; }
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day in force; null while it is.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Where the figure comes from: a document's number, or DESIGN.</summary>
    public required string Source { get; init; }
}

/// <summary>Puts a new figure in force from a day on; the one before ends the day before.</summary>
public record class FundSettingRequest
{
    [Required(ErrorMessage = "required")]
    [Range(0L, 9_007_199_254_740_991L, ErrorMessage = "amount-out-of-range")]
    public long? Value { get; init; }

    [Required(ErrorMessage = "required")]
    public DateOnly? ValidFrom { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(200, MinimumLength = 3, ErrorMessage = "too-long")]
    public string? Source { get; init; }
}

/// <summary>How to look back at a day.</summary>
public enum BalanceBasis
{
    /// <summary>By the day that money moved: what was entered later counts to its day.</summary>
    Effective,

    /// <summary>By the day of entry: the books as they stood that evening.</summary>
    Entered,
}

/// <summary>Money of one programme; the row with code <c>POOL</c> is money without restriction. Whole đồng.</summary>
public record class BalanceItem
{
    public required string Programme { get; init; }
    public required string Name { get; init; }
    public required long Balance { get; init; }

    /// <summary>Promised to approved requests; null for a past day, which keeps no promises.</summary>
    public required long? Reserved { get; init; }

    /// <summary>This row's own balance that is not reserved; null for a past day.</summary>
    public required long? Available { get; init; }

    /// <summary>
    /// What the programme may spend: its own available money and the pool's. For the pool, the same as available; null for a past day.
    /// </summary>
    public required long? AvailableWithPool { get; init; }

    /// <summary>
    /// How much of <see cref="Balance"/> was entered after the day that was asked for (ghi lùi ngày); null when no day was asked for.
    /// </summary>
    public long? EnteredLater { get; init; }
}

/// <summary>All balances at one moment: now, or the end of a day.</summary>
public record class BalancesResponse
{
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The day that was asked for; null for balances of now.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>How the day was looked back at; null for balances of now.</summary>
    public BalanceBasis? Basis { get; init; }
    public required IReadOnlyList<BalanceItem> Items { get; init; }
}
