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

/// <summary>POST /referrals/{id}/accept, reject, done by the agency that is asked; revoke by who asked.</summary>
internal static class ChangeReferral
{
    /// <summary>The agency takes it on.</summary>
    public static Task<Results<Ok<ReferralResponse>, NotFound>> Accept(
        Guid id, ReferralNoteRequest? request, IfMatch ifMatch, HttpContext http, CasesDbContext db, Sealer sealer, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct) =>
        Change(id, ReferralState.Accepted, request, ifMatch, new(http, db, sealer, audit, user, clock), ct);

    /// <summary>The agency cannot help, and says why.</summary>
    public static Task<Results<Ok<ReferralResponse>, NotFound>> Reject(
        Guid id, ReferralNoteRequest? request, IfMatch ifMatch, HttpContext http, CasesDbContext db, Sealer sealer, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct) =>
        Change(id, ReferralState.Rejected, RequireNote(request), ifMatch, new(http, db, sealer, audit, user, clock), ct);

    /// <summary>The agency has given the service, and says what was done.</summary>
    public static Task<Results<Ok<ReferralResponse>, NotFound>> Finish(
        Guid id, ReferralNoteRequest? request, IfMatch ifMatch, HttpContext http, CasesDbContext db, Sealer sealer, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct) =>
        Change(id, ReferralState.Done, RequireNote(request), ifMatch, new(http, db, sealer, audit, user, clock), ct);

    /// <summary>The case no longer asks for it, and says why.</summary>
    public static Task<Results<Ok<ReferralResponse>, NotFound>> Revoke(
        Guid id, ReferralNoteRequest? request, IfMatch ifMatch, HttpContext http, CasesDbContext db, Sealer sealer, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct) =>
        Change(id, ReferralState.Revoked, RequireNote(request), ifMatch, new(http, db, sealer, audit, user, clock), ct);

    private static async Task<Results<Ok<ReferralResponse>, NotFound>> Change(
        Guid id, ReferralState to, ReferralNoteRequest? request, IfMatch ifMatch, Call call, CancellationToken ct)
    {
        // The case is locked first, like everywhere: its history takes the change in too.
        var caseId = await call.Db.ReferralsOf(call.User).Where(one => one.Id == id).Select(one => (Guid?)one.CaseId).SingleOrDefaultAsync(ct);
        if (caseId is not { } of)
        {
            return TypedResults.NotFound();
        }

        await call.Db.Database.ExecuteSqlAsync($"select id from cases where id = {of} for update", ct);
        var row = await call.Db.Cases.Include(one => one.Steps).Include(one => one.Child).SingleAsync(one => one.Id == of, ct);
        var referral = await call.Db.ReferralsOf(call.User).SingleAsync(one => one.Id == id, ct);
        ifMatch.Require(referral.Version);
        var now = call.Clock.GetUtcNow();
        var note = VietnameseText.Normalise(request?.Note);
        referral.Change(to, call.Sealer.Seal(note.Length == 0 ? null : note, Referral.NotePlace(id)), call.User, now);
        row.NoteReferral(referral.Agency, to, call.User, now);
        call.Audit.Record("referral.change", "referral", id.ToString(), new { row.Number, referral.Agency, State = to });
        await call.Db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetReferral.Answer(call.Http, referral, call.User, call.Sealer, clear: false));
    }

    private static ReferralNoteRequest RequireNote(ReferralNoteRequest? request) =>
        VietnameseText.Normalise(request?.Note).Length == 0 ? throw new InvalidInputException("/note", "required") : request!;

    private sealed record Call(
        HttpContext Http, CasesDbContext Db, Sealer Sealer, AuditTrail Audit, CurrentUser User, TimeProvider Clock);
}
