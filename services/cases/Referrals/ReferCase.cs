using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Referrals;

/// <summary>POST /{id}/refer: an agency is asked for a service.</summary>
internal static class ReferCase
{
    /// <summary>Sends a referral to an agency of the plan; the case goes on as it is.</summary>
    public static async Task<Results<Created<ReferralResponse>, NotFound>> Handle(
        Guid id, ReferralRequest request, IfMatch ifMatch, HttpContext http, CasesDbContext db, Sealer sealer, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var agency = await db.Agencies.AsNoTracking().SingleOrDefaultAsync(one => one.Code == request.Agency, ct);
        var need = VietnameseText.Normalise(request.Need);
        Check(request, agency, need, VietnamTime.DateOf(now));
        if (await db.LockCase(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        var referralId = Uuid7.New(clock);
        var referral = Referral.Send(
            referralId, row, agency!, request.Service!.Value, request.NeededBy, sealer.Seal(need, Referral.NeedPlace(referralId))!, user, now);
        db.Referrals.Add(referral);
        row.NoteReferral(agency!.Code, ReferralState.Sent, user, now);
        audit.Record("case.refer", "referral", referralId.ToString(), new { row.Number, referral.Agency, referral.Service });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created(
            $"/api/v1/cases/referrals/{referralId}", GetReferral.Answer(http, referral, user, sealer, clear: false));
    }

    private static void Check(ReferralRequest request, Agency? agency, string need, DateOnly today)
    {
        var errors = new List<FieldError>();
        if (agency is null)
        {
            errors.Add(new FieldError("/agency", "not-in-catalogue"));
        }

        if (need.Length == 0)
        {
            errors.Add(new FieldError("/need", "required"));
        }

        if (request.NeededBy < today)
        {
            errors.Add(new FieldError("/neededBy", "date-in-past"));
        }

        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }
    }
}
