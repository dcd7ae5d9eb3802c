using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Events;

/// <summary>requested → approved → paid; rejected, cancelled, reversed. The fund decides; this is what it has told.</summary>
public enum FundingState
{
    Requested,
    Approved,
    Rejected,
    Cancelled,
    Paid,
    Reversed,
}

/// <summary>Asks the fund for money of one of its programmes.</summary>
public record class FundingRequest
{
    /// <summary>Code of a programme of the fund, for example <c>QUA_TANG</c>.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(40, ErrorMessage = "too-long")]
    public string? Programme { get; init; }

    /// <summary>Whole đồng; not more than the lines of the budget whose source is the fund.</summary>
    [Required(ErrorMessage = "required")]
    [Range(1L, 9_007_199_254_740_991L, ErrorMessage = "amount-out-of-range")]
    public long? Amount { get; init; }

    /// <summary>Left out: number and title of the event.</summary>
    [StringLength(500, MinimumLength = 3, ErrorMessage = "purpose-length")]
    public string? Purpose { get; init; }

    /// <summary>Left out: the people's committee of the unit.</summary>
    [StringLength(300, ErrorMessage = "too-long")]
    public string? PayeeName { get; init; }
}

/// <summary>One request to the fund and what became of it.</summary>
public record class FundingResponse
{
    /// <summary>Also the id of the disbursement that the fund opens.</summary>
    public required Guid RequestId { get; init; }
    public required FundingState State { get; init; }
    public required string Programme { get; init; }
    public required long Amount { get; init; }
    public required string Purpose { get; init; }
    public required string PayeeName { get; init; }

    /// <summary>Number of the fund's voucher, once paid.</summary>
    public string? Voucher { get; init; }

    /// <summary>Why the fund rejected or cancelled it.</summary>
    public string? Reason { get; init; }
    public required string RequestedByName { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the fund last said something; null while it has not.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>When it was taken back here; the state follows once the fund has answered.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
    public string? WithdrawnByName { get; init; }
    public string? WithdrawReason { get; init; }
}
