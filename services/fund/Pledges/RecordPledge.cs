using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Donors;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Pledges;

/// <summary>POST /pledges: a promise with its instalments. Nothing is posted.</summary>
internal static class RecordPledge
{
    /// <summary>
    /// Records a pledge with its instalments; the ledger does not move until gifts come. Amounts are whole đồng.
    /// </summary>
    public static async Task<Created<PledgeResponse>> Handle(
        PledgeRequest request, HttpContext http, FundDbContext db, GeneralLedger ledger, Catalogues catalogues, AuditTrail audit,
        CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        var today = VietnamTime.Today(clock);
        var (pledgedOn, catalogue) = (request.PledgedOn!.Value, await catalogues.Current(ct));
        var wrong = new WrongFields();
        if (pledgedOn > today)
        {
            wrong.Add("/pledgedOn", "date-in-future");
        }
        else if (pledgedOn.Year < 2000)
        {
            wrong.Add("/pledgedOn", "date-too-old");
        }

        if (!catalogue.HasSourceKind(request.SourceKind!))
        {
            wrong.Add("/sourceKind", "not-in-catalogue");
        }

        if (request.Programme is { } programme && !catalogue.HasProgramme(programme, pledgedOn))
        {
            wrong.Add("/programme", "not-in-catalogue");
        }

        var donor = await db.Donors.AsNoTracking().Within(user).SingleOrDefaultAsync(row => row.Id == request.Donor, ct);
        if (donor is null)
        {
            wrong.Add("/donor", "unknown-donor");
        }

        var instalments = Check(request.Instalments!, pledgedOn, wrong);
        wrong.ThrowIfAny();
        FundRules.DonorMerged.Require(donor!.MergedInto is null);
        var number = await ledger.TakeNumber(NumberCounter.Pledges, pledgedOn.Year, ct);
        var pledge = Pledge.Record(
            number, donor, request.SourceKind!, request.Programme, pledgedOn, instalments, DonorDetails.Clean(request.Note), user,
            clock);
        db.Pledges.Add(pledge);
        audit.Record("pledge.recorded", "pledge", pledge.Id.ToString(),
            new { pledge.Number, pledge.Amount, instalments = instalments.Count });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/fund/pledges/{pledge.Id}",
            GetPledge.Tagged(http, (await GetPledge.Read(db, user, pledge.Id, today, ct))!));
    }

    public static IReadOnlyList<(DateOnly DueOn, long Amount)> Check(
        IReadOnlyList<InstalmentRequest> instalments, DateOnly pledgedOn, WrongFields wrong)
    {
        for (var i = 0; i < instalments.Count; i++)
        {
            var dueOn = instalments[i].DueOn!.Value;
            if (dueOn < pledgedOn)
            {
                wrong.Add($"/instalments/{i}/dueOn", "due-before-pledge");
            }
            else if (dueOn.Year > 2100)
            {
                wrong.Add($"/instalments/{i}/dueOn", "out-of-range");
            }
        }

        if (instalments.Sum(part => part.Amount!.Value) > Vnd.MaxInput)
        {
            wrong.Add("/instalments", "amount-out-of-range");
        }

        return [.. instalments.Select(part => (part.DueOn!.Value, part.Amount!.Value))];
    }
}

/// <summary>PUT /pledges/{id}/schedule: other amounts or days.</summary>
internal static class SchedulePledge
{
    /// <summary>
    /// Replaces the instalments and the note of a pledge. What came stays and fills the new instalments from the earliest. 409
    /// <c>pledge-cancelled</c>.
    /// </summary>
    public static async Task<Results<Ok<PledgeResponse>, NotFound>> Handle(
        Guid id, PledgeScheduleRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, AuditTrail audit,
        CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        if (await db.Pledges.Within(user).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } pledge)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(pledge.Version);
        var wrong = new WrongFields();
        var instalments = RecordPledge.Check(request.Instalments!, pledge.PledgedOn, wrong);
        wrong.ThrowIfAny();
        var before = Said(pledge);
        pledge.Schedule(instalments, DonorDetails.Clean(request.Note));
        audit.Record("pledge.scheduled", "pledge", id.ToString(), new { pledge.Number, before, after = Said(pledge) });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetPledge.Tagged(http, (await GetPledge.Read(db, user, id, VietnamTime.Today(clock), ct))!));
    }

    private static InstalmentRequest[] Said(Pledge pledge) =>
        [.. pledge.Instalments.Select(part => new InstalmentRequest { DueOn = part.DueOn, Amount = part.Amount })];
}

/// <summary>POST /pledges/{id}/cancel.</summary>
internal static class CancelPledge
{
    /// <summary>
    /// Says that nothing more of a pledge is expected, with the reason. What came stays in the books. 409 <c>pledge-cancelled</c>
    /// the second time, <c>pledge-fulfilled</c> when all of it came.
    /// </summary>
    public static async Task<Results<Ok<PledgeResponse>, NotFound>> Handle(
        Guid id, ReasonRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        var reason = request.RequireReason();
        if (await db.Pledges.Within(user).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } pledge)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(pledge.Version);
        pledge.Cancel(await db.Received(id, ct), reason, user, clock.GetUtcNow());
        audit.Record("pledge.cancelled", "pledge", id.ToString(), new { pledge.Number, reason });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetPledge.Tagged(http, (await GetPledge.Read(db, user, id, VietnamTime.Today(clock), ct))!));
    }
}
