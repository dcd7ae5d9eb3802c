using System.Text.Json;
using System.Text.Json.Nodes;
using ChildPlatform.LocalHost;
using ChildPlatform.LocalHost.Servers;

namespace ChildPlatform.Benchmarks;

/// <summary>The whole platform in a temporary folder, started as <c>./run</c> does it, with rate limits out of the way.</summary>
internal sealed class Platform : IAsyncDisposable
{
    /// <summary>Requests per second and burst that a client is allowed here; the default would be what is measured.</summary>
    public const int RaisedLimit = 1_000_000;

    private readonly LocalPlatform _local;

    private Platform(string folder, LocalPlatform local)
    {
        Folder = folder;
        _local = local;
        Client = new HttpClient { BaseAddress = local.Public };
    }

    public string Folder { get; }

    public LocalPlatform Local => _local;

    public HttpClient Client { get; }

    public string Administrator => _local.Servers.Single(s => s.Name == ServerNames.Postgres).ConnectionString;

    public string Redis => _local.Servers.Single(s => s.Name == ServerNames.Redis).ConnectionString;

    public static async Task<Platform> StartAsync(CancellationToken ct)
    {
        var folder = await TemporaryFolder.CreateAsync("benchmarks");
        var local = new LocalPlatform(
            new LocalPlatformOptions
            {
                Folder = folder,
                UsualPorts = false,
                UseGivenServers = false,
                Settings = new Dictionary<string, IReadOnlyDictionary<string, string>>
                {
                    [Topology.Gateway] = RaisedLimits,
                },
            },
            Console.Error.WriteLine);
        try
        {
            await local.StartAsync(ct);
            return new Platform(folder, local);
        }
        catch
        {
            await local.DisposeAsync();
            await TemporaryFolder.DeleteAsync(folder);
            throw;
        }
    }

    public static IReadOnlyDictionary<string, string> RaisedLimits { get; } = new Dictionary<string, string>
    {
        ["RateLimits__PerClientPerSecond"] = $"{RaisedLimit}",
        ["RateLimits__PerClientBurst"] = $"{RaisedLimit}",
    };

    /// <summary>A token of a demo user.</summary>
    public async Task<string> TokenAsync(string user)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = user,
            ["client_secret"] = "demo-secret",
        });
        using var answer = await Client.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async Task<JsonNode> GetAsync(string user, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", await TokenAsync(user));
        using var answer = await Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _local.DisposeAsync();
        await TemporaryFolder.DeleteAsync(Folder);
    }
}
