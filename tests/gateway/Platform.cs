using System.Net;
using System.Text.Json;
using ChildPlatform.Testing;

namespace ChildPlatform.Gateway.Tests;

/// <summary>A gateway, a Redis and a stand-in for each service, shared by tests that change none of them.</summary>
public sealed class Platform : IAsyncLifetime
{
    internal const string StrictPolicy = "default-src 'none'; style-src 'self'; frame-ancestors 'none'";

    internal RedisServer Redis { get; private set; } = null!;

    internal Dictionary<string, Backend> Backends { get; } = [];

    internal GatewayProcess Gateway { get; private set; } = null!;

    internal HttpClient Anonymous => Gateway.Client;

    internal HttpClient Officer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Redis = await RedisServer.StartAsync();
        Backends["identity"] = await IdentityAsync();
        foreach (var name in GatewayProcess.Services.Where(name => name != "identity"))
        {
            Backends[name] = await Backend.StartAsync(name, app =>
            {
                app.MapGet("/page", () => Results.Text("<p>Quỹ</p>", "text/html; charset=utf-8"));
                app.MapGet("/strict-page", (HttpContext http) =>
                {
                    http.Response.Headers.ContentSecurityPolicy = StrictPolicy;
                    return Results.Text("<p>Quỹ</p>", "text/html; charset=utf-8");
                });
            });
        }

        Gateway = await GatewayProcess.StartAsync(Redis.Address, Backends.Values);
        Officer = Gateway.As(Tokens.For("fund-officer"));
    }

    public async ValueTask DisposeAsync()
    {
        Officer.Dispose();
        await Gateway.DisposeAsync();
        foreach (var backend in Backends.Values)
        {
            await backend.DisposeAsync();
        }

        await Redis.DisposeAsync();
    }

    /// <summary>Shows the key that the tests' tokens are signed with, besides answering like any stand-in.</summary>
    internal static async Task<Backend> IdentityAsync()
    {
        using var client = new HttpClient { BaseAddress = await Tokens.AuthorityAsync() };
        var keys = await client.GetStringAsync(new Uri("/.well-known/jwks", UriKind.Relative));
        return await Backend.StartAsync("identity", app => app.MapGet("/.well-known/jwks", () => Results.Text(keys, "application/json")));
    }
}

/// <summary>Assertions that many tests share.</summary>
internal static class Answers
{
    public static async Task<Seen> SeenAsync(this HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Seen>(JsonSerializerOptions.Web))!;
    }

    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(body);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("type").GetString()!);
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        return problem;
    }
}
