using ChildPlatform.Cases.Access;
using ChildPlatform.Cases.Assessments;
using ChildPlatform.Cases.Children;
using ChildPlatform.Cases.Clocks;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Measures;
using ChildPlatform.Cases.Plans;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Cases;

/// <summary>GET /{id}; owns the only shape in which a case is answered, masked or in clear.</summary>
internal static class GetCase
{
    /// <summary>What stands in place of a private text.</summary>
    public const string Mask = "***";

    /// <summary>
    /// A case with its clocks. With the header Access-Purpose private texts come in clear, and the read is stored before the answer
    /// leaves; without it they come masked. 404 also for a case of another unit.
    /// </summary>
    public static async Task<Results<Ok<CaseResponse>, NotFound>> Handle(
        Guid id, HttpContext http, CasesDbContext db, Sealer sealer, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var purpose = await db.PurposeOf(http, user, ct);
        if (await db.Whole().AsNoTracking().Within(user).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } found)
        {
            return TypedResults.NotFound();
        }

        if (purpose is not null)
        {
            db.AccessEntries.Add(AccessEntry.Of(found, purpose, user, clock.GetUtcNow()));
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Ok(Answer(http, found, user, sealer, clear: purpose is not null));
    }

    /// <summary>The case with everything that an answer needs.</summary>
    public static IQueryable<ChildCase> Whole(this CasesDbContext db) => db.Cases.AsSplitQuery()
        .Include(row => row.Child).Include(row => row.Clocks).Include(row => row.Assessments).Include(row => row.Measures)
        .Include(row => row.Plans).ThenInclude(plan => plan.Support).ThenInclude(support => support!.Words);

    /// <summary>
    /// Locks the row for the transaction, then reads it with its parts: whoever waited sees what the one before has done. Null when
    /// it is not there or not the caller's to see.
    /// </summary>
    public static async Task<ChildCase?> LockCase(this CasesDbContext db, Guid id, CurrentUser user, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select id from cases where id = {id} for update", ct);

        return await db.Whole().Include(row => row.Steps).Within(user).SingleOrDefaultAsync(row => row.Id == id, ct);
    }

    /// <summary>The case as it now is, with its new ETag.</summary>
    public static CaseResponse Answer(HttpContext http, ChildCase row, CurrentUser user, Sealer sealer, bool clear)
    {
        ETag.Set(http, row.Version);
        var text = new PrivateText(sealer, clear);

        return new CaseResponse
        {
            Id = row.Id,
            Number = row.Number,
            State = row.State,
            Kind = row.Kind,
            ReportedKind = row.ReportedKind,
            Forms = row.Forms,
            Urgent = row.Urgent,
            Channel = row.Channel,
            ReceivedAt = row.ReceivedAt,
            RecordedAt = row.RecordedAt,
            Place = new CasePlace { UnitCode = row.PlaceUnitCode, Name = row.PlaceName },
            OccurredOn = row.OccurredOn,
            ExternalReference = row.ExternalReference,
            Masked = !clear,
            What = text.Of(row.What, ChildCase.WhatPlace(row.Id))!,
            PlaceDetail = text.Of(row.PlaceDetail, ChildCase.PlaceDetailPlace(row.Id)),
            Child = row.Child is null ? null : text.Of(row.Child),
            Informant = sealer.OpenJson<PersonInput>(row.Informant, ChildCase.InformantPlace(row.Id)) is { } informant
                ? text.Of(informant)
                : null,
            Assessment = row.Assessment is { } form ? Of(form, text) : null,
            UrgentMeasures = [.. row.Measures.OrderBy(measure => measure.DecidedAt).Select(measure => Of(measure, text))],
            Plan = row.Plan is { } plan ? Of(plan, sealer.OpenJson<PlanTexts>(plan.Texts, SupportPlan.TextsPlace(plan.Id))!, text) : null,
            EarlierSupports =
            [
                .. row.Plans.Where(earlier => earlier.Id != row.Plan?.Id).OrderBy(earlier => earlier.SubmittedAt)
                    .Select(earlier => earlier.Support).OfType<PlanSupport>()
                    .Where(support => support.State is not SupportState.Planned).Select(Of),
            ],
            Clocks = [.. row.Clocks.OrderBy(clock => clock.Round).ThenBy(clock => clock.Step).Select(Of)],
            Actions = row.ActionsFor(user),
            Version = row.Version,
        };
    }

    public static ClockResponse Of(CaseClock clock) => new()
    {
        Step = clock.Step,
        Name = clock.Name,
        StartedAt = clock.StartedAt,
        DueAt = clock.DueAt,
        Rule = $"{clock.Amount} {Word.Of(clock.Unit)}",
        Source = clock.Source,
        State = clock.State,
        DoneAt = clock.DoneAt,
        StoppedAt = clock.StoppedAt,
    };

    private static AssessmentResponse Of(RiskAssessment form, PrivateText text) => new()
    {
        HarmNow = form.HarmNow,
        FurtherHarm = form.FurtherHarm,
        SelfProtection = form.SelfProtection,
        Support = form.Support,
        Conclusion = form.Conclusion,
        Suggested = form.Suggested,
        Note = text.Of(form.Note, RiskAssessment.NotePlace(form.Id))!,
        CompletedAt = form.CompletedAt,
        ByName = form.ByName,
    };

    private static UrgentMeasureResponse Of(UrgentMeasure measure, PrivateText text) => new()
    {
        Kind = measure.Kind,
        Decision = measure.Decision,
        From = measure.From,
        Until = measure.Until,
        HigherAuthorityDocument = measure.HigherAuthorityDocument,
        Note = text.Of(measure.Note, UrgentMeasure.NotePlace(measure.Id))!,
        DecidedAt = measure.DecidedAt,
        ByName = measure.ByName,
    };

    private static PlanResponse Of(SupportPlan plan, PlanTexts texts, PrivateText text) => new()
    {
        Id = plan.Id,
        State = plan.State,
        Goals = text.Of(texts.Goals) ?? "",
        Measures =
        [
            // What an older version let pass without its parts is left out, rather than hiding the whole case.
            .. (texts.Measures ?? []).Where(measure => measure is { Kind: not null, DueOn: not null })
                .Select(measure => new PlanMeasureResponse
                {
                    Kind = measure.Kind.GetValueOrDefault(),
                    Description = text.Of(measure.Description) ?? "",
                    Executor = text.Of(measure.Executor) ?? "",
                    DueOn = measure.DueOn.GetValueOrDefault(),
                }),
        ],
        SubmittedAt = plan.SubmittedAt,
        SubmittedByName = plan.SubmittedByName,
        DecidedAt = plan.DecidedAt,
        DecidedByName = plan.DecidedByName,
        Comment = text.Of(plan.Comment, SupportPlan.CommentPlace(plan.Id)),
        Support = plan.Support is { } support ? Of(support) : null,
    };

    private static SupportResponse Of(PlanSupport support) => new()
    {
        Id = support.Id,
        Programme = support.Programme,
        Amount = support.Amount,
        Group = support.Group,
        State = support.State,
        Reason = support.Reason,
        Voucher = support.Voucher,
        PaidOn = support.PaidOn,
    };

    /// <summary>Opens private texts, or masks them. A masked text is not even opened, but for the list of carers, whose length is told.</summary>
    private sealed class PrivateText(Sealer sealer, bool clear)
    {
        public string? Of(byte[]? text, SealedPlace place) => text is null ? null : clear ? sealer.Open(text, place) : Mask;

        public ChildResponse Of(Child child)
        {
            var identity = sealer.OpenJson<ChildIdentity>(child.Identity, Child.Place(child.Id))!;

            return new ChildResponse
            {
                Code = child.Code,
                Sex = child.Sex,
                AgeGroup = child.AgeGroup,
                ResidenceUnitCode = child.ResidenceUnitCode,
                Name = Of(identity.Name),
                BirthDate = clear ? identity.BirthDate : null,
                EstimatedAge = clear ? identity.EstimatedAge : null,
                Address = Of(identity.Address),
                PersonalNumber = Of(identity.PersonalNumber),
                Carers = [.. (identity.Carers ?? []).Where(carer => carer is not null).Select(Of)],
            };
        }

        public PersonResponse Of(PersonInput person) => new()
        {
            Relation = Of(person.Relation),
            Name = Of(person.Name),
            Phone = Of(person.Phone),
            Address = Of(person.Address),
        };

        public string? Of(string? text) => text is null ? null : clear ? text : Mask;
    }
}
