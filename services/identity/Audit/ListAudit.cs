using System.Text.Json;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Audit;

internal static class ListAudit
{
    /// <param name="actor">The sub of whoever did it.</param>
    /// <param name="subjectType">Type of the record that was changed.</param>
    /// <param name="subjectId">Id of the record, together with its type.</param>
    /// <param name="action">One verb, such as user.disable.</param>
    public static async Task<Ok<Page<AuditResponse>>> Handle(
        string? actor, string? subjectType, string? subjectId, string? action, DateOnly? from, DateOnly? to, PageRequest page,
        IdentityDbContext db, CancellationToken ct)
    {
        var entries = db.Set<AuditEntry>().AsNoTracking();
        entries = actor is null ? entries : entries.Where(e => e.Actor == actor);
        entries = subjectType is null ? entries : entries.Where(e => e.SubjectType == subjectType);
        entries = subjectId is null ? entries : entries.Where(e => e.SubjectId == subjectId);
        entries = action is null ? entries : entries.Where(e => e.Action == action);
        if (from is { } first)
        {
            var start = VietnamTime.StartOf(first).ToUniversalTime();
            entries = entries.Where(e => e.At >= start);
        }

        if (to is { } last && last < DateOnly.MaxValue)
        {
            var end = VietnamTime.StartOf(last.AddDays(1)).ToUniversalTime();
            entries = entries.Where(e => e.At < end);
        }

        if (page.After is { } after)
        {
            var id = after.Get<long>(0);
            entries = entries.Where(e => e.Id < id);
        }

        var rows = await entries.OrderByDescending(e => e.Id).Take(page.Take).ToListAsync(ct);

        return TypedResults.Ok(page.ToPage(rows, Answer, e => [e.Id]));
    }

    private static AuditResponse Answer(AuditEntry entry) => new()
    {
        Id = entry.Id,
        At = entry.At,
        Actor = entry.Actor,
        ActorName = entry.ActorName,
        Action = entry.Action,
        SubjectType = entry.SubjectType,
        SubjectId = entry.SubjectId,
        Details = entry.Details is null ? null : JsonSerializer.Deserialize<JsonElement>(entry.Details),
        TraceId = entry.TraceId,
    };
}
