using System.Security.Cryptography;
using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Clocks;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Public;

/// <summary>POST /reports: anybody tells of a child in danger.</summary>
internal static class GiveReport
{
    /// <summary>How a case says that it came by the public form; officers cannot choose it.</summary>
    public const string Channel = "web";

    private static readonly CurrentUser Public = new("public", "Người dân báo tin");

    /// <summary>
    /// Opens a case in the commune that is named, with the clocks of any other intake, and answers nothing but a code by which its
    /// state can be asked.
    /// </summary>
    public static async Task<Created<PublicReportResponse>> Handle(
        PublicReportRequest request, CasesDbContext db, Sealer sealer, IOutbox outbox, AuditTrail audit, TimeProvider clock,
        CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = VietnamTime.DateOf(now);
        var units = await db.UnitsOn([request.PlaceUnitCode!], today, ct);
        var place = Check(request, units);

        // Two reports under one code would show one person's state to the other; a code that is taken is drawn anew.
        string code;
        do
        {
            code = TrackingCode.Draw();
        }
        while (await db.Cases.AnyAsync(one => one.TrackingCode == code, ct));

        var id = Uuid7.New(clock);
        var row = ChildCase.TakeIn(
            id,
            await db.TakeCaseNumber(today.Year, ct),
            new IntakeFacts
            {
                Channel = Channel,
                ReceivedAt = now,
                Urgent = request.Urgent,
                Kind = KindOf(request),
                ReportedKind = request.Kind,
                Forms = [],
                TrackingCode = code,
            },
            new SealedTexts(
                sealer.Seal(VietnameseText.Normalise(request.What), ChildCase.WhatPlace(id))!,
                sealer.Seal(
                    string.IsNullOrWhiteSpace(request.PlaceDetail) ? null : VietnameseText.Normalise(request.PlaceDetail),
                    ChildCase.PlaceDetailPlace(id)),
                sealer.SealJson(request.Informant, ChildCase.InformantPlace(id))),
            place,
            child: null,
            await LegalClocks.Read(db, ct),
            Public,
            now);
        db.Cases.Add(row);
        outbox.Add(CaseFacts.Opened(row));
        audit.Record("case.report", "case", id.ToString(), new { row.Number, row.Channel, row.Urgent });
        await db.SaveChangesAsync(ct);

        var shown = TrackingCode.Shown(code);

        return TypedResults.Created($"/api/v1/public/cases/reports/{shown}", new PublicReportResponse { TrackingCode = shown });
    }

    /// <summary>
    /// A kind without a risk form has no legal clock either, and what looks like an accident may be none: only an officer may say
    /// so.
    /// </summary>
    private static CaseKind? KindOf(PublicReportRequest request) =>
        request.Kind is CaseKind.Abuse or CaseKind.AtRisk ? request.Kind : null;

    private static Unit Check(PublicReportRequest request, IReadOnlyDictionary<string, Unit> units)
    {
        var errors = new List<FieldError>();
        if (VietnameseText.Normalise(request.What).Length == 0)
        {
            errors.Add(new FieldError("/what", "required"));
        }

        // A province is no place: somebody must be able to go there.
        if (!units.TryGetValue(request.PlaceUnitCode!, out var place) || place.Level is Contracts.Identity.UnitLevel.Province)
        {
            errors.Add(new FieldError("/placeUnitCode", "not-in-catalogue"));
        }

        return errors.Count == 0 ? place! : throw new InvalidInputException(errors);
    }
}

/// <summary>The code that a report is answered with: 59 bits, so that nobody guesses one, in letters that can be read out.</summary>
internal static class TrackingCode
{
    // Without letters and figures that are mistaken for each other.
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int Length = 12;

    public static string Draw() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>As it is shown: in groups of four.</summary>
    public static string Shown(string code) => string.Join('-', code.Chunk(4).Select(group => new string(group)));

    /// <summary>As it is kept, whichever way somebody has typed it.</summary>
    public static string Kept(string typed) => new([.. typed.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Take(Length + 1)]);
}
