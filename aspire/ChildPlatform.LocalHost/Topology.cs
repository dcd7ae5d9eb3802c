namespace ChildPlatform.LocalHost;

/// <summary>One process of the platform: what it is built from, what it listens on, whom it may ask, what it is told.</summary>
/// <param name="Name">Its name everywhere: addresses, databases, logs, Kubernetes.</param>
/// <param name="Project">Its project, from the root of the repository.</param>
public sealed record ProcessSpec(string Name, string Project)
{
    /// <summary>The port of HTTP/1.1, unless somebody else holds it on this machine.</summary>
    public required int Http { get; init; }

    /// <summary>The port of gRPC over cleartext HTTP/2; null without one.</summary>
    public int? Grpc { get; init; }

    /// <summary>The port of its metrics alone; null when <see cref="Http"/>, which nobody outside reaches, has them at <c>/metrics</c>.</summary>
    public int? Metrics { get; init; }

    /// <summary>Whether it owns a database of its own name and answers <c>migrate</c>.</summary>
    public bool HasDatabase { get; init; }

    public bool UsesRabbit { get; init; }

    public bool UsesRedis { get; init; }

    /// <summary>Processes whose HTTP address it is told.</summary>
    public IReadOnlyList<string> HttpPeers { get; init; } = [];

    /// <summary>Processes whose gRPC address it is told.</summary>
    public IReadOnlyList<string> GrpcPeers { get; init; } = [];

    /// <summary>
    /// Its other settings. <c>{public}</c> stands for the address of the gateway as browsers see it, <c>{secret:name}</c> for a
    /// secret made at the first start, <c>{data}</c> for the folder that outlives a restart.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// The picture of the platform: which processes there are and who is connected to whom. Every other way to run it (tests,
/// .NET Aspire, Kubernetes) uses the same names, ports and settings.
/// </summary>
public static class Topology
{
    public const string Gateway = "gateway";

    public static IReadOnlyList<ProcessSpec> Processes { get; } =
    [
        new("identity", "services/identity/ChildPlatform.Identity.csproj")
        {
            Http = 8110,
            HasDatabase = true,
            UsesRabbit = true,
            HttpPeers = ["identity"],
            Settings = new Dictionary<string, string>
            {
                ["Identity__Issuer"] = "{public}",
                ["Identity__SeedDemo"] = "true",
                ["Identity__PortalSecret"] = "{secret:portal}",
                ["Identity__ServiceSecrets__fund"] = "{secret:svc-fund}",
                ["Identity__ServiceSecrets__reporting"] = "{secret:svc-reporting}",
            },
        },
        new("fund", "services/fund/ChildPlatform.Fund.csproj")
        {
            Http = 8120,
            Grpc = 8121,
            HasDatabase = true,
            UsesRabbit = true,
            HttpPeers = ["identity"],
            GrpcPeers = ["cases"],
            Settings = new Dictionary<string, string>
            {
                ["Identity__Issuer"] = "{public}",
                ["ServiceClient__Secret"] = "{secret:svc-fund}",
                ["Files__Folder"] = "{data}/files/fund",
            },
        },
        new("events", "services/events/ChildPlatform.Events.csproj")
        {
            Http = 8130,
            HasDatabase = true,
            UsesRabbit = true,
            HttpPeers = ["identity"],
            Settings = new Dictionary<string, string>
            {
                ["Identity__Issuer"] = "{public}",
            },
        },
        new("cases", "services/cases/ChildPlatform.Cases.csproj")
        {
            Http = 8140,
            Grpc = 8141,
            HasDatabase = true,
            UsesRabbit = true,
            HttpPeers = ["identity"],
            Settings = new Dictionary<string, string>
            {
                ["Identity__Issuer"] = "{public}",
                ["Sealing__Current"] = "first",
                ["Sealing__Keys__first"] = "{secret:cases-seal}",
                ["Files__Folder"] = "{data}/files/cases",
            },
        },
        new("reporting", "services/reporting/ChildPlatform.Reporting.csproj")
        {
            Http = 8150,
            Grpc = 8151,
            HasDatabase = true,
            UsesRabbit = true,
            HttpPeers = ["identity"],
            GrpcPeers = ["fund"],
            Settings = new Dictionary<string, string>
            {
                ["Identity__Issuer"] = "{public}",
                ["ServiceClient__Secret"] = "{secret:svc-reporting}",
                ["Files__Folder"] = "{data}/files/reporting",
            },
        },
        new("portal", "services/portal/ChildPlatform.Portal.csproj")
        {
            Http = 8160,
            UsesRedis = true,
            HttpPeers = ["gateway"],
            Settings = new Dictionary<string, string>
            {
                ["Identity__Issuer"] = "{public}",
                ["Portal__ClientSecret"] = "{secret:portal}",
                ["Portal__KeysFolder"] = "{data}/portal-keys",
            },
        },
        new(Gateway, "gateway/ChildPlatform.Gateway.csproj")
        {
            Http = 8080,
            Grpc = 8081,
            Metrics = 8082,
            UsesRedis = true,
            HttpPeers = ["identity", "fund", "events", "cases", "reporting", "portal"],
            GrpcPeers = ["fund", "cases", "reporting"],
            Settings = new Dictionary<string, string>
            {
                ["Identity__Issuer"] = "{public}",
                ["RateLimits__PerClientPerSecond"] = "2000",
                ["RateLimits__PerClientBurst"] = "4000",
                ["RateLimits__PublicPerSecond"] = "20",
                ["RateLimits__PublicBurst"] = "100",
            },
        },
    ];

    /// <summary>The process of this name.</summary>
    public static ProcessSpec Process(string name) => Processes.Single(p => p.Name == name);
}
