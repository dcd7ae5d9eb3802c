using System.ComponentModel;
using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Access;

/// <summary>GET /{id}/access-log and GET /access-log: for the privacy officer alone, who sees no case.</summary>
internal static class ListAccess
{
    /// <summary>Reads of one case in clear, newest first.</summary>
    public static async Task<Results<Ok<Page<AccessLogLine>>, NotFound>> OfCase(
        Guid id, PageRequest page, CasesDbContext db, CancellationToken ct) =>
        await db.Cases.AnyAsync(row => row.Id == id, ct)
            ? TypedResults.Ok(await Read(db.AccessEntries.Where(entry => entry.CaseId == id), page, ct))
            : TypedResults.NotFound();

    /// <summary>All reads in clear, newest first; case (number) and by (id of a person) narrow the list.</summary>
    /// <param name="by">Id of a person.</param>
    public static async Task<Ok<Page<AccessLogLine>>> Handle(
        [FromQuery(Name = "case"), Description("Number of a case.")] string? number, string? by, PageRequest page, CasesDbContext db,
        CancellationToken ct)
    {
        IQueryable<AccessEntry> entries = db.AccessEntries;
        if (!string.IsNullOrWhiteSpace(number))
        {
            entries = entries.Where(entry => entry.CaseNumber == number);
        }

        if (!string.IsNullOrWhiteSpace(by))
        {
            entries = entries.Where(entry => entry.Actor == by);
        }

        return TypedResults.Ok(await Read(entries, page, ct));
    }

    private static async Task<Page<AccessLogLine>> Read(IQueryable<AccessEntry> entries, PageRequest page, CancellationToken ct)
    {
        if (page.After is { } after)
        {
            var id = after.Get<long>(0);
            entries = entries.Where(entry => entry.Id < id);
        }

        var rows = await entries.AsNoTracking().OrderByDescending(entry => entry.Id).Take(page.Take).ToListAsync(ct);

        return page.ToPage(rows, Line, entry => [entry.Id]);
    }

    private static AccessLogLine Line(AccessEntry entry) => new()
    {
        At = entry.At,
        By = entry.Actor,
        ByName = entry.ActorName,
        CaseNumber = entry.CaseNumber,
        Purpose = entry.Purpose,
        TraceId = entry.TraceId,
    };
}
