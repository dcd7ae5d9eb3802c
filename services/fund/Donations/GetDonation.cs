using System.Linq.Expressions;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Lots;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donations;

/// <summary>GET /donations/{id}; owns the only shape in which a gift is answered.</summary>
internal static class GetDonation
{
    private const string Area = "AREA:";
    private const string Child = "CHILD:";

    public static readonly Expression<Func<Donation, DonationResponse>> Projection = donation => new DonationResponse
    {
        Id = donation.Id,
        Number = donation.Number,
        State = donation.State,
        Donor = new DonorReference
        {
            Id = donation.DonorId,
            Name = donation.DonorName,
            Kind = donation.DonorKind,
            TaxCode = donation.DonorTaxCode,
            Phone = donation.DonorPhone,
        },
        Amount = donation.Amount,
        Method = donation.Method,
        ReceivedOn = donation.ReceivedOn,
        SourceKind = donation.SourceKind,
        Restriction = new Restriction
        {
            Kind = donation.Programme != null ? RestrictionKind.Programme
                : donation.Purpose == null ? RestrictionKind.None
                : donation.Purpose == Donation.Split ? RestrictionKind.Split
                : donation.Purpose.StartsWith(Area) ? RestrictionKind.Area : RestrictionKind.Child,
            Programme = donation.Programme,
            Area = donation.Purpose != null && donation.Purpose.StartsWith(Area) ? donation.Purpose.Substring(Area.Length) : null,
            CaseNumber = donation.Purpose != null && donation.Purpose.StartsWith(Child)
                ? donation.Purpose.Substring(Child.Length) : null,
        },
        Campaign = donation.Campaign,
        Pledge = donation.PledgeId,
        Anonymous = donation.Anonymous,
        NameConsent = donation.NameConsent,
        NamedInPublic = donation.NameConsent && !donation.Anonymous && donation.DonorKind != DonorKind.Anonymous
            && donation.State == DonationState.Recorded,
        Reference = donation.Reference,
        Note = donation.Note,
        RecordedAt = donation.RecordedAt,
        RecordedBy = donation.RecordedBy,
        RecordedByName = donation.RecordedByName,
        ReversedAt = donation.ReversedAt,
        ReversedBy = donation.ReversedBy,
        ReversedByName = donation.ReversedByName,
        ReversalReason = donation.ReversalReason,
        ReceiptGivenAt = donation.ReceiptGivenAt,
        ReceiptGivenByName = donation.ReceiptGivenByName,
        Version = donation.Version,
    };

    /// <summary>A gift by id; 404 also for one of another unit.</summary>
    public static async Task<Results<Ok<DonationResponse>, NotFound>> Handle(
        Guid id, HttpContext http, FundDbContext db, CurrentUser user, CancellationToken ct)
    {
        if (await Read(db, user, id, ct) is not { } donation)
        {
            return TypedResults.NotFound();
        }

        ETag.Set(http, donation.Version);

        return TypedResults.Ok(donation);
    }

    public static async Task<DonationResponse?> Read(FundDbContext db, CurrentUser user, Guid id, CancellationToken ct)
    {
        var gift = await db.Donations.AsNoTracking().Within(user).Where(donation => donation.Id == id).Select(Projection)
            .SingleOrDefaultAsync(ct);
        if (gift?.Restriction.Kind is not RestrictionKind.Split)
        {
            return gift;
        }

        return gift with { Lines = Lines(await db.LinesOf(id, ct)) };
    }

    private static IReadOnlyList<GiftLineResponse> Lines(IEnumerable<Share> lots) =>
    [
        .. lots.Select((lot, i) => new GiftLineResponse
        {
            Position = i + 1,
            Restriction = Account.RestrictionOf(lot.Account),
            Amount = lot.Amount,
        }),
    ];

    /// <summary>The same answer for a gift that is being written.</summary>
    public static DonationResponse Of(PostedGift posted) => new()
    {
        Id = posted.Id,
        Number = posted.Number,
        State = DonationState.Recorded,
        Donor = new DonorReference
        {
            Id = posted.Donor.Id,
            Name = posted.Donor.Name,
            Kind = posted.Donor.Kind,
            TaxCode = posted.Donor.TaxCode,
            Phone = posted.Donor.Phone,
        },
        Amount = posted.Gift.Amount,
        Method = posted.Gift.Method,
        ReceivedOn = posted.Gift.ReceivedOn,
        SourceKind = posted.Gift.SourceKind,
        Restriction = posted.Gift.Lines is null
            ? Account.RestrictionOf(posted.Gift.Lots[0].Account) : new Restriction { Kind = RestrictionKind.Split },
        Lines = posted.Gift.Lines is { } lines ? Lines(lines) : null,
        Campaign = posted.Gift.Campaign,
        Pledge = posted.Gift.PledgeId,
        Anonymous = posted.Gift.Anonymous,
        NameConsent = posted.Gift.NameConsent,
        NamedInPublic = posted.Gift.NameConsent && !posted.Gift.Anonymous && posted.Donor.Kind is not DonorKind.Anonymous,
        Reference = posted.Gift.Reference,
        Note = posted.Gift.Note,
        RecordedAt = posted.RecordedAt,
        RecordedBy = posted.Gift.By.Id,
        RecordedByName = posted.Gift.By.Name,
        Version = 1,
        PossibleDuplicates = posted.PossibleDuplicates,
        DonorNameGiven = posted.DonorNameGiven,
    };
}
