using System.Text.Json;
using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Events;

/// <summary>GET /{id}/history and /programmes/{id}/history: the life of a thing as the audit trail tells it.</summary>
internal static class ListHistory
{
    /// <summary>Steps of an event, the newest first.</summary>
    public static async Task<Results<Ok<EventHistoryResponse>, NotFound>> OfEvent(
        Guid id, EventsDbContext db, CurrentUser user, CancellationToken ct) =>
        await db.Events.Within(user).AnyAsync(row => row.Id == id, ct) ? TypedResults.Ok(await Read(db, "event", id, ct)) : TypedResults.NotFound();

    /// <summary>Steps of a programme, the newest first.</summary>
    public static async Task<Results<Ok<EventHistoryResponse>, NotFound>> OfProgramme(
        Guid id, EventsDbContext db, CurrentUser user, CancellationToken ct) =>
        await db.Programmes.Within(user).AnyAsync(row => row.Id == id, ct)
            ? TypedResults.Ok(await Read(db, "programme", id, ct))
            : TypedResults.NotFound();

    private static async Task<EventHistoryResponse> Read(EventsDbContext db, string type, Guid id, CancellationToken ct)
    {
        var subject = id.ToString();
        var entries = await db.Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.SubjectType == type && entry.SubjectId == subject)
            .OrderByDescending(entry => entry.Id).Take(500).ToListAsync(ct);

        return new EventHistoryResponse
        {
            Items =
            [
                .. entries.Select(entry => new EventHistoryEntry
                {
                    At = entry.At,
                    ByName = entry.ActorName,
                    Action = entry.Action[(entry.Action.IndexOf('.', StringComparison.Ordinal) + 1)..],
                    Reason = ReasonOf(entry.Details),
                }),
            ],
        };
    }

    private static string? ReasonOf(string? details)
    {
        if (details is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(details);

        return json.RootElement.TryGetProperty("reason", out var reason) ? reason.GetString() : null;
    }
}
