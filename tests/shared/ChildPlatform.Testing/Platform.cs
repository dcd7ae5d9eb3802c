using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChildPlatform.LocalHost;
using ChildPlatform.LocalHost.Processes;
using ChildPlatform.LocalHost.Servers;
using Xunit;

namespace ChildPlatform.Testing;

/// <summary>
/// The whole platform as real processes, started by the launcher's own code on free ports in a temporary folder, with
/// servers of its own, so that drills may kill them. Meant as a collection fixture, once per test process.
/// </summary>
public sealed class Platform : IAsyncLifetime
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan BackPatience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> tokens = new();
    private readonly ConcurrentQueue<string> said = new();
    private readonly List<HttpClient> clients = [];
    private string folder = "";
    private LocalPlatform? platform;

    /// <summary>How far the clock of the domain is from the machine's.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>The gateway, as the outside sees it.</summary>
    public Uri Gateway => Running.Public;

    /// <summary>Where the processes listen, for checks that go around the gateway.</summary>
    public IReadOnlyDictionary<string, ProcessAddress> Addresses => Running.Addresses;

    /// <summary>Connection strings of the services' databases.</summary>
    public IReadOnlyDictionary<string, ServiceDatabase> Databases => Running.ServiceDatabases;

    /// <summary>Connection string of PostgreSQL's administrator, for drills that tamper.</summary>
    public string Administrator => Running.Servers.Single(s => s.Name == ServerNames.Postgres).ConnectionString;

    /// <summary>Connection string of the broker, for messages that no process would send.</summary>
    public string Broker => Running.Servers.Single(s => s.Name == ServerNames.Rabbit).ConnectionString;

    /// <summary>Where this platform keeps its data, for the launcher's own commands.</summary>
    public string Folder => folder;

    /// <summary>What the launcher has said.</summary>
    public IReadOnlyCollection<string> Said => said;

    private LocalPlatform Running => platform ?? throw new InvalidOperationException("The platform is not started.");

    public async ValueTask InitializeAsync()
    {
        folder = await TemporaryFolder.CreateAsync("platform");
        var options = new LocalPlatformOptions { Folder = folder, UsualPorts = false, UseGivenServers = false, ClockOffset = ClockOffset };
        platform = new LocalPlatform(options, said.Enqueue);
        using var patience = new CancellationTokenSource(StartPatience);
        try
        {
            await platform.StartAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"The platform was not started within {StartPatience}. It said:\n{string.Join('\n', said)}");
        }
    }

    /// <summary>A client that has signed in as a demo user, or as the machine client of that name, at the real identity.</summary>
    public async Task<HttpClient> AsAsync(string user)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(user));
        return client;
    }

    /// <summary>A client without a token.</summary>
    public HttpClient Anonymous()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Gateway };
        lock (clients)
        {
            clients.Add(client);
        }

        return client;
    }

    /// <summary>An access token of a demo user by its client.</summary>
    public async Task<string> TokenAsync(string user)
    {
        if (tokens.TryGetValue(user, out var known) && known.Until > DateTimeOffset.UtcNow)
        {
            return known.Token;
        }

        using var client = new HttpClient { BaseAddress = Gateway };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = user,
            ["client_secret"] = "demo-secret",
        });
        using var answer = await client.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>();
        var token = (string?)body?["access_token"] ?? throw new InvalidOperationException($"{user} gets no token: {body?.ToJsonString()}");
        tokens[user] = (token, DateTimeOffset.UtcNow.AddMinutes(1));
        return token;
    }

    /// <summary>A secret that the launcher has made, such as that of the client <c>portal</c>.</summary>
    public string Secret(string name) => new Secrets(folder).For(name);

    /// <summary>Kills a process or server as a crash would; the launcher starts it again.</summary>
    public void Kill(string name) => Running.Supervisor.Signal(name, Signals.Kill);

    /// <summary>Lets a process or server hang: it keeps its connections and answers nothing until <see cref="Thaw"/>.</summary>
    public void Freeze(string name) => Running.Supervisor.Signal(name, Signals.Stop);

    /// <summary>Lets a frozen process or server go on where it stood.</summary>
    public void Thaw(string name) => Running.Supervisor.Signal(name, Signals.Continue);

    /// <summary>Stops a process or server in order and keeps it down.</summary>
    public Task StopAsync(string name) => Running.StopAsync(name);

    /// <summary>Starts what was stopped and waits until it is ready.</summary>
    public Task StartAsync(string name) => Running.StartAgainAsync(name, CancellationToken.None);

    /// <summary>The number of a process or server, null while it is down.</summary>
    public int? PidOf(string name) => Running.Supervisor.PidOf(name);

    /// <summary>Waits until the gateway says that everything is healthy.</summary>
    public Task HealthyAsync() =>
        Eventually.Until(async () => await Running.HealthAsync(CancellationToken.None) == "healthy", BackPatience, "the platform is healthy");

    /// <summary>
    /// Kills every server and process once, the next as soon as the one before was started again, so that each of them also
    /// begins while others are still away. Returns when all are back and well, and says how long that took.
    /// </summary>
    public async Task<TimeSpan> EachDiesOnceAsync()
    {
        var clock = Stopwatch.StartNew();
        var servers = Running.Servers.SelectMany(server => server.Runnables).Select(runnable => runnable.Name);
        foreach (var name in servers.Concat(Addresses.Keys))
        {
            var pid = PidOf(name);
            Kill(name);
            await Eventually.Until(() => PidOf(name) is { } now && now != pid, BackPatience, $"{name} is started again");
        }

        // The gateway asks around only so often: each service says for itself that it is back.
        using var http = new HttpClient();
        foreach (var (name, address) in Addresses)
        {
            await Eventually.Until(() => IsReadyAsync(http, address.Http), BackPatience, $"{name} is ready");
        }

        await HealthyAsync();
        return clock.Elapsed;
    }

    /// <summary>The last lines that a process has written.</summary>
    public string Log(string name, int lines = 40) => string.Join('\n', File.ReadLines(Running.Supervisor.LogOf(name)).TakeLast(lines));

    private static async Task<bool> IsReadyAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address, "/health/ready"));
            return answer.IsSuccessStatusCode
                && (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())?["status"] == "healthy";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        if (platform is not null)
        {
            await platform.DisposeAsync();
        }

        await TemporaryFolder.DeleteAsync(folder);
    }
}
