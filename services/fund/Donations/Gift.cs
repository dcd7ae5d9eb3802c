using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Donors;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Security;

namespace ChildPlatform.Fund.Donations;

/// <summary>A gift that was checked and waits to be written: from the API by its body, from an import by its row.</summary>
internal sealed record Gift
{
    /// <summary>Known donor; null when <see cref="Donor"/> says who it is.</summary>
    public Guid? DonorId { get; init; }
    public DonorDetails? Donor { get; init; }
    public required long Amount { get; init; }
    public required PaymentMethod Method { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required string SourceKind { get; init; }
    public string? Programme { get; init; }

    /// <summary>What <see cref="Donation.Purpose"/> keeps.</summary>
    public string? Purpose { get; init; }

    /// <summary>Lines of a split gift, by account; null for a gift of one line.</summary>
    public IReadOnlyList<Share>? Lines { get; init; }
    public string? Campaign { get; init; }
    public Guid? PledgeId { get; init; }
    public bool Anonymous { get; init; }
    public bool NameConsent { get; init; }
    public string? Reference { get; init; }
    public string? Note { get; init; }
    public Guid? ImportId { get; init; }
    public required Recorder By { get; init; }

    /// <summary>The lots that the gift becomes, in order.</summary>
    public IReadOnlyList<Share> Lots => Lines ?? [new Share(Fund, Amount)];

    /// <summary>What the gift adds to each fund account.</summary>
    public IReadOnlyList<Share> ByAccount => Lines is null
        ? [new Share(Fund, Amount)]
        : [.. Lines.GroupBy(line => line.Account, (account, lines) => new Share(account, lines.Sum(line => line.Amount)))];

    private string Fund => Purpose is null ? Account.FundOf(Programme) : Account.Fund + Purpose;

    /// <summary>
    /// Row of a list and stored gift are the same when these agree (design: api.md). 64 bits of SHA-256, so that the index that
    /// answers it stays small; whoever finds a match compares the columns themselves too.
    /// </summary>
    public static long ImportKeyOf(string donorName, long amount, DateOnly receivedOn, PaymentMethod method, string? programme)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{VietnameseText.EqualityKey(donorName)}|{amount}|{receivedOn.DayNumber}|{method}|{programme}");

        return BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

/// <summary>Who records, as the row keeps it: a receipt shows the name as it was that day.</summary>
internal sealed record Recorder(string Id, string Name, Guid? UnitId, string UnitPath, string? TraceId)
{
    public static Recorder Of(CurrentUser user) =>
        new(user.Id, user.Name, user.UnitId, user.UnitPath, Activity.Current?.TraceId.ToString());
}
