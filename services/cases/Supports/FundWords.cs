using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Plans;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Supports;

/// <summary>What the fund tells of help in money that a plan asked for. Disbursements that no case asked for are not ours.</summary>
internal static class FundWords
{
    /// <summary>
    /// Takes the fund's word into the case, whichever order the words arrive in, and tells that a child was helped, or is no longer:
    /// only this service can say which child a request is about.
    /// </summary>
    public static async Task TakeFundWord(this CasesDbContext db, IOutbox outbox, Guid requestId, FundWord word, CancellationToken ct)
    {
        var caseId = await db.PlanSupports.Where(support => support.Id == requestId)
            .Join(db.SupportPlans, support => support.PlanId, plan => plan.Id, (_, plan) => (Guid?)plan.CaseId)
            .SingleOrDefaultAsync(ct);
        if (caseId is not { } id)
        {
            return;
        }

        await db.Database.ExecuteSqlAsync($"select id from cases where id = {id} for update", ct);
        var row = await db.Whole().SingleAsync(one => one.Id == id, ct);
        if (!row.TakeFundWord(requestId, word))
        {
            return;
        }

        var support = row.Plans.Select(plan => plan.Support).Single(one => one?.Id == requestId)!;
        switch (word.State)
        {
            case SupportState.Paid:
                outbox.Add(new ChildHelped
                {
                    RequestId = requestId,
                    ChildCode = row.Child!.Code,
                    Group = support.Group,
                    UnitCode = row.PlaceUnitCode,
                    Programme = support.Programme,
                    HelpedOn = word.PaidOn!.Value,
                    Version = word.Version,
                });
                break;
            case SupportState.Reversed:
                outbox.Add(new ChildHelpReversed { RequestId = requestId, Version = word.Version });
                break;
        }
    }
}
