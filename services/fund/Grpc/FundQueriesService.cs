using System.Data;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Fund.V1;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Grpc;

/// <summary>Answers other services' questions. Read-only; every call of theirs carries a deadline.</summary>
[Authorize(Policy = FundPolicies.ReadTotals)]
internal sealed class FundQueriesService(FundDbContext db) : FundQueries.FundQueriesBase
{
    /// <summary>
    /// Gifts of a year that stand, by source kind, counted from the gifts themselves and not from the totals that are kept beside
    /// them: this is what others check their tables against. One snapshot, together with the newest entry it includes.
    /// </summary>
    public override async Task<YearTotalsReply> GetYearTotals(YearTotalsRequest request, ServerCallContext context)
    {
        if (request.Year is < 2000 or > 2100)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "The year is out of range."));
        }

        var (first, last) = (new DateOnly(request.Year, 1, 1), new DateOnly(request.Year, 12, 31));
        var ct = context.CancellationToken;
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var totals = await db.Donations.AsNoTracking()
            .Where(gift => gift.State == DonationState.Recorded && gift.ReceivedOn >= first && gift.ReceivedOn <= last)
            .GroupBy(gift => gift.SourceKind)
            .Select(gifts => new { SourceKind = gifts.Key, Amount = gifts.Sum(gift => gift.Amount), Count = gifts.LongCount() })
            .OrderBy(total => total.SourceKind)
            .ToListAsync(ct);
        var head = await db.JournalHead.AsNoTracking().Select(row => row.Sequence).FirstOrDefaultAsync(ct);
        await snapshot.CommitAsync(ct);

        var reply = new YearTotalsReply { DonationCount = totals.Sum(total => total.Count), JournalSequence = head };
        reply.Sources.AddRange(totals.Select(total => new SourceTotal
        {
            SourceKind = total.SourceKind,
            Amount = total.Amount,
            DonationCount = total.Count,
        }));

        return reply;
    }

    /// <summary>What a programme may spend: its own money and the pool's, as far as it is not reserved.</summary>
    public override async Task<ProgrammeBalanceReply> GetProgrammeBalance(ProgrammeBalanceRequest request, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        if (!await db.Programmes.AnyAsync(programme => programme.Code == request.Programme, ct))
        {
            throw new RpcException(new Status(StatusCode.NotFound, "No such programme."));
        }

        string[] codes = [Account.FundOf(request.Programme), Account.PoolFund];
        var accounts = await db.Accounts.AsNoTracking().Where(account => codes.Contains(account.Code)).ToListAsync(ct);

        return new ProgrammeBalanceReply
        {
            Programme = request.Programme,
            Balance = accounts.Sum(account => account.Balance),
            Reserved = accounts.Sum(account => account.Reserved),
            Available = accounts.Sum(account => account.Available),
        };
    }
}
