using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Fund;

/// <summary>How a pledge stands today; it follows from what came and from the day.</summary>
public enum PledgeState
{
    /// <summary>Money is still to come, and none of it is late.</summary>
    Open,

    /// <summary>An instalment's day is past and its money has not come whole.</summary>
    Overdue,

    /// <summary>All of it came.</summary>
    Fulfilled,

    /// <summary>Nothing more is expected; what came stays.</summary>
    Cancelled,
}

/// <summary>How one instalment stands: money that comes fills the earliest first.</summary>
public enum InstalmentState
{
    Paid,
    PartlyPaid,
    Due,
    Overdue,
}

/// <summary>A part of a pledge: how much is promised for which day.</summary>
public record class InstalmentRequest
{
    /// <summary>The day by which it is promised; not before the day of the pledge.</summary>
    [Required(ErrorMessage = "required")]
    public DateOnly? DueOn { get; init; }

    /// <summary>Whole đồng, 1 to 9,007,199,254,740,991.</summary>
    [Required(ErrorMessage = "required")]
    [Range(1L, 9_007_199_254_740_991L, ErrorMessage = "amount-out-of-range")]
    public long? Amount { get; init; }
}

/// <summary>Money that a donor promises (cam kết ủng hộ). Nothing is posted until it comes.</summary>
public record class PledgeRequest
{
    /// <summary>A donor of the register.</summary>
    [Required(ErrorMessage = "required")]
    public Guid? Donor { get; init; }

    /// <summary>Code of the catalogue of source kinds, as the gifts will bear it.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(40, ErrorMessage = "too-long")]
    public string? SourceKind { get; init; }

    /// <summary>Code of the programme that it is promised for; absent when it may pay for any.</summary>
    [StringLength(40, ErrorMessage = "too-long")]
    public string? Programme { get; init; }

    /// <summary>The day of the promise; not after today in Việt Nam.</summary>
    [Required(ErrorMessage = "required")]
    public DateOnly? PledgedOn { get; init; }

    /// <summary>1 to 60; they are kept in the order of their days, and their sum is the pledge.</summary>
    [Required(ErrorMessage = "required")]
    [Length(1, 60, ErrorMessage = "instalments-count")]
    public IReadOnlyList<InstalmentRequest>? Instalments { get; init; }

    [StringLength(1000, ErrorMessage = "too-long")]
    public string? Note { get; init; }
}

/// <summary>New instalments of a pledge, in place of all that it has, and its note.</summary>
public record class PledgeScheduleRequest
{
    /// <summary>1 to 60; their sum is the pledge from now on.</summary>
    [Required(ErrorMessage = "required")]
    [Length(1, 60, ErrorMessage = "instalments-count")]
    public IReadOnlyList<InstalmentRequest>? Instalments { get; init; }

    [StringLength(1000, ErrorMessage = "too-long")]
    public string? Note { get; init; }
}

/// <summary>The pledge that a recorded gift belongs to.</summary>
public record class DonationPledgeRequest
{
    /// <summary>A pledge of the same donor; null takes the gift out of the pledge that it is in.</summary>
    public Guid? Pledge { get; init; }
}

/// <summary>An instalment with what came for it. Whole đồng.</summary>
public record class InstalmentResponse
{
    /// <summary>1 for the earliest.</summary>
    public required int Position { get; init; }
    public required DateOnly DueOn { get; init; }
    public required long Amount { get; init; }
    public required long Received { get; init; }

    /// <summary>What is left of it (còn lại).</summary>
    public required long Remaining { get; init; }
    public required InstalmentState State { get; init; }
}

/// <summary>A pledge with its instalments and what came of it. Whole đồng; gifts that were reversed do not count.</summary>
public record class PledgeResponse
{
    public required Guid Id { get; init; }

    /// <summary>Gap-free in its book and year: <c>CK-2024-000001</c>.</summary>
    public required string Number { get; init; }
    public required PledgeState State { get; init; }

    /// <summary>The donor as the register calls it today.</summary>
    public required DonorPointer Donor { get; init; }
    public required string SourceKind { get; init; }
    public string? Programme { get; init; }
    public required DateOnly PledgedOn { get; init; }
    public required long Amount { get; init; }
    public required long Received { get; init; }

    /// <summary>What is left to come (còn lại): never below 0, and 0 once cancelled.</summary>
    public required long Remaining { get; init; }

    /// <summary>What is late today.</summary>
    public required long Overdue { get; init; }

    /// <summary>Day of the earliest instalment that has not come whole; absent when nothing is expected.</summary>
    public DateOnly? NextDueOn { get; init; }
    public required IReadOnlyList<InstalmentResponse> Instalments { get; init; }
    public string? Note { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string RecordedByName { get; init; }
    public DateTimeOffset? CancelledAt { get; init; }
    public string? CancelledByName { get; init; }
    public string? CancelReason { get; init; }
    public required int Version { get; init; }
}
