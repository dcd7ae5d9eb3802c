using ChildPlatform.Cases.Cases;
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

namespace ChildPlatform.Cases.Measures;

/// <summary>POST /{id}/separate: the chairman decides on urgent protection.</summary>
internal static class ProtectChild
{
    /// <summary>
    /// Records an urgent measure and ends its clock. A separation has a last day; all separations of a case together last no longer
    /// than the limit (15 days by the decree) unless a higher authority's document is named: else 409 <c>separation-too-long</c>.
    /// </summary>
    public static async Task<Results<Ok<CaseResponse>, NotFound>> Handle(
        Guid id, UrgentMeasureRequest request, IfMatch ifMatch, HttpContext http, CasesDbContext db, Sealer sealer, IOutbox outbox,
        NoticeBoard notices, AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        DateOnly? from = request.Kind is UrgentMeasureKind.Separation ? request.From ?? VietnamTime.DateOf(now) : null;
        var note = Check(request, from);

        var law = await LegalClocks.Read(db, ct);
        if (await db.LockCase(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        var measureId = Uuid7.New(clock);
        row.Protect(
            UrgentMeasure.Decide(
                measureId, new ChildCaseRef(id, row.Round), request, from, sealer.Seal(note, UrgentMeasure.NotePlace(measureId))!, user, now),
            law, user);
        CaseFacts.TellBreaches(row, outbox, notices, now);
        outbox.Add(CaseFacts.Protected(row, now));
        audit.Record("case.separate", "case", id.ToString(), new { row.Number, request.Kind, request.Decision });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(GetCase.Answer(http, row, user, sealer, clear: false));
    }

    private static string Check(UrgentMeasureRequest request, DateOnly? from)
    {
        var errors = new List<FieldError>();
        var note = VietnameseText.Normalise(request.Note);
        if (note.Length == 0)
        {
            errors.Add(new FieldError("/note", "required"));
        }

        if (string.IsNullOrWhiteSpace(request.Decision))
        {
            errors.Add(new FieldError("/decision", "required"));
        }

        if (from is not null && request.Until is null)
        {
            errors.Add(new FieldError("/until", "required"));
        }
        else if (request.Until < from)
        {
            errors.Add(new FieldError("/until", "date-before-start"));
        }

        return errors.Count == 0 ? note : throw new InvalidInputException(errors);
    }
}
