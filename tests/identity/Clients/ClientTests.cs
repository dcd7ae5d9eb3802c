using System.Net;
using ChildPlatform.Contracts.Identity;

namespace ChildPlatform.Identity.Tests.Clients;

public class ClientTests(IdentityApi api) : IClassFixture<IdentityApi>
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task A_new_machine_gets_tokens_with_its_scopes_until_it_is_disabled()
    {
        using var created = await api.Send(HttpMethod.Post, "/clients", Request("treasury"));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var client = await IdentityApi.Read<ClientResponse>(created);
        Assert.Equal(ClientKind.Machine, client.Kind);
        Assert.DoesNotContain(Secret, await created.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var token = IdentityApi.Decode(await api.TokenOf("treasury", Secret));
        Assert.Equal("fund.read", token.GetPayloadValue<string>("scope"));

        using var disabled = await api.Send(HttpMethod.Post, $"/clients/{client.Id}/disable", ifMatch: "\"1\"");
        Assert.Equal(HttpStatusCode.OK, disabled.StatusCode);
        var (status, answer) = await api.RequestToken("treasury", Secret);
        Assert.NotEqual(HttpStatusCode.OK, status);
        Assert.Equal("invalid_client", answer.GetProperty("error").GetString());
        using var again = await api.Send(HttpMethod.Post, $"/clients/{client.Id}/disable", ifMatch: "\"2\"");
        await again.ShouldBe(HttpStatusCode.Conflict, "client-already-disabled");
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        using var response = await api.Send(HttpMethod.Post, "/clients", Request("wrong") with
        {
            Secret = "short",
            Scopes = ["fund.read", "everything"],
            UnitCode = "99999",
        });

        var problem = await response.ShouldBe(HttpStatusCode.UnprocessableEntity, "invalid-input");
        Assert.Equal([("/scopes/1", "not-in-catalogue"), ("/secret", "too-short"), ("/unitCode", "not-in-catalogue")], problem.Errors().Order());
    }

    [Theory]
    [InlineData("integrator")]
    [InlineData("portal")]
    [InlineData("svc-fund")]
    public async Task A_client_id_is_given_once(string clientId)
    {
        using var response = await api.Send(HttpMethod.Post, "/clients", Request(clientId));

        await response.ShouldBe(HttpStatusCode.Conflict, "client-id-taken");
    }

    [Fact]
    public async Task The_platforms_own_clients_are_listed_but_not_disabled_here()
    {
        var services = await api.Get<Page<ClientResponse>>("/clients?kind=service");
        Assert.Equal(["svc-fund", "svc-reporting"], services.Items.Select(c => c.ClientId));

        using var response = await api.Send(HttpMethod.Post, $"/clients/{services.Items[0].Id}/disable", ifMatch: "*");
        await response.ShouldBe(HttpStatusCode.Conflict, "client-is-built-in");
        using var unknown = await api.Send(HttpMethod.Post, $"/clients/{Guid.NewGuid()}/disable", ifMatch: "*");
        await unknown.ShouldBe(HttpStatusCode.NotFound, "not-found");
    }

    private static CreateClientRequest Request(string clientId) => new()
    {
        ClientId = clientId,
        Name = "Kho bạc",
        Secret = Secret,
        Scopes = ["fund.read"],
        UnitCode = "49",
    };
}
