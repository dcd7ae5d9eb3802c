using ChildPlatform.Cases.Children;
using ChildPlatform.Cases.Clocks;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Cases;

/// <summary>POST /: takes a report in (Mẫu 01), whoever it comes from and however little is known.</summary>
internal static class TakeInCase
{
    /// <summary>Channels by which an officer or the hotline receives; reports of the public form have one of their own.</summary>
    private static readonly HashSet<string> Channels =
        ["hotline-111", "hotline-18001581", "commune", "police", "school", "health", "in-person"];

    /// <summary>
    /// Records the intake and starts the legal clocks. The answer is masked: what was sent is known to the sender, and answers are
    /// kept for replays.
    /// </summary>
    public static async Task<Created<CaseResponse>> Handle(
        IntakeRequest request, HttpContext http, CasesDbContext db, Sealer sealer, IOutbox outbox, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var receivedAt = (request.ReceivedAt ?? now).ToUniversalTime();
        var firstDay = VietnamTime.StartOf(await db.Units.MinAsync(unit => unit.ValidFrom, ct));

        // A place is looked up on a day that can be: a wrong instant would else be blamed on the place too.
        var received = VietnamTime.DateOf(receivedAt < firstDay || receivedAt > now ? now : receivedAt);
        var units = await db.UnitsOn(
            [.. new[] { request.PlaceUnitCode, request.Child?.ResidenceUnitCode }.OfType<string>()], received, ct);
        Check(request, receivedAt, firstDay, now, received, units);

        var id = Uuid7.New(clock);
        var child = ChildOf(request.Child, received, units, sealer, clock);
        if (child is not null)
        {
            db.Children.Add(child);
        }

        var row = ChildCase.TakeIn(
            id,
            await db.TakeCaseNumber(received.Year, ct),
            new IntakeFacts
            {
                Channel = request.Channel!,
                ReceivedAt = receivedAt,
                Urgent = request.Urgent,
                Kind = request.Kind,
                Forms = request.Forms ?? [],
                OccurredOn = request.OccurredOn,
                ExternalReference = request.ExternalReference,
            },
            new SealedTexts(
                sealer.Seal(VietnameseText.Normalise(request.What), ChildCase.WhatPlace(id))!,
                sealer.Seal(Text(request.PlaceDetail), ChildCase.PlaceDetailPlace(id)),
                sealer.SealJson(request.Informant, ChildCase.InformantPlace(id))),
            units[request.PlaceUnitCode!],
            child,
            await LegalClocks.Read(db, ct),
            user,
            now);
        db.Cases.Add(row);
        outbox.Add(CaseFacts.Opened(row));
        audit.Record("case.intake", "case", id.ToString(), new { row.Number, row.Channel, row.Urgent });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/cases/{id}", GetCase.Answer(http, row, user, sealer, clear: false));
    }

    private static void Check(
        IntakeRequest request, DateTimeOffset receivedAt, DateTimeOffset firstDay, DateTimeOffset now, DateOnly received,
        IReadOnlyDictionary<string, Unit> units)
    {
        var errors = new List<FieldError>();
        if (!Channels.Contains(request.Channel!))
        {
            errors.Add(new FieldError("/channel", "not-in-catalogue"));
        }

        if (VietnameseText.Normalise(request.What).Length == 0)
        {
            errors.Add(new FieldError("/what", "required"));
        }

        if (receivedAt > now)
        {
            errors.Add(new FieldError("/receivedAt", "instant-in-future"));
        }
        else if (receivedAt < firstDay)
        {
            errors.Add(new FieldError("/receivedAt", "instant-too-old"));
        }

        // A province is no place: somebody must be able to go there.
        if (!units.TryGetValue(request.PlaceUnitCode!, out var place) || place.Level is UnitLevel.Province)
        {
            errors.Add(new FieldError("/placeUnitCode", "not-in-catalogue"));
        }

        if (request.OccurredOn > received)
        {
            errors.Add(new FieldError("/occurredOn", "date-after-receipt"));
        }
        else if (request.OccurredOn < received.AddYears(-DescribedChild.GrownUp))
        {
            errors.Add(new FieldError("/occurredOn", "before-any-child"));
        }

        errors.AddRange(DescribedChild.Twice(request.Forms));
        errors.AddRange(DescribedChild.Errors(request.Child, "/child", ChildDays.Of(received, request.OccurredOn), units));
        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }
    }

    private static Child? ChildOf(
        ChildInput? input, DateOnly received, IReadOnlyDictionary<string, Unit> units, Sealer sealer, TimeProvider clock)
    {
        if (input is null)
        {
            return null;
        }

        var child = Child.Register(Uuid7.New(clock));
        DescribedChild.Describe(child, input, received, units, sealer);

        return child;
    }

    private static string? Text(string? text) => VietnameseText.Normalise(text) is { Length: > 0 } normal ? normal : null;
}
