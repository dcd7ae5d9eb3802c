using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace ChildPlatform.ServiceDefaults.Security;

/// <summary>Who acts: a person (has roles), a machine client (has scopes only), or the service itself in consumers and jobs.</summary>
public sealed class CurrentUser
{
    // Validated tokens are cached, so one principal serves many requests: its claims are read once, not per request.
    private static readonly ConditionalWeakTable<ClaimsPrincipal, CurrentUser> Known = [];

    public CurrentUser(
        string id, string name, IEnumerable<string>? roles = null, IEnumerable<string>? scopes = null,
        Guid? unitId = null, string unitPath = "", string? agency = null, bool isMachine = false)
    {
        Id = id;
        Name = name;
        Roles = [.. roles ?? []];
        Scopes = (scopes ?? []).ToFrozenSet(StringComparer.Ordinal);
        UnitId = unitId;
        UnitPath = unitPath;
        Agency = agency;
        IsMachine = isMachine;
    }

    /// <summary>The token's <c>sub</c>; <c>svc-…</c> for a service; empty for an anonymous caller.</summary>
    public string Id { get; }

    public string Name { get; }

    public IReadOnlyList<string> Roles { get; }

    public IReadOnlySet<string> Scopes { get; }

    public Guid? UnitId { get; }

    /// <summary>Unit ids from the province down, with a trailing slash; empty sees nothing that is scoped by unit.</summary>
    public string UnitPath { get; }

    /// <summary>Whether the unit is the province itself: one id in the path.</summary>
    public bool IsOfProvince => UnitPath.Length > 0 && UnitPath.IndexOf('/', StringComparison.Ordinal) == UnitPath.Length - 1;

    public string? Agency { get; }

    public bool IsMachine { get; }

    public bool Has(string role) => Roles.Contains(role, StringComparer.Ordinal);

    /// <summary>The user of a validated token.</summary>
    public static CurrentUser From(ClaimsPrincipal principal) => Known.GetValue(principal, Read);

    internal static CurrentUser From(IHttpContextAccessor http, ServiceIdentity service) =>
        http.HttpContext is { } context
            ? From(context.User)
            : new CurrentUser("svc-" + service.Name, "svc-" + service.Name, isMachine: true);

    private static CurrentUser Read(ClaimsPrincipal principal)
    {
        var roles = principal.FindAll("role").Select(c => c.Value).ToArray();
        var id = principal.FindFirst("sub")?.Value ?? "";
        return new CurrentUser(
            id,
            principal.FindFirst("name")?.Value ?? id,
            roles,
            principal.FindAll("scope").SelectMany(c => c.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            Guid.TryParse(principal.FindFirst("unit")?.Value, out var unit) ? unit : null,
            principal.FindFirst("unit_path")?.Value ?? "",
            principal.FindFirst("agency")?.Value,
            isMachine: id.Length > 0 && roles.Length == 0);
    }
}
