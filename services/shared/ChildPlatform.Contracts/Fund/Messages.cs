namespace ChildPlatform.Contracts.Fund;

/// <summary>One gift that the fund has recorded. No name of a giver travels.</summary>
public record class DonationRecorded
{
    public required Guid DonationId { get; init; }
    public required string Number { get; init; }
    public required long Amount { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required string SourceKind { get; init; }

    /// <summary>The programme that all of it is for; null for free money, for an area or a child, and for a split gift.</summary>
    public string? Programme { get; init; }
    public required string UnitPath { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>The gifts of one commit of the fund: 1 to 500 facts in one message, so that a busy hour costs few messages.</summary>
public record class DonationsRecorded
{
    public required IReadOnlyList<DonationRecorded> Donations { get; init; }
}

/// <summary>A recorded gift was taken back; counts from the same year and source are lowered by <see cref="Amount"/>.</summary>
public record class DonationReversed
{
    public required Guid DonationId { get; init; }
    public required string Number { get; init; }
    public required long Amount { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required string SourceKind { get; init; }
    public string? Programme { get; init; }
    public required string UnitPath { get; init; }
    public required DateTimeOffset ReversedAt { get; init; }
}

/// <summary>A request was paid; <see cref="Number"/> is the voucher.</summary>
public record class DisbursementPaid
{
    public required Guid DisbursementId { get; init; }
    public required string Number { get; init; }
    public required string Programme { get; init; }
    public required long Amount { get; init; }
    public required DateOnly PaidOn { get; init; }
    public required IReadOnlyList<BeneficiaryCount> Beneficiaries { get; init; }
    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>Version of the disbursement; the newest word about it holds.</summary>
    public required int Version { get; init; }
}

/// <summary>Children helped by a payment, by group and unit: never a child.</summary>
public record class BeneficiaryCount
{
    public string? CaseNumber { get; init; }
    public string? Group { get; init; }
    public required string UnitCode { get; init; }
    public required int Count { get; init; }
}

/// <summary>A payment was taken back by the accountant.</summary>
public record class DisbursementReversed
{
    public required Guid DisbursementId { get; init; }
    public required string Number { get; init; }
    public required string Programme { get; init; }
    public required long Amount { get; init; }
    public required DateOnly PaidOn { get; init; }
    public required DateTimeOffset ReversedAt { get; init; }

    /// <summary>Version of the disbursement; the newest word about it holds.</summary>
    public required int Version { get; init; }
}

/// <summary>What the fund decided about a request that another service sent.</summary>
public enum FundingDecision
{
    /// <summary>The money is reserved.</summary>
    Approved,
    Rejected,

    /// <summary>Taken back before payment.</summary>
    Cancelled,
}

/// <summary>A request that came by message was approved, rejected or cancelled. Payment and reversal have messages of their own.</summary>
public record class FundingDecided
{
    /// <summary>As the request named it; also the id of the disbursement.</summary>
    public required Guid RequestId { get; init; }
    public required FundingDecision Decision { get; init; }

    /// <summary>Why it was rejected or cancelled.</summary>
    public string? Reason { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Version of the disbursement; the newest word about it holds.</summary>
    public required int Version { get; init; }
}

/// <summary>The province has said whether a kind of source counts on a basis; null leaves it unsaid. The newest version holds.</summary>
public record class SourceKindDecided
{
    public required string Code { get; init; }
    public bool? CountsInPlanBasis { get; init; }
    public bool? CountsInMobilisedBasis { get; init; }

    /// <summary>Grows with each decision about this kind, so that an older one that comes late is known.</summary>
    public required int Version { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
}
