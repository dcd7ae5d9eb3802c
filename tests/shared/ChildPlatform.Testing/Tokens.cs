using System.Security.Cryptography;
using ChildPlatform.LocalHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChildPlatform.Testing;

/// <summary>Somebody a token speaks of.</summary>
/// <param name="Subject">The <c>sub</c>.</param>
/// <param name="Name">The name that is shown.</param>
/// <param name="Roles">Roles of a person; empty for a machine.</param>
/// <param name="Scopes">Scopes, which count for a machine.</param>
/// <param name="UnitCodes">Codes of units from the province down to the own one; empty for a national client.</param>
/// <param name="Agency">Code of the agency, if any.</param>
public sealed record TestUser(
    string Subject, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Scopes, IReadOnlyList<string> UnitCodes, string? Agency = null)
{
    /// <summary>The first day on which the units of the seed are valid.</summary>
    public static DateOnly UnitsValidFrom { get; } = new(2024, 1, 1);

    /// <summary>The <c>unit_path</c> claim.</summary>
    public string UnitPath => string.Concat(UnitIds.Select(id => $"{id:N}/"));

    /// <summary>The own unit.</summary>
    public Guid? UnitId => UnitIds.Select(id => (Guid?)id).LastOrDefault();

    private IEnumerable<Guid> UnitIds => UnitCodes.Select(code => Kernel.UnitId.For(code, UnitsValidFrom));
}

/// <summary>
/// Access tokens as identity would issue them, signed with a key of this process, and the place where services fetch that
/// key, so that they check real signatures.
/// </summary>
public static class Tokens
{
    /// <summary>What services are configured with; tokens carry it with a trailing slash, as OpenIddict writes it.</summary>
    public static readonly Uri Issuer = new("http://localhost:8080");

    public const string Audience = "childplatform-api";

    private static readonly string[] Province = ["49"];
    private static readonly string[] AllScopes =
    [
        "fund.read", "fund.write", "events.read", "events.write", "cases.read", "cases.write", "cases.intake",
        "reporting.read", "reporting.write", "identity.read", "identity.write",
    ];

    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "test-key" };
    private static readonly SigningCredentials Signing = new(Key, SecurityAlgorithms.RsaSha256);
    private static readonly Lazy<Task<Uri>> Authority = new(ServeAsync);

    /// <summary>The demo users, with the roles and units that identity gives them.</summary>
    public static IReadOnlyDictionary<string, TestUser> Users { get; } = new[]
    {
        Person("fund-officer", "Nguyễn Thị Hoa", "fund-officer"),
        Person("fund-accountant", "Trần Văn Minh", "fund-accountant"),
        Person("fund-cashier", "Lê Thị Thu", "fund-cashier"),
        Person("fund-director", "Phạm Quốc Dũng", "fund-approver"),
        Person("fund-council", "Võ Thanh Bình", "fund-council-approver"),
        Person("event-organizer", "Đặng Ngọc Lan", "event-organizer"),
        Person("case-worker-tamky", "Huỳnh Thị Mai", "case-worker") with { UnitCodes = ["49", "502", "20341"] },
        Person("case-worker-anphu", "Bùi Văn Sơn", "case-worker") with { UnitCodes = ["49", "502", "20356"] },
        Person("case-chair-tamky", "Phan Đình Khôi", "case-approver") with { UnitCodes = ["49", "502", "20341"] },
        Person("case-supervisor", "Đỗ Thị Hạnh", "case-supervisor"),
        Person("reporter-gddt", "Ngô Thị Ánh", "reporter") with { Agency = "GDDT" },
        Person("reporter-hoian", "Lý Minh Đức", "reporter") with { UnitCodes = ["49", "503"], Agency = "H02" },
        Person("coordinator", "Hồ Thị Phượng", "coordinator") with { Agency = "LDTBXH" },
        Person("leader", "Dương Văn Thành", "leader"),
        Person("privacy-officer", "Mai Thị Yến", "privacy-officer"),
        Person("referral-yt", "Trương Công Hậu", "referral-officer") with { Agency = "YT" },
        Person("auditor", "Cao Thị Nguyệt", "auditor"),
        Person("administrator", "Tạ Quang Huy", "administrator"),
        new("integrator", "integrator", [], ["fund.read", "fund.write", "reporting.read", "reporting.write"], Province),
        new("hotline-111", "hotline-111", [], ["cases.intake"], []),
        new("svc-fund", "svc-fund", [], AllScopes, Province),
        new("svc-reporting", "svc-reporting", [], AllScopes, Province),
    }.ToDictionary(u => u.Subject);

    /// <summary>Where services fetch the key: the internal address of identity.</summary>
    public static Task<Uri> AuthorityAsync() => Authority.Value;

    /// <summary>The token of a demo user.</summary>
    public static string For(string user) => For(Users[user]);

    /// <summary>A token of anyone, valid for an hour unless said otherwise.</summary>
    public static string For(TestUser user, Action<SecurityTokenDescriptor>? change = null)
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = user.Subject,
            ["name"] = user.Name,
            ["client_id"] = user.Subject,
            ["jti"] = Guid.NewGuid().ToString(),
            ["scope"] = string.Join(' ', user.Scopes),
        };
        if (user.Roles.Count > 0)
        {
            claims["role"] = user.Roles;
        }

        if (user.UnitId is { } unit)
        {
            claims["unit"] = unit.ToString();
            claims["unit_path"] = user.UnitPath;
        }

        if (user.Agency is not null)
        {
            claims["agency"] = user.Agency;
        }

        var now = DateTime.UtcNow;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Issuer.AbsoluteUri,
            Audience = Audience,
            TokenType = "at+jwt",
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(1),
            Claims = claims,
            SigningCredentials = Signing,
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>A token that a service must refuse: right in everything, but signed by somebody else under our key's name.</summary>
    public static string Forged(string user)
    {
        var stranger = new RsaSecurityKey(RSA.Create(2048)) { KeyId = Key.KeyId };
        return For(Users[user], d => d.SigningCredentials = new SigningCredentials(stranger, SecurityAlgorithms.RsaSha256));
    }

    private static TestUser Person(string userName, string name, string role) => new(userName, name, [role], [], Province);

    private static async Task<Uri> ServeAsync()
    {
        // Elsewhere than in the output folder, where the settings of a service under test lie.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Logging.ClearProviders();
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        builder.WebHost.UseSetting("urls", address.AbsoluteUri);
        var app = builder.Build();
        var shown = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(Key.Rsa.ExportParameters(includePrivateParameters: false)));
        var keys = new { keys = new[] { new { kty = shown.Kty, use = "sig", alg = SecurityAlgorithms.RsaSha256, kid = Key.KeyId, n = shown.N, e = shown.E } } };
        app.MapGet("/.well-known/jwks", () => keys);
        // A service that asks another one signs in first, as its machine client.
        app.MapPost("/connect/token", async (HttpRequest request) =>
            (await request.ReadFormAsync())["client_id"] is [{ } client] && Users.TryGetValue(client, out var machine)
                ? Results.Json(new Dictionary<string, object> { ["access_token"] = For(machine), ["token_type"] = "Bearer", ["expires_in"] = 3600 })
                : Results.Unauthorized());
        await app.StartAsync();
        return address;
    }
}
