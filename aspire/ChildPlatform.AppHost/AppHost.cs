// The whole platform as a picture: servers, databases, processes, and who is connected to whom. Names, ports and settings are
// those of `./run` (ChildPlatform.LocalHost/Topology.cs); tests/deploy compares them.
var builder = DistributedApplication.CreateBuilder(args);

const string PublicAddress = "http://localhost:8080";
var data = Path.Combine(builder.AppHostDirectory, "obj");

// A service never makes the folder of its files itself: elsewhere that would hide a volume that was not mounted.
Directory.CreateDirectory(Path.Combine(data, "files", "cases"));
Directory.CreateDirectory(Path.Combine(data, "files", "fund"));
Directory.CreateDirectory(Path.Combine(data, "files", "reporting"));

// Servers, each a container of the release that `./run` uses.
var postgres = builder.AddPostgres("postgres").WithImageTag("15").WithInitFiles("../../deploy/k8s/overlays/local/databases");
var rabbitmq = builder.AddRabbitMQ("rabbitmq").WithImageTag("3.13").WithManagementPlugin();
var redis = builder.AddRedis("redis").WithImageTag("7");

// Secrets, made anew at each start like the servers' data.
var portalSecret = Secret("portal");
var fundSecret = Secret("svc-fund");
var sealSecret = Secret("cases-seal");
var reportingSecret = Secret("svc-reporting");

// Databases: one per service, with a role that owns it and migrates, one of the running service and one that only looks.
var identityDatabase = Database("identity");
var fundDatabase = Database("fund");
var casesDatabase = Database("cases");
var eventsDatabase = Database("events");
var reportingDatabase = Database("reporting");

// Migrations run to their end before anybody uses what they make.
var identityMigrate = Migrate<Projects.ChildPlatform_Identity>("identity", identityDatabase)
    .WithEnvironment("Identity__SeedDemo", "true");
var fundMigrate = Migrate<Projects.ChildPlatform_Fund>("fund", fundDatabase);
var casesMigrate = Migrate<Projects.ChildPlatform_Cases>("cases", casesDatabase);
var eventsMigrate = Migrate<Projects.ChildPlatform_Events>("events", eventsDatabase);
var reportingMigrate = Migrate<Projects.ChildPlatform_Reporting>("reporting", reportingDatabase);

// Processes.
var identity = Process<Projects.ChildPlatform_Identity>("identity", http: 8110)
    .WithEnvironment("ConnectionStrings__identity", identityDatabase.App)
    .WithReference(rabbitmq).WaitFor(rabbitmq)
    .WithEnvironment("Services__identity__http__0", "http://localhost:8110")
    .WithEnvironment("Identity__Issuer", PublicAddress)
    .WithEnvironment("Identity__SeedDemo", "true")
    .WithEnvironment("Identity__PortalSecret", portalSecret)
    .WithEnvironment("Identity__ServiceSecrets__fund", fundSecret)
    .WithEnvironment("Identity__ServiceSecrets__reporting", reportingSecret)
    .WaitForCompletion(identityMigrate);

var events = Process<Projects.ChildPlatform_Events>("events", http: 8130)
    .WithEnvironment("ConnectionStrings__events", eventsDatabase.App)
    .WithReference(rabbitmq).WaitFor(rabbitmq)
    .WithReference(identity.GetEndpoint("http"))
    .WithEnvironment("Identity__Issuer", PublicAddress)
    .WaitForCompletion(eventsMigrate);

var cases = Process<Projects.ChildPlatform_Cases>("cases", http: 8140, grpc: 8141)
    .WithEnvironment("ConnectionStrings__cases", casesDatabase.App)
    .WithReference(rabbitmq).WaitFor(rabbitmq)
    .WithReference(identity.GetEndpoint("http"))
    .WithEnvironment("Identity__Issuer", PublicAddress)
    .WithEnvironment("Sealing__Current", "first")
    .WithEnvironment("Sealing__Keys__first", sealSecret)
    .WithEnvironment("Files__Folder", $"{data}/files/cases")
    .WaitForCompletion(casesMigrate);

var fund = Process<Projects.ChildPlatform_Fund>("fund", http: 8120, grpc: 8121)
    .WithEnvironment("ConnectionStrings__fund", fundDatabase.App)
    .WithReference(rabbitmq).WaitFor(rabbitmq)
    .WithReference(identity.GetEndpoint("http"))
    .WithReference(cases.GetEndpoint("grpc"))
    .WithEnvironment("Identity__Issuer", PublicAddress)
    .WithEnvironment("ServiceClient__Secret", fundSecret)
    .WithEnvironment("Files__Folder", $"{data}/files/fund")
    .WaitForCompletion(fundMigrate);

var reporting = Process<Projects.ChildPlatform_Reporting>("reporting", http: 8150, grpc: 8151)
    .WithEnvironment("ConnectionStrings__reporting", reportingDatabase.App)
    .WithReference(rabbitmq).WaitFor(rabbitmq)
    .WithReference(identity.GetEndpoint("http"))
    .WithReference(fund.GetEndpoint("grpc"))
    .WithEnvironment("Identity__Issuer", PublicAddress)
    .WithEnvironment("ServiceClient__Secret", reportingSecret)
    .WithEnvironment("Files__Folder", $"{data}/files/reporting")
    .WaitForCompletion(reportingMigrate);

var portal = Process<Projects.ChildPlatform_Portal>("portal", http: 8160)
    .WithReference(redis).WaitFor(redis)
    .WithEnvironment("Services__gateway__http__0", PublicAddress)
    .WithEnvironment("Identity__Issuer", PublicAddress)
    .WithEnvironment("Portal__ClientSecret", portalSecret)
    .WithEnvironment("Portal__KeysFolder", $"{data}/portal-keys");

Process<Projects.ChildPlatform_Gateway>("gateway", http: 8080, grpc: 8081, metrics: 8082, ready: "/health/live")
    .WithReference(redis).WaitFor(redis)
    .WithReference(identity.GetEndpoint("http"))
    .WithReference(fund.GetEndpoint("http"))
    .WithReference(fund.GetEndpoint("grpc"))
    .WithReference(cases.GetEndpoint("http"))
    .WithReference(cases.GetEndpoint("grpc"))
    .WithReference(events.GetEndpoint("http"))
    .WithReference(reporting.GetEndpoint("http"))
    .WithReference(reporting.GetEndpoint("grpc"))
    .WithReference(portal.GetEndpoint("http"))
    .WithEnvironment("Identity__Issuer", PublicAddress)
    .WithEnvironment("RateLimits__PerClientPerSecond", "2000")
    .WithEnvironment("RateLimits__PerClientBurst", "4000")
    .WithEnvironment("RateLimits__PublicPerSecond", "20")
    .WithEnvironment("RateLimits__PublicBurst", "100")
    .WaitFor(identity).WaitFor(fund).WaitFor(cases).WaitFor(events).WaitFor(reporting).WaitFor(portal)
    .WithExternalHttpEndpoints();

builder.Build().Run();

IResourceBuilder<ParameterResource> Secret(string name) =>
    builder.AddParameter($"{name}-secret", new GenerateParameterDefault { MinLength = 40, Special = false }, secret: true);

ServiceDatabase Database(string service)
{
    // The roles are made by the script that the server reads at its first start; what they are called and may do stands there.
    return new ServiceDatabase(
        postgres.AddDatabase($"{service}-database", databaseName: service), Login("owner"), Login("app"), Login("reader"));

    ReferenceExpression Login(string role)
    {
        var password = Secret($"{service}-{role}");
        postgres.WithEnvironment($"ROLE_{service}_{role}", password);
        var server = postgres.Resource.PrimaryEndpoint;
        var (host, port) = (server.Property(EndpointProperty.Host), server.Property(EndpointProperty.Port));
        return ReferenceExpression.Create(
            $"Host={host};Port={port};Database={service};Username={service}_{role};Password={password}");
    }
}

// Launch profiles and Kestrel sections of settings files are for a start by hand: here every port is given.
IResourceBuilder<ProjectResource> Project<TProject>(string name)
    where TProject : IProjectMetadata, new() =>
    builder.AddProject<TProject>(name, options =>
    {
        options.ExcludeLaunchProfile = true;
        options.ExcludeKestrelEndpoints = true;
    })
    .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development");

IResourceBuilder<ProjectResource> Migrate<TProject>(string service, ServiceDatabase database)
    where TProject : IProjectMetadata, new() =>
    Project<TProject>($"{service}-migrate")
        .WithArgs("migrate")
        .WithEnvironment($"ConnectionStrings__{service}", database.Owner)
        .WaitFor(database.Resource);

IResourceBuilder<ProjectResource> Process<TProject>(
    string name, int http, int? grpc = null, int? metrics = null, string ready = "/health/ready")
    where TProject : IProjectMetadata, new()
{
    // Processes bind these ports themselves, so that they are the same in every way to run.
    var process = Project<TProject>(name)
        .WithHttpEndpoint(port: http, targetPort: http, name: "http", isProxied: false)
        .WithEnvironment("Kestrel__Endpoints__Http__Url", Local(http))
        .WithEnvironment("Kestrel__Endpoints__Http__Protocols", "Http1")
        .WithHttpHealthCheck(ready, endpointName: "http");
    if (grpc is not null)
    {
        process.WithHttpEndpoint(port: grpc, targetPort: grpc, name: "grpc", isProxied: false)
            .WithEnvironment("Kestrel__Endpoints__Grpc__Url", Local(grpc))
            .WithEnvironment("Kestrel__Endpoints__Grpc__Protocols", "Http2");
    }

    if (metrics is not null)
    {
        process.WithHttpEndpoint(port: metrics, targetPort: metrics, name: "metrics", isProxied: false)
            .WithEnvironment("Kestrel__Endpoints__Metrics__Url", Local(metrics))
            .WithEnvironment("Kestrel__Endpoints__Metrics__Protocols", "Http1");
    }

    return process;
}

static string Local(int? port) => $"http://localhost:{port}";

/// <summary>A service's database and how its roles log in.</summary>
internal sealed record ServiceDatabase(
    IResourceBuilder<PostgresDatabaseResource> Resource,
    ReferenceExpression Owner,
    ReferenceExpression App,
    ReferenceExpression Reader);
