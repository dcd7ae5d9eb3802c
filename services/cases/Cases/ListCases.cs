using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Cases;

/// <summary>What a list is narrowed to.</summary>
/// <param name="State">received, assessed, plan-submitted, in-progress, closed.</param>
/// <param name="Kind">abuse, at-risk, special-circumstance, accident-injury, disaster-affected.</param>
/// <param name="Urgent">Only urgent cases, or only others.</param>
/// <param name="Unit">Code of a unit: cases of it and of the units below it.</param>
/// <param name="From">First day of receipt, in Viet Nam.</param>
/// <param name="To">Last day of receipt.</param>
/// <param name="Q">A case number, or the caller's own reference of a report.</param>
internal sealed record CaseFilter(
    Word<CaseState>? State, Word<CaseKind>? Kind, bool? Urgent, string? Unit, DateOnly? From, DateOnly? To, string? Q)
{
    public IQueryable<ChildCase> Apply(CasesDbContext db, IQueryable<ChildCase> cases)
    {
        if (State?.Value is { } state)
        {
            cases = cases.Where(row => row.State == state);
        }

        if (Kind?.Value is { } kind)
        {
            cases = cases.Where(row => row.Kind == kind);
        }

        if (Urgent is { } urgent)
        {
            cases = cases.Where(row => row.Urgent == urgent);
        }

        if (!string.IsNullOrWhiteSpace(Unit))
        {
            cases = cases.Where(row => db.Units.Any(unit => unit.Code == Unit && row.UnitPath.StartsWith(unit.Path)));
        }

        if (From is { } from && from > DateOnly.MinValue)
        {
            var start = VietnamTime.StartOf(from).ToUniversalTime();
            cases = cases.Where(row => row.ReceivedAt >= start);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var end = VietnamTime.StartOf(to.AddDays(1)).ToUniversalTime();
            cases = cases.Where(row => row.ReceivedAt < end);
        }

        if (VietnameseText.Normalise(Q) is { Length: > 0 } text)
        {
            var number = text.ToUpperInvariant();
            cases = cases.Where(row => row.Number == number || row.ExternalReference == text);
        }

        return cases;
    }
}

/// <summary>GET /: cases at or below the caller's unit, the newest intake first. Nothing private stands in a list.</summary>
internal static class ListCases
{
    /// <summary>Cases at or below the caller's unit, the newest intake first; nothing private stands in a list.</summary>
    public static async Task<Ok<Page<CaseLine>>> Handle(
        [AsParameters] CaseFilter filter, PageRequest page, CasesDbContext db, CurrentUser user, CancellationToken ct)
    {
        var found = filter.Apply(db, db.Cases.AsNoTracking().Within(user));
        if (page.After is { } after)
        {
            var id = after.Get<Guid>(0);
            found = found.Where(row => row.Id < id);
        }

        var rows = await found.OrderByDescending(row => row.Id).Take(page.Take)
            .Select(row => new
            {
                Case = new CaseLine
                {
                    Id = row.Id,
                    Number = row.Number,
                    State = row.State,
                    Kind = row.Kind,
                    Urgent = row.Urgent,
                    Channel = row.Channel,
                    ReceivedAt = row.ReceivedAt,
                    Place = new CasePlace { UnitCode = row.PlaceUnitCode, Name = row.PlaceName },
                },
                Next = row.Clocks
                    .Where(clock => clock.DoneAt == null && clock.StoppedAt == null && clock.State != ClockState.Stopped)
                    .OrderBy(clock => clock.DueAt).FirstOrDefault(),
            })
            .ToListAsync(ct);

        return TypedResults.Ok(page.ToPage(
            rows, row => row.Case with { NextClock = row.Next is null ? null : GetCase.Of(row.Next) }, row => [row.Case.Id]));
    }
}
