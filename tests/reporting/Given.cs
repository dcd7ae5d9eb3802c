using ChildPlatform.Contracts.Fund;

namespace ChildPlatform.Reporting.Tests;

/// <summary>Messages as the fund sends them.</summary>
internal static class Given
{
    public const string Budget = "NGAN_SACH_TINH";
    public const string Enterprises = "DOANH_NGHIEP_TO_CHUC";
    public const string Persons = "CA_NHAN";

    public static readonly DateTimeOffset Morning = new(2024, 6, 1, 8, 59, 58, TimeSpan.FromHours(7));

    public static DonationRecorded Gift(long amount, string receivedOn = "2024-05-20", string sourceKind = Enterprises) => new()
    {
        DonationId = Guid.CreateVersion7(),
        Number = "PT-2024-000123",
        Amount = amount,
        ReceivedOn = DateOnly.Parse(receivedOn, System.Globalization.CultureInfo.InvariantCulture),
        SourceKind = sourceKind,
        Programme = "PHAU_THUAT",
        UnitPath = "018d0000000070008000000000000049/",
        RecordedAt = Morning,
    };

    public static DonationsRecorded Message(params IEnumerable<DonationRecorded> gifts) => new() { Donations = [.. gifts] };

    public static DonationReversed Reversal(DonationRecorded gift) => new()
    {
        DonationId = gift.DonationId,
        Number = gift.Number,
        Amount = gift.Amount,
        ReceivedOn = gift.ReceivedOn,
        SourceKind = gift.SourceKind,
        Programme = gift.Programme,
        UnitPath = gift.UnitPath,
        ReversedAt = gift.RecordedAt.AddSeconds(1),
    };

    public static DisbursementPaid Payment(long amount, string programme, string paidOn = "2024-05-28") => new()
    {
        DisbursementId = Guid.CreateVersion7(),
        Number = "PC-2024-000007",
        Programme = programme,
        Amount = amount,
        PaidOn = DateOnly.Parse(paidOn, System.Globalization.CultureInfo.InvariantCulture),
        Beneficiaries = [new BeneficiaryCount { Group = "HCDB05", UnitCode = "20950", Count = 20 }],
        PaidAt = Morning,
        Version = 6,
    };

    public static DisbursementReversed Reversal(DisbursementPaid payment) => new()
    {
        DisbursementId = payment.DisbursementId,
        Number = payment.Number,
        Programme = payment.Programme,
        Amount = payment.Amount,
        PaidOn = payment.PaidOn,
        ReversedAt = payment.PaidAt.AddSeconds(1),
        Version = payment.Version + 1,
    };
}
