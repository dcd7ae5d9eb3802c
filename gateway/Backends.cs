using ChildPlatform.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;

namespace ChildPlatform.Gateway;

/// <summary>A process behind the gateway, and whether it answers under <c>/api/v1/</c>.</summary>
internal sealed record Backend(string Name, Uri Address, bool HasApi);

/// <summary>
/// Where the clusters of <c>appsettings.json</c> are: <c>Services__fund__http__0</c> for the cluster <c>fund</c>,
/// <c>Services__fund__grpc__0</c> for <c>fund-grpc</c>. Further numbers are further replicas.
/// </summary>
internal sealed class Backends : IProxyConfigFilter
{
    private const string GrpcSuffix = "-grpc";

    private readonly Dictionary<string, string[]> _addresses;

    public Backends(WebApplicationBuilder builder)
    {
        var proxy = builder.Configuration.GetSection("ReverseProxy");
        _addresses = proxy.GetSection("Clusters").GetChildren().ToDictionary(c => c.Key, c => Addresses(builder, c.Key));

        var withApi = proxy.GetSection("Routes").GetChildren()
            .Where(r => r["Match:Path"]?.StartsWith("/api/v1/", StringComparison.Ordinal) is true)
            .Select(r => r["ClusterId"])
            .ToHashSet();
        All = [.. _addresses
            .Where(c => !c.Key.EndsWith(GrpcSuffix, StringComparison.Ordinal) && c.Value[0].Length > 0)
            .Select(c => new Backend(c.Key, new Uri(c.Value[0]), withApi.Contains(c.Key)))];
    }

    public IReadOnlyList<Backend> All { get; }

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) =>
        new(cluster with
        {
            Destinations = _addresses[cluster.ClusterId]
                .Where(address => address.Length > 0)
                .Select((address, i) => KeyValuePair.Create($"{i}", new DestinationConfig { Address = address }))
                .ToDictionary(),
        });

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) =>
        new(route);

    private static string[] Addresses(WebApplicationBuilder builder, string cluster)
    {
        var setting = cluster.EndsWith(GrpcSuffix, StringComparison.Ordinal)
            ? $"Services:{cluster[..^GrpcSuffix.Length]}:grpc"
            : $"Services:{cluster}:http";
        return [builder.Require($"{setting}:0"), .. (builder.Configuration.GetSection(setting).Get<string[]>() ?? []).Skip(1)];
    }
}
