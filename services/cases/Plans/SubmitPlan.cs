using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Notices;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Cases.Plans;

/// <summary>POST /{id}/plan: the plan is drawn up and goes to the chairman.</summary>
internal static class SubmitPlan
{
    /// <summary>Submits a plan with at least one measure and ends the plan's clock. 409 <c>no-plan-needed</c> after such an assessment.</summary>
    public static async Task<Results<Ok<CaseResponse>, NotFound>> Handle(
        Guid id, PlanRequest request, IfMatch ifMatch, HttpContext http, CasesDbContext db, Sealer sealer, IOutbox outbox,
        NoticeBoard notices, AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var texts = Check(request);
        if (await db.LockCase(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        var now = clock.GetUtcNow();
        var planId = Uuid7.New(clock);
        var support = request.Support is null ? null : PlanSupport.Plan(Uuid7.New(clock), planId, request.Support);
        row.SubmitPlan(
            SupportPlan.Submit(planId, id, row.Round, sealer.SealJson(texts, SupportPlan.TextsPlace(planId))!, support, user, now), user);
        CaseFacts.TellBreaches(row, outbox, notices, now);
        outbox.Add(CaseFacts.PlanSubmitted(row, now));
        audit.Record("case.plan", "case", id.ToString(), new { row.Number, Measures = texts.Measures.Count, support?.Programme, support?.Amount });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetCase.Answer(http, row, user, sealer, clear: false));
    }

    private static PlanTexts Check(PlanRequest request)
    {
        var errors = new List<FieldError>();
        var goals = VietnameseText.Normalise(request.Goals);
        if (goals.Length == 0)
        {
            errors.Add(new FieldError("/goals", "required"));
        }

        if (request.Measures!.Count == 0)
        {
            errors.Add(new FieldError("/measures", "required"));
        }

        return errors.Count == 0 ? new PlanTexts(goals, request.Measures) : throw new InvalidInputException(errors);
    }
}
