using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Fund;

/// <summary>
/// What one disbursement draws from one lot of a gift: <c>reserved</c> at approval, <c>drawn</c> at payment; <c>released</c> when the
/// request was cancelled, <c>reversed</c> when the payment was taken back, <c>moved</c> when another lot bears it now.
/// </summary>
public enum DrawState
{
    Reserved,
    Drawn,
    Released,
    Reversed,
    Moved,
}

/// <summary>
/// A line of a gift: money with one restriction. <see cref="Amount"/> is <see cref="Paid"/>, <see cref="Reserved"/>,
/// <see cref="Left"/> and <see cref="TakenOut"/> together. Whole đồng.
/// </summary>
public record class LotResponse
{
    /// <summary>1 for the first line of the gift.</summary>
    public required int Position { get; init; }
    public required Restriction Restriction { get; init; }
    public required long Amount { get; init; }

    /// <summary>Paid out.</summary>
    public required long Paid { get; init; }

    /// <summary>Promised to approved requests and not yet paid.</summary>
    public required long Reserved { get; init; }

    /// <summary>Free to be promised.</summary>
    public required long Left { get; init; }

    /// <summary>Left the lot without a payment: the gift was taken back, or its rest was given another purpose.</summary>
    public required long TakenOut { get; init; }

    /// <summary>How a lot came about that the giver's later consent has made; absent for the lines of the gift itself.</summary>
    public LotConsent? Consent { get; init; }
}

/// <summary>The consent by which unspent money got another purpose.</summary>
public record class LotConsent
{
    /// <summary>Line of the gift that the money was in before.</summary>
    public required int From { get; init; }
    public required string Reason { get; init; }

    /// <summary>Where the donor's written consent is kept.</summary>
    public required string Reference { get; init; }

    /// <summary>The day of the consent.</summary>
    public required DateOnly On { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>Another purpose for unspent money of a gift, with the donor's written consent.</summary>
public record class RepurposeRequest
{
    [Required(ErrorMessage = "required")]
    public Restriction? Restriction { get; init; }

    /// <summary>Whole đồng; absent: all that is left of the lot.</summary>
    [Range(1L, 9_007_199_254_740_991L, ErrorMessage = "amount-out-of-range")]
    public long? Amount { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(500, MinimumLength = 3, ErrorMessage = "reason-length")]
    public string? Reason { get; init; }

    /// <summary>Where the consent is kept: number and kind of the paper.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(200, MinimumLength = 3, ErrorMessage = "consent-length")]
    public string? ConsentReference { get; init; }

    /// <summary>The day of the consent; not after today in Việt Nam.</summary>
    [Required(ErrorMessage = "required")]
    public DateOnly? ConsentOn { get; init; }
}

/// <summary>A request or payment that a gift bears a part of.</summary>
public record class GiftUse
{
    /// <summary>Id of the draw.</summary>
    public required long Draw { get; init; }

    /// <summary>Line of the gift that it is drawn from.</summary>
    public required int Position { get; init; }

    /// <summary>reserved for an approved request, drawn for a payment.</summary>
    public required DrawState State { get; init; }

    /// <summary>What this gift bears of it; whole đồng.</summary>
    public required long Amount { get; init; }

    /// <summary>Absent where the request is another unit's, which the caller may not open.</summary>
    public Guid? DisbursementId { get; init; }
    public required string RequestNumber { get; init; }

    /// <summary>Voucher number; absent while it is approved and not paid.</summary>
    public string? Number { get; init; }
    public required string Programme { get; init; }

    /// <summary>District of the children, or the province: the finest place that the public ledger names.</summary>
    public string? PublicArea { get; init; }
    public DateOnly? PaidOn { get; init; }
}

/// <summary>
/// Where a gift went. <see cref="Amount"/> is <see cref="Paid"/>, <see cref="Reserved"/>, <see cref="Left"/> and
/// <see cref="TakenBack"/> together, to the đồng, and all pages of <see cref="Items"/> sum to paid and reserved.
/// </summary>
public record class DonationTraceResponse
{
    public required Guid DonationId { get; init; }

    /// <summary>Receipt number.</summary>
    public required string Number { get; init; }
    public required long Amount { get; init; }
    public required long Paid { get; init; }
    public required long Reserved { get; init; }

    /// <summary>Unspent and free.</summary>
    public required long Left { get; init; }

    /// <summary>All of a reversed gift; 0 while it stands.</summary>
    public required long TakenBack { get; init; }
    public required IReadOnlyList<LotResponse> Lots { get; init; }

    /// <summary>One page of what it pays for, in the order in which it was drawn from.</summary>
    public required IReadOnlyList<GiftUse> Items { get; init; }

    /// <summary>Address of the next page; absent on the last.</summary>
    public string? Next { get; init; }
}

/// <summary>A gift that bears a part of a disbursement.</summary>
public record class DisbursementSource
{
    /// <summary>Id of the draw.</summary>
    public required long Draw { get; init; }
    public required DrawState State { get; init; }

    /// <summary>What the disbursement draws from this gift; whole đồng.</summary>
    public required long Amount { get; init; }

    /// <summary>Absent, as the donor is, where the gift is another unit's, which the caller may not open.</summary>
    public Guid? DonationId { get; init; }

    /// <summary>Receipt number.</summary>
    public required string Number { get; init; }

    /// <summary>The giver as the receipt names them.</summary>
    public string? DonorName { get; init; }
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Line of the gift, and what it may pay for.</summary>
    public required int Position { get; init; }
    public required Restriction Restriction { get; init; }
}

/// <summary>What a disbursement draws from all lots of one restriction.</summary>
public record class SourceSum
{
    public required Restriction Restriction { get; init; }
    public required long Amount { get; init; }

    /// <summary>Lots that it is drawn from.</summary>
    public required long Lots { get; init; }
}

/// <summary>
/// Where the money of a disbursement comes from: <see cref="Sources"/> sum to its amount once it is approved, to nothing before, and
/// after it was cancelled or reversed.
/// </summary>
public record class DisbursementTraceResponse
{
    public required Guid DisbursementId { get; init; }
    public required string RequestNumber { get; init; }

    /// <summary>Voucher number; absent before payment.</summary>
    public string? Number { get; init; }
    public required DisbursementState State { get; init; }
    public required long Amount { get; init; }
    public required IReadOnlyList<SourceSum> Sources { get; init; }

    /// <summary>One page of the gifts, in the order in which they were drawn from.</summary>
    public required IReadOnlyList<DisbursementSource> Items { get; init; }

    /// <summary>Address of the next page; absent on the last.</summary>
    public string? Next { get; init; }
}
