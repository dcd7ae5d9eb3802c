using System.Diagnostics;
using System.Text;
using ChildPlatform.LocalHost;
using ChildPlatform.Testing;

namespace ChildPlatform.Gateway.Tests;

/// <summary>The gateway as it runs in production: a process of its own, set up by its environment.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly List<Backend> _others = [];

    private GatewayProcess(Process process, string address, string grpcAddress, string metricsAddress)
    {
        _process = process;
        Address = address;
        GrpcAddress = grpcAddress;
        MetricsAddress = metricsAddress;
        Client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Every process that the gateway is told of.</summary>
    public static IReadOnlyList<string> Services { get; } =
        [.. Topology.Process(Topology.Gateway).HttpPeers];

    public string Address { get; }

    public string GrpcAddress { get; }

    public string MetricsAddress { get; }

    public HttpClient Client { get; }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Services that a test does not name are stood in for, so that a further one changes no test.</summary>
    public static async Task<GatewayProcess> StartAsync(
        string redis, IEnumerable<Backend> backends, params (string Name, string Value)[] settings)
    {
        var named = backends.ToList();
        var others = await Task.WhenAll(Services.Except(named.Select(b => b.Name)).Select(name => Backend.StartAsync(name)));
        var (http, grpc, metrics) = (Ports.Free(), Ports.Free(), Ports.Free());
        var gateway = Launch(
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Kestrel__Endpoints__Http__Url", $"http://127.0.0.1:{http}"),
            ("Kestrel__Endpoints__Grpc__Url", $"http://127.0.0.1:{grpc}"),
            ("Kestrel__Endpoints__Metrics__Url", $"http://127.0.0.1:{metrics}"),
            ("Identity__Issuer", Tokens.Issuer.AbsoluteUri),
            ("ConnectionStrings__redis", redis),
            .. named.Concat(others).SelectMany(b => new[] { ($"Services__{b.Name}__http__0", b.Http), ($"Services__{b.Name}__grpc__0", b.Grpc) }),
            .. settings,
        ]);
        var started = new GatewayProcess(
            gateway, $"http://127.0.0.1:{http}", $"http://127.0.0.1:{grpc}", $"http://127.0.0.1:{metrics}");
        started._others.AddRange(others);
        started.Read();
        for (var i = 0; ; i++)
        {
            try
            {
                (await started.Client.GetAsync("/health/live")).EnsureSuccessStatusCode();
                return started;
            }
            catch (HttpRequestException) when (i < 300 && !gateway.HasExited)
            {
                await Task.Delay(100);
            }
            catch (HttpRequestException)
            {
                throw new InvalidOperationException($"The gateway did not start: {started.Output}");
            }
        }
    }

    /// <summary>Runs it until it ends by itself; for settings that it must refuse.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params (string Name, string Value)[] settings)
    {
        using var process = Launch(settings);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await errors);
    }

    public HttpClient As(string token)
    {
        var client = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        foreach (var other in _others)
        {
            await other.DisposeAsync();
        }
    }

    private static Process Launch(IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ChildPlatform.Gateway.dll")])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test run hands its servers on in the environment; what a test leaves out must really be missing.
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("ConnectionStrings__", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private void Read()
    {
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (_output)
            {
                _output.AppendLine(line.Data);
            }
        }

        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }
}
