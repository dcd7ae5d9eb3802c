using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>GET /disbursements/{id}; owns the only shape in which a disbursement is answered.</summary>
internal static class GetDisbursement
{
    /// <summary>A disbursement with its history and what the caller may do now; 404 also for one of another unit.</summary>
    public static async Task<Results<Ok<DisbursementResponse>, NotFound>> Handle(
        Guid id, HttpContext http, FundDbContext db, CurrentUser user, CancellationToken ct)
    {
        var disbursement = await db.Disbursements.AsNoTracking().AsSplitQuery().Within(user)
            .SingleOrDefaultAsync(row => row.Id == id, ct);

        return disbursement is null ? TypedResults.NotFound() : TypedResults.Ok(Answer(http, disbursement, user));
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
            Actions = disbursement.ActionsFor(user),
            Version = disbursement.Version,
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
