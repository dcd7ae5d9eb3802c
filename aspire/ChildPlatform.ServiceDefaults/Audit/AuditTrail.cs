using System.Diagnostics;
using System.Text.Json;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;

namespace ChildPlatform.ServiceDefaults.Audit;

/// <summary>Who did what to which record, and when. Append-only.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required string ActorName { get; init; }

    public Guid? UnitId { get; init; }

    public required string Action { get; init; }

    public required string SubjectType { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>JSON; never personal data.</summary>
    public string? Details { get; init; }

    public string? TraceId { get; init; }
}

/// <summary>
/// The audit trail of the running service. Entries join the same save as the act they tell of: an act without its entry
/// cannot be stored.
/// </summary>
public sealed class AuditTrail(ServiceDb db, CurrentUser user, TimeProvider clock)
{
    /// <param name="action">A verb as in the route: <c>disbursement.approve</c>.</param>
    /// <param name="subjectType">The noun of the record.</param>
    /// <param name="subjectId">Its id.</param>
    /// <param name="details">What else an auditor wants to know, as an object that becomes JSON.</param>
    public void Record(string action, string subjectType, string subjectId, object? details = null) =>
        db.Context.Set<AuditEntry>().Add(Create(action, subjectType, subjectId, user, clock.GetUtcNow(), details));

    /// <summary>The entry itself, for writers in plain SQL.</summary>
    public static AuditEntry Create(
        string action, string subjectType, string subjectId, CurrentUser user, DateTimeOffset now, object? details = null) => new()
        {
            At = now,
            Actor = user.Id,
            ActorName = user.Name,
            UnitId = user.UnitId,
            Action = action,
            SubjectType = subjectType,
            SubjectId = subjectId,
            Details = details is null ? null : JsonSerializer.Serialize(details, ApiJson.Options),
            TraceId = Activity.Current?.TraceId.ToString(),
        };
}
