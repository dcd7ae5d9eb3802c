using ChildPlatform.Cases.Children;
using ChildPlatform.Cases.Clocks;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Notices;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Cases.Cases;

/// <summary>POST /{id}/classify: what a report is about turns out after it was taken in.</summary>
internal static class ClassifyCase
{
    /// <summary>
    /// Decides the kind of a case that nobody has assessed yet. Special circumstances, accidents and disasters need no risk form: their
    /// clocks stop and a plan may be drawn up. What turns out to be abuse or a danger of it has the clocks of the law, from receipt on.
    /// </summary>
    public static async Task<Results<Ok<CaseResponse>, NotFound>> Handle(
        Guid id, ClassificationRequest request, IfMatch ifMatch, HttpContext http, CasesDbContext db, Sealer sealer, IOutbox outbox,
        NoticeBoard notices, AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (DescribedChild.Twice(request.Forms).ToList() is { Count: > 0 } errors)
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

        // Before clocks stop: a time that was up stays a breach, whoever looks first.
        CaseFacts.TellBreaches(row, outbox, notices, now);
        row.Classify(request.Kind!.Value, request.Forms, law, user, now);
        CaseFacts.TellBreaches(row, outbox, notices, now);
        outbox.Add(CaseFacts.Classified(row, now));
        audit.Record("case.classify", "case", id.ToString(), new { row.Number, row.Kind });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetCase.Answer(http, row, user, sealer, clear: false));
    }
}
