using ChildPlatform.Cases.Access;
using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Referrals;

/// <summary>GET /referrals/{id}; owns the only shape in which a referral is answered.</summary>
internal static class GetReferral
{
    /// <summary>
    /// A referral. With the header Access-Purpose its texts come in clear, and the read is stored before the answer leaves. 404 also
    /// for a referral to another agency or of another unit.
    /// </summary>
    public static async Task<Results<Ok<ReferralResponse>, NotFound>> Handle(
        Guid id, HttpContext http, CasesDbContext db, Sealer sealer, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var purpose = await db.PurposeOf(http, user, ct, mayReadClear: CasesPolicies.MayReadReferralClear(user));
        if (await db.ReferralsOf(user).AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, ct) is not { } referral)
        {
            return TypedResults.NotFound();
        }

        if (purpose is not null)
        {
            db.AccessEntries.Add(AccessEntry.Of(referral.Case, purpose, user, clock.GetUtcNow()));
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Ok(Answer(http, referral, user, sealer, clear: purpose is not null));
    }

    /// <summary>Those that the caller may see: an agency its own, who handles cases those of the own unit and below.</summary>
    public static IQueryable<Referral> ReferralsOf(this CasesDbContext db, CurrentUser user)
    {
        var referrals = db.Referrals.Include(one => one.Case).ThenInclude(row => row.Child);

        return user.Has(Roles.ReferralOfficer)
            ? referrals.Where(one => one.Agency == user.Agency)
            : referrals.Within(user);
    }

    /// <summary>The referral as it now is, with its new ETag.</summary>
    public static ReferralResponse Answer(HttpContext http, Referral referral, CurrentUser user, Sealer sealer, bool clear)
    {
        ETag.Set(http, referral.Version);

        return Of(referral, user, clear ? sealer : null);
    }

    /// <summary>In clear with a sealer, masked without one.</summary>
    public static ReferralResponse Of(Referral referral, CurrentUser user, Sealer? opener) => new()
    {
        Id = referral.Id,
        CaseNumber = referral.Case.Number,
        CaseId = user.Has(Roles.ReferralOfficer) ? null : referral.CaseId,
        Urgent = referral.Case.Urgent,
        Place = new CasePlace { UnitCode = referral.Case.PlaceUnitCode, Name = referral.Case.PlaceName },
        ChildSex = referral.Case.Child?.Sex,
        ChildAgeGroup = referral.Case.Child?.AgeGroup,
        Agency = referral.Agency,
        AgencyName = referral.AgencyName,
        Service = referral.Service,
        Need = opener is null ? GetCase.Mask : opener.Open(referral.Need, Referral.NeedPlace(referral.Id))!,
        NeededBy = referral.NeededBy,
        State = referral.State,
        SentAt = referral.SentAt,
        SentByName = referral.SentByName,
        ChangedAt = referral.ChangedAt,
        ChangedByName = referral.ChangedByName,
        Note = referral.Note is null ? null : opener is null ? GetCase.Mask : opener.Open(referral.Note, Referral.NotePlace(referral.Id)),
        Masked = opener is null,
        Actions = referral.ActionsFor(user),
        Version = referral.Version,
    };
}
