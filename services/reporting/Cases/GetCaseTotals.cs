using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Cases;

/// <summary>GET /cases/totals: cases and their clocks by unit, for the plan's tasks V.1.c.3, V.5.a.2 and V.6.b.</summary>
internal static class GetCaseTotals
{
    /// <summary>
    /// Cases received in a period at or below the caller's unit, by the unit where they happened; clocks met, missed and running.
    /// Without days the running year in Viet Nam.
    /// </summary>
    /// <param name="from">First day of receipt.</param>
    /// <param name="to">Last day of receipt.</param>
    public static async Task<Ok<CaseTotalsResponse>> Handle(
        DateOnly? from, DateOnly? to, ReportingDbContext db, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var today = VietnamTime.Today(clock);
        var (first, last) = (from ?? new DateOnly(today.Year, 1, 1), to ?? new DateOnly(today.Year, 12, 31));
        if (last < first)
        {
            throw new InvalidInputException("/to", FieldRules.InvalidValue);
        }

        // No unit sees nothing: "" would be a prefix of everything.
        var path = user.UnitPath.Length == 0 ? "-" : user.UnitPath;
        var rows = await db.Database.SqlQuery<Row>($"""
            select unit_code, count(*)::int as received, count(*) filter (where urgent)::int as urgent,
                coalesce(sum((select count(*) from jsonb_array_elements(clocks) clock where clock ->> 'state' = 'met')), 0)::int as met,
                coalesce(sum((select count(*) from jsonb_array_elements(clocks) clock where clock ->> 'state' = 'breached')), 0)::int as missed,
                coalesce(sum((select count(*) from jsonb_array_elements(clocks) clock where clock ->> 'state' = 'running')), 0)::int as running
            from case_facts
            where received_on between {first} and {last} and starts_with(unit_path, {path})
            group by unit_code order by unit_code
            """).ToListAsync(ct);
        var helped = await db.HelpFacts.AsNoTracking()
            .Where(fact => !fact.Reversed && fact.HelpedOn >= first && fact.HelpedOn <= last)
            .Select(fact => fact.ChildCode).Distinct().CountAsync(ct);

        return TypedResults.Ok(new CaseTotalsResponse
        {
            From = first,
            To = last,
            Items = [.. rows.Select(row => Total(row.UnitCode, [row]))],
            Total = Total(null, rows),
            ChildrenHelped = helped,
        });
    }

    private static CaseTotal Total(string? unit, IReadOnlyCollection<Row> rows) => new()
    {
        UnitCode = unit,
        Received = rows.Sum(row => row.Received),
        Urgent = rows.Sum(row => row.Urgent),
        ClocksMet = rows.Sum(row => row.Met),
        ClocksMissed = rows.Sum(row => row.Missed),
        ClocksRunning = rows.Sum(row => row.Running),
    };

    private sealed record Row(string UnitCode, int Received, int Urgent, int Met, int Missed, int Running);
}
