using System.Text.Json;

namespace ChildPlatform.Contracts.Identity;

/// <summary>What somebody did in identity: sign-ins, changes of people and clients.</summary>
public sealed record class AuditResponse
{
    /// <summary>Rises with time within this service.</summary>
    public required long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The <c>sub</c> of whoever did it; empty where nobody was signed in yet.</summary>
    public required string Actor { get; init; }

    public required string ActorName { get; init; }

    /// <summary>A verb as in the route: <c>user.create</c>, <c>user.disable</c>, <c>sign-in.succeed</c>, <c>sign-in.refuse</c>.</summary>
    public required string Action { get; init; }

    public required string SubjectType { get; init; }

    public required string SubjectId { get; init; }

    public JsonElement? Details { get; init; }

    public string? TraceId { get; init; }
}
