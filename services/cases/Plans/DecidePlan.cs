using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Cases.Plans;

/// <summary>POST /{id}/approve and /{id}/return: the chairman decides on a plan.</summary>
internal static class DecidePlan
{
    /// <summary>
    /// Approves the plan (Mẫu 05); by nobody who wrote it. Help in money that it asks for is requested from the fund by the same save.
    /// </summary>
    public static Task<Results<Ok<CaseResponse>, NotFound>> Approve(
        Guid id, PlanDecisionRequest? request, IfMatch ifMatch, HttpContext http, CasesDbContext db, Sealer sealer, IOutbox outbox,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct) =>
        Decide(id, PlanState.Approved, request, ifMatch, new(http, db, sealer, outbox, audit, user, clock), ct);

    /// <summary>Gives the plan back to its author, with a comment that says why.</summary>
    public static Task<Results<Ok<CaseResponse>, NotFound>> Return(
        Guid id, PlanDecisionRequest? request, IfMatch ifMatch, HttpContext http, CasesDbContext db, Sealer sealer, IOutbox outbox,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct) =>
        VietnameseText.Normalise(request?.Comment).Length == 0
            ? throw new InvalidInputException("/comment", "required")
            : Decide(id, PlanState.Returned, request, ifMatch, new(http, db, sealer, outbox, audit, user, clock), ct);

    private static async Task<Results<Ok<CaseResponse>, NotFound>> Decide(
        Guid id, PlanState decision, PlanDecisionRequest? request, IfMatch ifMatch, Call call, CancellationToken ct)
    {
        if (await call.Db.LockCase(id, call.User, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        var now = call.Clock.GetUtcNow();
        var comment = VietnameseText.Normalise(request?.Comment);
        row.DecidePlan(
            decision,
            plan => call.Sealer.Seal(comment.Length == 0 ? null : comment, SupportPlan.CommentPlace(plan)),
            call.User,
            now);
        if (decision is PlanState.Approved)
        {
            call.Outbox.Add(CaseFacts.PlanApproved(row, now));
            if (row.Plan!.Support is { } support)
            {
                call.Outbox.Add(CaseFacts.SupportRequested(row, row.Plan, support));
            }
        }

        call.Audit.Record(
            decision is PlanState.Approved ? "case.approve" : "case.return", "case", id.ToString(), new { row.Number, Plan = row.Plan!.Id });
        await call.Db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetCase.Answer(call.Http, row, call.User, call.Sealer, clear: false));
    }

    private sealed record Call(
        HttpContext Http, CasesDbContext Db, Sealer Sealer, IOutbox Outbox, AuditTrail Audit, CurrentUser User, TimeProvider Clock);
}
