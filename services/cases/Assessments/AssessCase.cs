using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Children;
using ChildPlatform.Cases.Clocks;
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

namespace ChildPlatform.Cases.Assessments;

/// <summary>POST /{id}/assess: the initial risk assessment (Mẫu 02) is completed.</summary>
internal static class AssessCase
{
    /// <summary>
    /// Ends the clock of the assessment. Concluded urgent, the urgent clocks count from receipt; concluded that a plan is needed, the
    /// plan's clock starts now. 409 <c>high-risk-is-urgent</c> when the answers are high and the conclusion is not.
    /// </summary>
    public static async Task<Results<Ok<CaseResponse>, NotFound>> Handle(
        Guid id, AssessmentRequest request, IfMatch ifMatch, HttpContext http, CasesDbContext db, Sealer sealer, IOutbox outbox,
        NoticeBoard notices, AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var note = VietnameseText.Normalise(request.Note);
        List<FieldError> errors = [.. DescribedChild.Twice(request.Forms)];
        if (note.Length == 0)
        {
            errors.Add(new FieldError("/note", "required"));
        }

        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }

        var law = await LegalClocks.Read(db, ct);
        if (await db.LockCase(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        var now = clock.GetUtcNow();
        var formId = Uuid7.New(clock);
        var form = RiskAssessment.Complete(
            formId, id, row.Round, request, sealer.Seal(note, RiskAssessment.NotePlace(formId))!, user, now);
        row.Assess(form, request.Kind, request.Forms, law, user);
        CaseFacts.TellBreaches(row, outbox, notices, now);
        outbox.Add(CaseFacts.Assessed(row));
        audit.Record("case.assess", "case", id.ToString(), new { row.Number, form.Conclusion, form.Suggested });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetCase.Answer(http, row, user, sealer, clear: false));
    }
}
