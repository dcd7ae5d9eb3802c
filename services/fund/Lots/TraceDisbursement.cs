using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Lots;

/// <summary>GET /disbursements/{id}/trace: whose gifts a payment comes from.</summary>
internal static class TraceDisbursement
{
    /// <summary>
    /// The gifts that an approved request or a payment draws from, one page of them, and the sums by restriction over all. A gift of
    /// another unit is listed by its receipt number, without its giver. 404 also for a disbursement of another unit.
    /// </summary>
    public static async Task<Results<Ok<DisbursementTraceResponse>, NotFound>> Handle(
        Guid id, PageRequest page, FundDbContext db, CurrentUser user, CancellationToken ct)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var disbursement = await db.Disbursements.AsNoTracking().Within(user).Where(row => row.Id == id)
            .Select(row => new { row.RequestNumber, row.Number, row.State, row.Amount }).SingleOrDefaultAsync(ct);
        if (disbursement is null)
        {
            return TypedResults.NotFound();
        }

        var sums = await (
            from draw in Standing(db, id)
            join lot in db.GiftLots on new { draw.DonationId, draw.Position } equals new { lot.DonationId, lot.Position }
            group draw.Amount by lot.Account into shared
            select new { Account = shared.Key, Amount = shared.Sum(), Lots = shared.LongCount() }).ToListAsync(ct);
        var rows = await Sources(db, id, user, page.After?.Get<long>(0) ?? 0).Take(page.Take).ToListAsync(ct);
        var listed = page.ToPage(rows, row => new DisbursementSource
        {
            Draw = row.Id,
            State = row.State,
            Amount = row.Amount,
            DonationId = row.DonationId,
            Number = row.Number,
            DonorName = row.DonorName,
            ReceivedOn = row.ReceivedOn,
            Position = row.Position,
            Restriction = Account.RestrictionOf(row.Account),
        }, row => [row.Id]);

        return TypedResults.Ok(new DisbursementTraceResponse
        {
            DisbursementId = id,
            RequestNumber = disbursement.RequestNumber,
            Number = disbursement.Number,
            State = disbursement.State,
            Amount = disbursement.Amount,
            Sources =
            [
                // The common pool comes last, as it is drawn from last.
                .. sums.OrderBy(sum => sum.Account == Account.PoolFund).ThenBy(sum => sum.Account, StringComparer.Ordinal)
                    .Select(sum => new SourceSum
                    {
                        Restriction = Account.RestrictionOf(sum.Account),
                        Amount = sum.Amount,
                        Lots = sum.Lots,
                    }),
            ],
            Items = listed.Items,
            Next = listed.Next,
        });
    }

    /// <summary>The gifts that a disbursement draws on now, in order; behind a draw, where one is named.</summary>
    public static IQueryable<SourceRow> Sources(FundDbContext db, Guid disbursement, CurrentUser user, long after = 0)
    {
        var path = user.UnitPath;

        return
            from draw in Standing(db, disbursement).Where(draw => draw.Id > after)
            join lot in db.GiftLots on new { draw.DonationId, draw.Position } equals new { lot.DonationId, lot.Position }
            join gift in db.Donations on draw.DonationId equals gift.Id
            orderby draw.Id
            select new SourceRow
            {
                Id = draw.Id,
                State = draw.State,
                Amount = draw.Amount,
                Position = draw.Position,
                DonationId = gift.UnitPath.StartsWith(path) ? gift.Id : null,
                Number = gift.Number,
                DonorName = gift.UnitPath.StartsWith(path) ? gift.DonorName : null,
                ReceivedOn = gift.ReceivedOn,
                Account = lot.Account,
            };
    }

    private static IQueryable<LotDraw> Standing(FundDbContext db, Guid disbursement) => db.LotDraws.AsNoTracking().Where(draw =>
        draw.DisbursementId == disbursement && (draw.State == DrawState.Reserved || draw.State == DrawState.Drawn));
}

/// <summary>A gift that a disbursement draws on, without what another unit's caller may not see.</summary>
internal sealed record SourceRow
{
    public required long Id { get; init; }
    public required DrawState State { get; init; }
    public required long Amount { get; init; }
    public required short Position { get; init; }
    public Guid? DonationId { get; init; }
    public required string Number { get; init; }
    public string? DonorName { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required string Account { get; init; }
}
