using ChildPlatform.LocalHost;
using ChildPlatform.LocalHost.Servers;

namespace ChildPlatform.Testing;

/// <summary>Runs a service's own <c>migrate</c>, as <c>./run</c> does.</summary>
public static class Migrations
{
    /// <summary>Migrates, seeds and grants with the owner's login.</summary>
    public static async Task RunAsync(string service, ServiceDatabase database)
    {
        var process = Topology.Process(service);
        var nowhere = new ProcessAddress(new Uri("http://127.0.0.1:1"), new Uri("http://127.0.0.1:1"));
        var environment = ProcessEnvironment.Of(process, new Wiring
        {
            Public = Tokens.Issuer,
            Address = _ => nowhere,
            ConnectionString = name => name switch
            {
                ServerNames.Rabbit => "amqp://guest:guest@127.0.0.1:1/",
                ServerNames.Redis => "127.0.0.1:1",
                _ => database.Owner,
            },
            Secret = TestSecrets.For,
            DataFolder = Path.GetTempPath(),
        });
        await Programs.RequireAsync("dotnet", [Repository.ProgramOf(process.Project), "migrate"], CancellationToken.None, environment);
    }
}

/// <summary>Secrets of tests: known to both sides, worth nothing.</summary>
public static class TestSecrets
{
    public static string For(string name) => $"test-secret-of-{name}-0123456789abcdef";
}
