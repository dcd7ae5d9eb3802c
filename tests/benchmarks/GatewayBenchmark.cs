using System.Diagnostics;
using System.Globalization;
using System.Text;
using ChildPlatform.LocalHost;

namespace ChildPlatform.Benchmarks;

/// <summary>Medians over the rounds: CPU per request in microseconds, requests per second, latency of a lone request.</summary>
internal sealed record ProxyRow(string Name, double Cpu, double PerSecond, double LoneLatency);

/// <summary>
/// CPU that the gateway spends on a request (token, rate limit, headers, telemetry and all) against a YARP that does nothing but
/// pass it on. Both stand before the same service, which answers at once, and are loaded by turns.
/// </summary>
internal sealed class GatewayBenchmark(Platform platform, int seconds, int rounds)
{
    private const int Clients = 32;

    public async Task<IReadOnlyList<ProxyRow>> RunAsync()
    {
        var ports = Enumerable.Range(0, 4).Select(_ => new Uri($"http://127.0.0.1:{Ports.Free()}")).ToArray();
        var (service, bare, gateway, gatewayGrpc) = (ports[0], ports[1], ports[2], ports[3]);
        using var serviceProcess = Start(Self, ["service", service.ToString()]);
        using var bareProcess = Start(Self, ["bare-yarp", bare.ToString(), service.ToString()]);
        using var gatewayProcess = Start(Repository.ProgramOf(Topology.Process(Topology.Gateway).Project), [], GatewaySettings(service, gateway, gatewayGrpc));
        try
        {
            var token = await platform.TokenAsync("fund-officer");
            (string Name, Uri Address, Process Process)[] proxies =
            [
                ("service alone", service, serviceProcess), ("bare YARP", bare, bareProcess), ("gateway", gateway, gatewayProcess),
            ];
            foreach (var proxy in proxies)
            {
                await WaitAsync(proxy.Address);
                await LoadAsync(proxy.Address, token, Clients, 6);
                await LoadAsync(proxy.Address, token, 1, 1);
            }

            var measured = proxies.ToDictionary(p => p.Name, _ => (Cpu: new List<double>(), Rate: new List<double>(), Lone: new List<double>()));
            for (var round = 0; round < rounds; round++)
            {
                foreach (var (name, address, process) in proxies)
                {
                    var before = Cpu(process);
                    var load = await LoadAsync(address, token, Clients, seconds);
                    var cpu = (Cpu(process) - before).TotalMicroseconds / load.Requests;
                    var lone = await LoadAsync(address, token, 1, 1);
                    measured[name].Cpu.Add(cpu);
                    measured[name].Rate.Add(load.PerSecond);
                    measured[name].Lone.Add(lone.Median);
                    Console.Error.WriteLine($"{name}: {cpu:0.0} µs CPU a request, {load.PerSecond:0}/s, lone {lone.Median:0} µs");
                }
            }

            return [.. measured.Select(m => new ProxyRow(m.Key, Median(m.Value.Cpu), Median(m.Value.Rate), Median(m.Value.Lone)))];
        }
        finally
        {
            foreach (var process in new[] { gatewayProcess, bareProcess, serviceProcess })
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }
    }

    private static string Self => Path.Combine(AppContext.BaseDirectory, "ChildPlatform.Benchmarks.dll");

    private Dictionary<string, string> GatewaySettings(Uri service, Uri http, Uri grpc)
    {
        var settings = new Dictionary<string, string>(Platform.RaisedLimits)
        {
            ["Kestrel__Endpoints__Http__Url"] = http.ToString(),
            ["Kestrel__Endpoints__Grpc__Url"] = grpc.ToString(),
            ["ConnectionStrings__redis"] = platform.Redis,
            ["Identity__Issuer"] = platform.Local.Public.ToString().TrimEnd('/'),
            ["Services__identity__http__0"] = platform.Local.Addresses["identity"].Http.ToString(),
        };
        foreach (var name in new[] { "fund", "reporting", "portal" })
        {
            settings[$"Services__{name}__http__0"] = settings[$"Services__{name}__grpc__0"] = service.ToString();
        }

        return settings;
    }

    private static Process Start(string program, string[] arguments, Dictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in settings ?? [])
        {
            start.Environment[name] = value;
        }

        // As LocalHost starts them.
        start.Environment["DOTNET_gcServer"] = "0";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static Task<LoadResult> LoadAsync(Uri target, string token, int clients, int time)
    {
        var request = Encoding.ASCII.GetBytes(
            $"GET /api/v1/fund/nothing HTTP/1.1\r\nHost: {target.Authority}\r\nAuthorization: Bearer {token}\r\nAccept: application/json\r\n\r\n");
        return Load.RunAsync(target, clients, TimeSpan.FromSeconds(time), 200, buffer =>
        {
            request.CopyTo(buffer, 0);
            return request.Length;
        });
    }

    private static async Task WaitAsync(Uri address)
    {
        using var client = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(address, "/health/live"));
                return;
            }
            catch (HttpRequestException) when (tries < 200)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>User and system time of the process so far, as the kernel counts it.</summary>
    private static TimeSpan Cpu(Process process)
    {
        var fields = File.ReadAllText($"/proc/{process.Id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromMilliseconds(ticks * 10);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
