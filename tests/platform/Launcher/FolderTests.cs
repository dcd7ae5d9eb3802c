using System.Net;
using System.Net.Sockets;
using ChildPlatform.LocalHost;
using ChildPlatform.LocalHost.Servers;

namespace ChildPlatform.Platform.Tests.Launcher;

/// <summary>What a start keeps for the next one.</summary>
public sealed class FolderTests : IAsyncLifetime
{
    private string folder = "";

    public async ValueTask InitializeAsync() => folder = await TemporaryFolder.CreateAsync("folder");

    public async ValueTask DisposeAsync() => await TemporaryFolder.DeleteAsync(folder);

    [Fact]
    public void A_secret_is_made_once_and_only_its_owner_may_read_it()
    {
        var secret = new Secrets(folder).For("portal");

        Assert.Equal(secret, new Secrets(folder).For("portal"));
        Assert.NotEqual(secret, new Secrets(folder).For("svc-fund"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "secrets.json")));
    }

    [Fact]
    public void A_port_stays_until_somebody_else_takes_it()
    {
        var port = new Ports(folder).For("fund.http");
        Assert.Equal(port, new Ports(folder).For("fund.http"));

        using var stranger = new TcpListener(IPAddress.Loopback, port);
        stranger.Start();

        Assert.NotEqual(port, new Ports(folder).For("fund.http"));
    }

    [Fact]
    public void No_port_is_given_to_two_processes_that_have_not_begun_to_listen()
    {
        var given = new int[500];
        Parallel.For(0, given.Length, n => given[n] = Ports.Free());

        Assert.Equal(given.Length, given.Distinct().Count());
    }

    [Fact]
    public void Only_one_launcher_holds_a_folder()
    {
        var first = FolderLock.Take(folder);
        Assert.Throws<LaunchException>(() => FolderLock.Take(folder));

        first.Dispose();

        FolderLock.Take(folder).Dispose();
    }

    [Fact]
    public async Task An_explicit_port_that_is_taken_is_an_error()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var port = ((IPEndPoint)stranger.LocalEndpoint).Port;
        await using var platform = new LocalPlatform(new LocalPlatformOptions { Folder = folder, Port = port }, _ => { });

        var refusal = await Assert.ThrowsAsync<LaunchException>(() => platform.StartAsync(CancellationToken.None));

        Assert.Contains($"Port {port} is taken", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_gets_its_own_secrets_and_no_others()
    {
        var wiring = new Wiring
        {
            Public = new Uri("http://localhost:8080"),
            Address = name => new ProcessAddress(
                new Uri($"http://{name}:1"), new Uri($"http://{name}:2"), name == Topology.Gateway ? new Uri($"http://{name}:3") : null),
            ConnectionString = name => $"to {name}",
            Secret = name => $"secret of {name}",
            DataFolder = folder,
            ClockOffset = TimeSpan.FromDays(-1),
        };

        var fund = ProcessEnvironment.Of(Topology.Process("fund"), wiring);

        Assert.Equal("secret of svc-fund", fund["ServiceClient__Secret"]);
        Assert.Equal("to fund", fund["ConnectionStrings__fund"]);
        Assert.Equal("http://localhost:8080", fund["Identity__Issuer"]);
        Assert.Equal("-1.00:00:00", fund["Clock__Offset"]);
        Assert.DoesNotContain(fund.Values, value => value.Contains("reporting", StringComparison.Ordinal));
        Assert.DoesNotContain("Kestrel__Endpoints__Metrics__Url", fund.Keys);
        Assert.Equal("http://gateway:3", ProcessEnvironment.Of(Topology.Process(Topology.Gateway), wiring)["Kestrel__Endpoints__Metrics__Url"]);
    }
}
