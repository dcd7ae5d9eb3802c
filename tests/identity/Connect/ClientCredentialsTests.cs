using System.Net;
using System.Text.Json;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.Testing;

namespace ChildPlatform.Identity.Tests.Connect;

public class ClientCredentialsTests(IdentityApi api) : IClassFixture<IdentityApi>
{
    private static readonly string[] _province = ["49"];
    private static readonly string[] _anMy = ["49", "502", "20341"];

    public static TheoryData<string, string, string[], string?> DemoUsers => new()
    {
        { "fund-officer", Roles.FundOfficer, _province, null },
        { "fund-accountant", Roles.FundAccountant, _province, null },
        { "fund-cashier", Roles.FundCashier, _province, null },
        { "fund-director", Roles.FundApprover, _province, null },
        { "fund-council", Roles.FundCouncilApprover, _province, null },
        { "event-organizer", Roles.EventOrganizer, _province, null },
        { "case-worker-tamky", Roles.CaseWorker, _anMy, null },
        { "case-worker-anphu", Roles.CaseWorker, ["49", "502", "20356"], null },
        { "case-chair-tamky", Roles.CaseApprover, _anMy, null },
        { "case-supervisor", Roles.CaseSupervisor, _province, null },
        { "reporter-gddt", Roles.Reporter, _province, "GDDT" },
        { "reporter-hoian", Roles.Reporter, ["49", "503"], "H02" },
        { "coordinator", Roles.Coordinator, _province, "LDTBXH" },
        { "leader", Roles.Leader, _province, null },
        { "privacy-officer", Roles.PrivacyOfficer, _province, null },
        { "referral-yt", Roles.ReferralOfficer, _province, "YT" },
        { "auditor", Roles.Auditor, _province, null },
        { "administrator", Roles.Administrator, _province, null },
    };

    [Theory]
    [MemberData(nameof(DemoUsers))]
    public async Task A_demo_client_carries_its_users_role_and_unit(string client, string role, string[] unitCodes, string? agency)
    {
        var token = IdentityApi.Decode(await api.TokenOf(client));

        Assert.Equal(role, token.GetPayloadValue<string>("role"));
        Assert.Equal(client, token.GetPayloadValue<string>("client_id"));
        Assert.False(string.IsNullOrWhiteSpace(token.GetPayloadValue<string>("name")));
        Assert.Equal(await api.Sql<Guid>($"select id from users where user_name = '{client}'"), Guid.Parse(token.Subject));
        var ids = unitCodes.Select(c => UnitId.For(c, TestUser.UnitsValidFrom)).ToList();
        Assert.Equal(ids[^1], Guid.Parse(token.GetPayloadValue<string>("unit")));
        Assert.Equal(string.Concat(ids.Select(id => $"{id:N}/")), token.GetPayloadValue<string>("unit_path"));
        Assert.Equal(agency, token.TryGetPayloadValue<string>("agency", out var given) ? given : null);
    }

    [Fact]
    public async Task A_machine_has_no_role_and_gets_every_scope_it_may_have()
    {
        var token = IdentityApi.Decode(await api.TokenOf("integrator"));

        Assert.Equal("integrator", token.Subject);
        Assert.False(token.TryGetPayloadValue<object>("role", out _));
        Assert.Equal(["fund.read", "fund.write", "reporting.read", "reporting.write"],
            token.GetPayloadValue<string>("scope").Split(' ').Order());
        Assert.Equal($"{UnitId.For("49", TestUser.UnitsValidFrom):N}/", token.GetPayloadValue<string>("unit_path"));
    }

    [Fact]
    public async Task The_hotline_is_national_and_has_one_scope()
    {
        var token = IdentityApi.Decode(await api.TokenOf("hotline-111"));

        Assert.Equal("cases.intake", token.GetPayloadValue<string>("scope"));
        Assert.False(token.TryGetPayloadValue<string>("unit", out _));
        Assert.Equal("", token.GetPayloadValue<string>("unit_path"));
    }

    [Fact]
    public async Task A_client_gets_only_what_it_asks_for_and_nothing_it_may_not_have()
    {
        var token = IdentityApi.Decode(await api.TokenOf("integrator", scope: "fund.read"));
        Assert.Equal("fund.read", token.GetPayloadValue<string>("scope"));

        var (status, answer) = await api.RequestToken("integrator", IdentityApi.DemoSecret, "cases.read");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("invalid_request", answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_wrong_secret_is_refused()
    {
        var (status, answer) = await api.RequestToken("integrator", "guess");

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("invalid_client", answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_service_asks_its_peers_with_the_secret_of_the_configuration()
    {
        var token = IdentityApi.Decode(await api.TokenOf("svc-reporting", TestSecrets.For("svc-reporting")));

        Assert.Equal("svc-reporting", token.Subject);
        Assert.Contains("fund.read", token.GetPayloadValue<string>("scope").Split(' '));
        Assert.DoesNotContain("fund.write", token.GetPayloadValue<string>("scope").Split(' '));
    }

    [Fact]
    public async Task Keys_that_are_shown_hold_no_private_part()
    {
        using var http = api.Anonymous();
        var keys = JsonSerializer.Deserialize<JsonElement>(
            await http.GetStringAsync(new Uri("/.well-known/jwks", UriKind.Relative))).GetProperty("keys");

        var key = Assert.Single(keys.EnumerateArray());
        Assert.Equal("RS256", key.GetProperty("alg").GetString());
        Assert.False(key.TryGetProperty("d", out _));
        Assert.False(key.TryGetProperty("p", out _));
    }
}
