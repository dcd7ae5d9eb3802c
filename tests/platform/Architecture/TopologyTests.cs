using System.Text.Json;
using ChildPlatform.LocalHost;

namespace ChildPlatform.Platform.Tests.Architecture;

/// <summary>The picture in <see cref="Topology"/> and what is drawn from it elsewhere agree.</summary>
public class TopologyTests
{
    [Fact]
    public void A_start_builds_what_it_starts()
    {
        var filter = Path.Combine(Repository.Root, "aspire/ChildPlatform.LocalHost/Processes.slnf");
        var built = JsonDocument.Parse(File.ReadAllText(filter)).RootElement.GetProperty("solution").GetProperty("projects")
            .EnumerateArray().Select(p => p.GetString()!.Replace('\\', '/'));

        var launcher = "aspire/ChildPlatform.LocalHost/ChildPlatform.LocalHost.csproj";
        Assert.Equal(Topology.Processes.Select(p => p.Project).Append(launcher).Order(), built.Order());
    }

    [Fact]
    public void No_two_listeners_share_a_port()
    {
        var ports = Topology.Processes.SelectMany(p => new[] { p.Http, p.Grpc ?? 0, p.Metrics ?? 0 }).Where(p => p != 0).ToList();

        Assert.Equal(ports.Count, ports.Distinct().Count());
    }

    [Fact]
    public void The_gateway_is_told_of_every_cluster_that_it_routes_to()
    {
        var routes = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "gateway/appsettings.json")));
        var clusters = routes.RootElement.GetProperty("ReverseProxy").GetProperty("Routes").EnumerateObject()
            .Select(r => r.Value.GetProperty("ClusterId").GetString()!).Select(c => c.Split('-')[0]).ToHashSet();

        var gateway = Topology.Process(Topology.Gateway);
        Assert.Empty(clusters.Except(gateway.HttpPeers.Concat(gateway.GrpcPeers)));
    }

    [Fact]
    public void Nobody_is_told_of_a_process_that_is_not_there() => Assert.Empty(
        Topology.Processes.SelectMany(p => p.HttpPeers.Concat(p.GrpcPeers)).Except(Topology.Processes.Select(p => p.Name)));
}
