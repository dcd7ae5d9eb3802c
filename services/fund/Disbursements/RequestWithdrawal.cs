using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Cases;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Lots;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>
/// A request that the service which asked for it has taken back. Kept also when the request itself has not arrived yet: messages come
/// in any order, and in either order it ends as cancelled.
/// </summary>
internal sealed class WithdrawnRequest
{
    private WithdrawnRequest()
    {
    }

    public WithdrawnRequest(Guid requestId, string reason, string by, string byName, DateTimeOffset at)
    {
        RequestId = requestId;
        Reason = reason;
        By = by;
        ByName = byName;
        At = at.ToUniversalTime();
    }

    public Guid RequestId { get; private set; }
    public string Reason { get; private set; } = "";
    public string By { get; private set; } = "";
    public string ByName { get; private set; } = "";

    /// <summary>When it was taken back there.</summary>
    public DateTimeOffset At { get; private set; }
}

/// <summary>Takes back requests that other services asked for by message.</summary>
internal sealed class RequestWithdrawal(
    FundDbContext db, GeneralLedger ledger, LotBook lots, IOutbox outbox, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Remembers the withdrawal and, if the request is here already, takes it back.</summary>
    /// <param name="role">The role in which it was taken back, as it stands in the history.</param>
    public async Task TakeAsync(WithdrawnRequest withdrawn, string role, CancellationToken ct)
    {
        await db.LockRequest(withdrawn.RequestId, ct);
        if (await db.WithdrawnRequests.AnyAsync(one => one.RequestId == withdrawn.RequestId, ct))
        {
            return;
        }

        db.WithdrawnRequests.Add(withdrawn);
        await db.Database.ExecuteSqlAsync($"select id from disbursements where id = {withdrawn.RequestId} for update", ct);
        var disbursement = await db.Disbursements.AsSplitQuery().SingleOrDefaultAsync(row => row.Id == withdrawn.RequestId, ct);
        if (disbursement is not null)
        {
            await WithdrawAsync(disbursement, withdrawn, role, ct);
        }
    }

    /// <summary>
    /// What is not paid is cancelled, and reserved money is free again. What is paid has left the fund: an accountant is shown that it
    /// has to come back, and reverses it when it has. What has ended without money stays as it is.
    /// </summary>
    public async Task WithdrawAsync(Disbursement disbursement, WithdrawnRequest withdrawn, string role, CancellationToken ct)
    {
        var reserved = disbursement.State is DisbursementState.Approved;
        var year = reserved ? await db.LockProgrammeYear(disbursement.Programme, disbursement.LimitYear!.Value, ct) : null;
        var held = reserved ? await ledger.LockHeld(lots, disbursement.Id, DrawState.Reserved, ct) : null;
        var now = clock.GetUtcNow();
        if (!disbursement.Withdraw(withdrawn.Reason, year, held, new CurrentUser(withdrawn.By, withdrawn.ByName, [role]), now))
        {
            return;
        }

        if (disbursement.State is DisbursementState.Cancelled)
        {
            await lots.Release(disbursement.Id, ct);
            await db.FreeSupport(disbursement.Id, ct);
            outbox.TellDecision(disbursement, FundingDecision.Cancelled, withdrawn.Reason, now);
        }

        audit.Record("disbursement.withdraw", "disbursement", disbursement.Id.ToString(),
            new { disbursement.RequestNumber, withdrawn.Reason, Released = reserved ? disbursement.Amount : 0 });
    }
}

internal static class RequestLocks
{
    /// <summary>
    /// Opening a request and taking it back wait for each other, also while there is no row yet to wait at. Until the end of the
    /// transaction.
    /// </summary>
    public static Task LockRequest(this FundDbContext db, Guid requestId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({requestId.ToString()}, 0))", ct);
}

internal sealed class WithdrawnRequestConfiguration : IEntityTypeConfiguration<WithdrawnRequest>
{
    public void Configure(EntityTypeBuilder<WithdrawnRequest> builder)
    {
        builder.ToTable("withdrawn_requests");
        builder.HasKey(row => row.RequestId);
        builder.Property(row => row.RequestId).ValueGeneratedNever();
        builder.Property(row => row.Reason).HasMaxLength(500);
        builder.IsAppendOnly();
    }
}
