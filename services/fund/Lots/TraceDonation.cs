using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Lots;

/// <summary>GET /donations/{id}/trace: what a gift paid for (đúng mục đích, đúng địa chỉ).</summary>
internal static class TraceDonation
{
    /// <summary>
    /// Where a gift went: its lots, and one page of the payments and approved requests that draw from them. The sums are over
    /// everything and add up to the gift. 404 also for a gift of another unit.
    /// </summary>
    public static async Task<Results<Ok<DonationTraceResponse>, NotFound>> Handle(
        Guid id, PageRequest page, FundDbContext db, CurrentUser user, CancellationToken ct)
    {
        // One snapshot, so that a payment in between cannot stand in the sums and not in the list.
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var gift = await db.Donations.AsNoTracking().Within(user).Where(donation => donation.Id == id)
            .Select(donation => new { donation.Number, donation.Amount, donation.State }).SingleOrDefaultAsync(ct);
        if (gift is null)
        {
            return TypedResults.NotFound();
        }

        var lots = await LotsOf(db, id, ct);
        var after = page.After?.Get<long>(0) ?? 0;
        var rows = await Uses(db, id, user, after).Take(page.Take).ToListAsync(ct);
        var listed = page.ToPage(rows, row => [row.Draw]);
        var (paid, reserved, left) = (lots.Sum(lot => lot.Paid), lots.Sum(lot => lot.Reserved), lots.Sum(lot => lot.Left));

        return TypedResults.Ok(new DonationTraceResponse
        {
            DonationId = id,
            Number = gift.Number,
            Amount = gift.Amount,
            Paid = paid,
            Reserved = reserved,
            Left = left,
            TakenBack = gift.State is DonationState.Reversed ? gift.Amount : 0,
            Lots = lots,
            Items = listed.Items,
            Next = listed.Next,
        });
    }

    /// <summary>What draws on a gift now, in order; behind a draw, where one is named.</summary>
    public static IQueryable<GiftUse> Uses(FundDbContext db, Guid donation, CurrentUser user, long after = 0)
    {
        var path = user.UnitPath;

        return
            from draw in db.LotDraws.AsNoTracking()
            join disbursement in db.Disbursements on draw.DisbursementId equals disbursement.Id
            where draw.DonationId == donation && draw.Id > after
                && (draw.State == DrawState.Reserved || draw.State == DrawState.Drawn)
            orderby draw.Id
            select new GiftUse
            {
                Draw = draw.Id,
                Position = draw.Position,
                State = draw.State,
                Amount = draw.Amount,
                DisbursementId = disbursement.UnitPath.StartsWith(path) ? disbursement.Id : null,
                RequestNumber = disbursement.RequestNumber,
                Number = disbursement.Number,
                Programme = disbursement.Programme,
                PublicArea = disbursement.PublicArea,
                PaidOn = disbursement.PaidOn,
            };
    }

    /// <summary>The lines of a gift as they stand now.</summary>
    public static async Task<IReadOnlyList<LotResponse>> LotsOf(FundDbContext db, Guid donation, CancellationToken ct)
    {
        var lots = await db.GiftLots.AsNoTracking().Where(lot => lot.DonationId == donation).OrderBy(lot => lot.Position)
            .ToListAsync(ct);
        var consents = await db.LotRepurposings.AsNoTracking().Where(row => row.DonationId == donation)
            .ToDictionaryAsync(row => row.ToPosition, ct);

        return
        [
            .. lots.Select(lot => new LotResponse
            {
                Position = lot.Position,
                Restriction = Account.RestrictionOf(lot.Account),
                Amount = lot.Amount,
                Paid = lot.Drawn,
                Reserved = lot.Reserved,
                Left = lot.Amount - lot.Reserved - lot.Drawn - lot.TakenOut,
                TakenOut = lot.TakenOut,
                Consent = consents.TryGetValue(lot.Position, out var consent) ? Of(consent) : null,
            }),
        ];
    }

    private static LotConsent Of(LotRepurposing consent) => new()
    {
        From = consent.FromPosition,
        Reason = consent.Reason,
        Reference = consent.ConsentReference,
        On = consent.ConsentOn,
        ByName = consent.ByName,
        At = consent.At,
    };
}
