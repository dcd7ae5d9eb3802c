using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Evidence;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Lots;
using ChildPlatform.Fund.Norms;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>GET /disbursements/{id}; owns the only shape in which a disbursement is answered.</summary>
internal static class GetDisbursement
{
    /// <summary>
    /// A disbursement with its history and what the caller may do now, and while it waits for appraisal or approval the money
    /// that its programme can still promise; 404 also for one of another unit.
    /// </summary>
    public static async Task<Results<Ok<DisbursementResponse>, NotFound>> Handle(
        Guid id, HttpContext http, FundDbContext db, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var disbursement = await db.Disbursements.AsNoTracking().AsSplitQuery().Within(user)
            .SingleOrDefaultAsync(row => row.Id == id, ct);

        if (disbursement is null)
        {
            return TypedResults.NotFound();
        }

        var waits = disbursement.State is DisbursementState.Submitted or DisbursementState.Appraised;

        return TypedResults.Ok(Answer(http, disbursement, user) with
        {
            Available = waits ? await AvailableTo(disbursement, db, VietnamTime.Today(clock), ct) : null,
            MissingPapers = disbursement.State is DisbursementState.Draft or DisbursementState.Submitted
                ? await db.MissingPapers(disbursement, ct)
                : null,
            EarlierSupport = waits || disbursement.State is DisbursementState.Draft
                ? await db.EarlierSupport(disbursement, VietnamTime.Today(clock), ct)
                : null,
            AboveNorm = waits || disbursement.State is DisbursementState.Draft
                ? Said(await db.AboveNorm(disbursement, VietnamTime.Today(clock), ct), disbursement, user)
                : null,
        });
    }

    /// <summary>The answer of every action: the disbursement as it now is, with its new ETag.</summary>
    public static DisbursementResponse Answer(HttpContext http, Disbursement disbursement, CurrentUser user)
    {
        ETag.Set(http, disbursement.Version);

        return Of(disbursement, user);
    }

    public static DisbursementResponse Of(Disbursement disbursement, CurrentUser user)
    {
        var steps = disbursement.Steps.OrderBy(step => step.Position).ToList();

        return new DisbursementResponse
        {
            Id = disbursement.Id,
            RequestNumber = disbursement.RequestNumber,
            Number = disbursement.Number,
            State = disbursement.State,
            Programme = disbursement.Programme,
            Purpose = disbursement.Purpose,
            Amount = disbursement.Amount,
            Beneficiaries =
            [
                .. disbursement.Beneficiaries.OrderBy(line => line.Position).Select(line => new Beneficiary
                {
                    CaseNumber = line.CaseNumber,
                    Group = line.Group,
                    UnitCode = line.UnitCode,
                    Count = line.Count,
                }),
            ],
            Payee = new Payee { Name = disbursement.PayeeName, Account = disbursement.PayeeAccount, Bank = disbursement.PayeeBank },
            PlannedOn = disbursement.PlannedOn,
            CaseCheck = disbursement.CaseCheck,
            CheckedAt = disbursement.CheckedAt,
            Approvals =
            [
                .. steps.Where(step => step.Action == StepAction.Approve).Select(step => new ApprovalResponse
                {
                    By = step.By,
                    ByName = step.ByName,
                    Role = step.Role,
                    At = step.At,
                }),
            ],
            SecondSignatureNeeded = disbursement.SecondSignatureNeeded,
            PaidOn = disbursement.PaidOn,
            Method = disbursement.Method,
            Reference = disbursement.Reference,
            FromProgramme = disbursement.FromProgramme,
            FromPool = disbursement.FromPool,
            RequestedBy = disbursement.RequestedBy,
            AskedBy = disbursement.AskedBy,
            RequestedByName = disbursement.RequestedByName,
            RequestedAt = disbursement.RequestedAt,
            History =
            [
                .. steps.Select(step => new DisbursementStep
                {
                    Action = step.Action,
                    By = step.By,
                    ByName = step.ByName,
                    At = step.At,
                    Reason = step.Reason,
                }),
            ],
            ToBeReturned = disbursement.State is DisbursementState.Paid && steps.Exists(step => step.Action == StepAction.Withdraw),
            Actions = disbursement.ActionsFor(user),
            Version = disbursement.Version,
        };
    }

    private static AboveNorm? Said(NormExcess? excess, Disbursement disbursement, CurrentUser user)
    {
        var approver = user.Has(Roles.FundApprover) || user.Has(Roles.FundCouncilApprover);

        return excess is null ? null : new AboveNorm
        {
            Norm = ListNorms.Of(excess.Norm),
            Allowed = excess.Allowed,
            Asked = excess.Asked,
            Earlier = excess.Earlier,
            CaseNumber = excess.CaseNumber,
            MayBeExcepted = approver && disbursement.RequestedBy != user.Id,
        };
    }

    private static async Task<AvailableMoney> AvailableTo(
        Disbursement disbursement, FundDbContext db, DateOnly today, CancellationToken ct)
    {
        var funds = await db.FundsFor(disbursement, ct);
        var left = await db.Accounts.AsNoTracking().Where(account => funds.Contains(account.Code))
            .ToDictionaryAsync(account => account.Code, account => account.Available, ct);
        var (programme, year) = (disbursement.Programme, (disbursement.PlannedOn ?? today).Year);
        var limitLeft = await db.ProgrammeYears.AsNoTracking().Where(row => row.Programme == programme && row.Year == year)
            .Select(row => row.Limit - row.Used).SingleOrDefaultAsync(ct);

        return new AvailableMoney
        {
            Own = left.Values.Sum() - left.GetValueOrDefault(Account.PoolFund),
            Pool = left.GetValueOrDefault(Account.PoolFund),
            Total = left.Values.Sum(),
            LimitLeft = limitLeft,
        };
    }

    /// <summary>
    /// Locks the row for the transaction, then reads it with its parts: whoever waited sees what the one before has signed.
    /// Null when it is not there or not the caller's to see.
    /// </summary>
    public static async Task<Disbursement?> LockDisbursement(this FundDbContext db, Guid id, CurrentUser user, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select id from disbursements where id = {id} for update", ct);

        return await db.Disbursements.AsSplitQuery().Within(user).SingleOrDefaultAsync(row => row.Id == id, ct);
    }
}
