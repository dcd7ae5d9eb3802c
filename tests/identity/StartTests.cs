using System.Diagnostics;
using ChildPlatform.LocalHost;

namespace ChildPlatform.Identity.Tests;

/// <summary>The program as a process of its own: what it refuses to start with.</summary>
public class StartTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Demo_users_outside_development_stop_the_start(string environment)
    {
        var (exit, output) = await Run([], new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = environment,
            ["Identity__SeedDemo"] = "true",
        });

        Assert.NotEqual(0, exit);
        Assert.Contains("Identity:SeedDemo is only allowed in Development", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_secret_is_named()
    {
        var (exit, output) = await Run([], new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Identity__PortalSecret"] = "",
        });

        Assert.NotEqual(0, exit);
        Assert.Contains("Identity:PortalSecret", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_without_scheme_is_named()
    {
        var (exit, output) = await Run([], new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Identity__Issuer"] = "localhost:8080/path",
        });

        Assert.NotEqual(0, exit);
        Assert.Contains("Identity:Issuer", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> Run(string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.ProgramOf(Topology.Process("identity").Project), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__identity"] = "Host=127.0.0.1;Port=1;Database=identity;Username=x;Timeout=1",
            ["ConnectionStrings__rabbitmq"] = IdentityApi.Nowhere,
            ["Kestrel__Endpoints__Http__Url"] = "http://127.0.0.1:0",
            ["Services__identity__http__0"] = "http://127.0.0.1:1",
            ["Identity__Issuer"] = "http://localhost:8080",
            ["Identity__PortalSecret"] = "a-secret",
        };
        foreach (var (key, value) in settings.Concat(environment))
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);

        return (process.ExitCode, await output + await error);
    }
}
