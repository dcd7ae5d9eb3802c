using System.Xml.Linq;
using ChildPlatform.LocalHost;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ChildPlatform.Deploy.Tests;

/// <summary>
/// The picture for .NET Aspire, read as text since its packages are not everywhere: the same names, ports and settings as under
/// `./run`, and no call that the documentation of the pinned version does not show.
/// </summary>
public class AppHostTests
{
    private const string Version = "13.6.5";

    /// <summary>What is called, all of it documented for the pinned version; new calls are looked up there first.</summary>
    private static readonly string[] Documented =
    [
        "DistributedApplication.CreateBuilder", "Build", "Run", "AddPostgres", "AddDatabase", "WithInitFiles", "AddRabbitMQ",
        "WithManagementPlugin", "AddRedis", "WithImageTag", "AddParameter", "AddProject", "WithArgs", "WithEnvironment",
        "WithReference", "GetEndpoint", "WithHttpEndpoint", "WithHttpHealthCheck", "WithExternalHttpEndpoints", "WaitFor",
        "WaitForCompletion", "ReferenceExpression.Create", "Property", "Path.Combine", "Directory.CreateDirectory",
    ];

    private static readonly string Folder = Path.Combine(Repository.Root, "aspire/ChildPlatform.AppHost");
    private static readonly XDocument Project = XDocument.Load(Path.Combine(Folder, "ChildPlatform.AppHost.csproj"));
    private static readonly SyntaxTree Tree = CSharpSyntaxTree.ParseText(
        File.ReadAllText(Path.Combine(Folder, "AppHost.cs")), new CSharpParseOptions(LanguageVersion.CSharp14));

    private static readonly CompilationUnitSyntax Root = Tree.GetCompilationUnitRoot();
    private static readonly Dictionary<string, ExpressionSyntax> Variables = Root.Members.OfType<GlobalStatementSyntax>()
        .Select(m => m.Statement).OfType<LocalDeclarationStatementSyntax>().SelectMany(s => s.Declaration.Variables)
        .Where(v => v.Initializer is not null).ToDictionary(v => v.Identifier.Text, v => v.Initializer!.Value);

    private static readonly Dictionary<string, LocalFunctionStatementSyntax> Functions =
        Root.DescendantNodes().OfType<LocalFunctionStatementSyntax>().ToDictionary(f => f.Identifier.Text);

    private static readonly List<Started> Processes = [.. Chains("Process")];
    private static readonly List<Started> Migrations = [.. Chains("Migrate")];

    public static TheoryData<string> Names => [.. Topology.Processes.Select(p => p.Name)];

    [Fact]
    public void It_is_one_readable_file_without_a_mistake_in_its_grammar()
    {
        Assert.DoesNotContain(Tree.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(["AppHost.cs"], Directory.EnumerateFiles(Folder, "*.cs").Select(Path.GetFileName));
        Assert.True(Tree.GetText().Lines.Count <= 200);
    }

    [Fact]
    public void Only_documented_calls_are_made()
    {
        var calls = Root.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(CalledName).Distinct();

        Assert.All(calls.Where(c => !Functions.ContainsKey(c)), c => Assert.Contains(c, Documented));
    }

    [Fact]
    public void Its_versions_are_one_and_it_stands_outside_of_the_solution()
    {
        Assert.Equal($"Aspire.AppHost.Sdk/{Version}", Project.Root!.Attribute("Sdk")!.Value);
        Assert.All(Project.Descendants("PackageReference"), p => Assert.Equal(Version, p.Attribute("Version")!.Value));
        Assert.Equal("false", Project.Descendants("RestorePackagesWithLockFile").Single().Value);
        Assert.Equal("false", Project.Descendants("TreatWarningsAsErrors").Single().Value);
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "ChildPlatform.sln"));
        Assert.DoesNotContain("AppHost", solution, StringComparison.Ordinal);
        Assert.Equal(
            Topology.Processes.Select(p => $"../../{p.Project}").Order(),
            Project.Descendants("ProjectReference").Select(p => p.Attribute("Include")!.Value).Order());
    }

    [Fact]
    public void Every_process_is_started_and_nothing_else()
    {
        Assert.Equal(Topology.Processes.Select(p => p.Name).Order(), Processes.Select(p => p.Name).Order());
        Assert.Equal(Expected.WithDatabase.Select(p => p.Name).Order(), Migrations.Select(m => m.Name).Order());
        Assert.All(Processes.Concat(Migrations), p => Assert.Equal(
            $"Projects.{Path.GetFileNameWithoutExtension(Topology.Process(p.Name).Project).Replace('.', '_')}", p.Project));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_process_listens_where_it_listens_under_run(string name)
    {
        var process = Processes.Single(p => p.Name == name);
        var expected = Topology.Process(name);

        Assert.Equal($"{expected.Http}", process.Argument("http"));
        Assert.Equal(expected.Grpc?.ToString(null, null), process.Argument("grpc"));
        Assert.Equal(expected.Metrics?.ToString(null, null), process.Argument("metrics"));
        Assert.Equal(name == Topology.Gateway ? "/health/live" : null, process.Argument("ready"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_process_is_told_what_it_is_told_under_run(string name)
    {
        var process = Topology.Process(name);
        var told = Processes.Single(p => p.Name == name).Told();
        // These stand in the functions that every process goes through.
        told["ASPNETCORE_ENVIRONMENT"] = Environment("Project", "ASPNETCORE_ENVIRONMENT");
        (string, int?)[] endpoints = [("Http", process.Http), ("Grpc", process.Grpc), ("Metrics", process.Metrics)];
        foreach (var (endpoint, port) in endpoints.Where(e => e.Item2 is not null))
        {
            told[$"Kestrel__Endpoints__{endpoint}__Url"] = Environment("Process", $"Kestrel__Endpoints__{endpoint}__Url")
                .Replace($"Local({endpoint.ToLowerInvariant()})", $"http://localhost:{port}", StringComparison.Ordinal);
            var protocols = $"Kestrel__Endpoints__{endpoint}__Protocols";
            told[protocols] = Environment("Process", protocols);
        }

        Assert.Equal(Expected.OnOneMachine(process).OrderBy(e => e.Key), told.OrderBy(e => e.Key));
    }

    [Fact]
    public void Every_folder_of_files_is_made_since_no_service_makes_its_own()
    {
        var made = Root.Members.OfType<GlobalStatementSyntax>().Where(m => m.Statement is ExpressionStatementSyntax)
            .SelectMany(m => m.DescendantNodes()).OfType<InvocationExpressionSyntax>()
            .Where(i => CalledName(i) == "Directory.CreateDirectory")
            .Select(i => (InvocationExpressionSyntax)i.ArgumentList.Arguments.Single().Expression)
            .Select(path => string.Join('/', path.ArgumentList.Arguments.Select(a => Value(a.Expression))));

        Assert.Equal(
            Topology.Processes.Select(p => p.Settings.GetValueOrDefault("Files__Folder")).OfType<string>().Order(), made.Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_process_waits_for_what_it_leans_on(string name)
    {
        var process = Topology.Process(name);
        var expected = new List<string>();
        if (process.UsesRabbit)
        {
            expected.Add("WaitFor rabbitmq");
        }

        if (process.UsesRedis)
        {
            expected.Add("WaitFor redis");
        }

        if (process.HasDatabase)
        {
            expected.Add($"WaitForCompletion {name}-migrate");
        }

        if (name == Topology.Gateway)
        {
            expected.AddRange(process.HttpPeers.Select(p => $"WaitFor {p}"));
        }

        Assert.Equal(expected.Order(), Processes.Single(p => p.Name == name).Waits().Order());
    }

    [Fact]
    public void What_every_process_goes_through_does_what_its_name_says()
    {
        Assert.Equal(
            [
                "port: grpc, targetPort: grpc, name: \"grpc\", isProxied: false",
                "port: http, targetPort: http, name: \"http\", isProxied: false",
                "port: metrics, targetPort: metrics, name: \"metrics\", isProxied: false",
            ],
            Calls("Process", "WithHttpEndpoint").Order());
        Assert.Equal(["ready, endpointName: \"http\""], Calls("Process", "WithHttpHealthCheck"));
        var ready = Functions["Process"].ParameterList.Parameters.Single(p => p.Identifier.Text == "ready");
        Assert.Equal("\"/health/ready\"", ready.Default!.Value.ToString());
        Assert.Equal(["\"migrate\""], Calls("Migrate", "WithArgs"));
        Assert.Equal(["$\"ConnectionStrings__{service}\", database.Owner"], Calls("Migrate", "WithEnvironment"));
        Assert.Equal(["database.Resource"], Calls("Migrate", "WaitFor"));
        Assert.Equal(["$\"{service}-migrate\""], Calls("Migrate", "Project"));
        Assert.Equal("$\"http://localhost:{port}\"", Functions["Local"].ExpressionBody!.Expression.ToString());
        Assert.Equal(["$\"ROLE_{service}_{role}\", password"], Calls("Login", "WithEnvironment"));
        Assert.Equal(
            ["$\"Host={host};Port={port};Database={service};Username={service}_{role};Password={password}\""],
            Calls("Login", "ReferenceExpression.Create"));
        Assert.Equal(["\"owner\"", "\"app\"", "\"reader\""], Calls("Database", "Login"));
        Assert.Equal(["$\"{service}-database\", databaseName: service"], Calls("Database", "AddDatabase"));
        Assert.EndsWith("secret: true", Assert.Single(Calls("Secret", "AddParameter")), StringComparison.Ordinal);
    }

    [Fact]
    public void Databases_are_those_of_the_services_and_their_migration_gets_them()
    {
        var databases = Variables.Where(v => v.Value is InvocationExpressionSyntax i && CalledName(i) == "Database")
            .ToDictionary(v => v.Key, v => Value(((InvocationExpressionSyntax)v.Value).ArgumentList.Arguments[0].Expression));

        Assert.Equal(Expected.WithDatabase.Select(p => p.Name).Order(), databases.Values.Order());
        Assert.All(Migrations, m => Assert.Equal(m.Name, databases[m.Call.ArgumentList.Arguments[1].ToString()]));
        Assert.All(Migrations, m => Assert.Equal(
            Topology.Process(m.Name).Settings.Where(s => s.Key == "Identity__SeedDemo").ToDictionary(), m.Told()));
    }

    [Fact]
    public void Servers_have_the_names_and_releases_of_run()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "aspire/ChildPlatform.LocalHost/Servers/Container.cs"));
        string Release(string image) => source.Split($"\"{image}:")[1].Split('"')[0];
        string Server(string variable) => Variables[variable].ToString();

        Assert.StartsWith(
            $"builder.AddPostgres(\"{ServerNames.Postgres}\").WithImageTag(\"{Release("postgres")}\")", Server("postgres"),
            StringComparison.Ordinal);
        Assert.Equal(
            $"builder.AddRabbitMQ(\"{ServerNames.Rabbit}\").WithImageTag(\"{Release("rabbitmq")}\").WithManagementPlugin()",
            Server("rabbitmq"));
        Assert.Equal($"builder.AddRedis(\"{ServerNames.Redis}\").WithImageTag(\"{Release("redis")}\")", Server("redis"));
        var init = Root.DescendantNodes().OfType<InvocationExpressionSyntax>().Single(i => CalledName(i) == "WithInitFiles");
        var scripts = Path.Combine(Folder, Value(init.ArgumentList.Arguments[0].Expression));
        Assert.Equal(["databases.sh"], Directory.EnumerateFiles(scripts).Select(Path.GetFileName));
    }

    /// <summary>Arguments of the calls of a method within a function.</summary>
    private static IEnumerable<string> Calls(string function, string method) =>
        Functions[function].DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(i => CalledName(i) == method).Select(i => i.ArgumentList.Arguments.ToString());

    /// <summary>What a function sets a variable to.</summary>
    private static string Environment(string function, string variable) => Value(Functions[function].DescendantNodes()
        .OfType<InvocationExpressionSyntax>()
        .Single(i => CalledName(i) == "WithEnvironment" && Value(i.ArgumentList.Arguments[0].Expression) == variable)
        .ArgumentList.Arguments[1].Expression);

    /// <summary>Statements that start with a call of this function, with all that is called on its result.</summary>
    private static IEnumerable<Started> Chains(string function) =>
        from call in Root.Members.OfType<GlobalStatementSyntax>().Where(m => m.Statement is not LocalFunctionStatementSyntax)
            .SelectMany(m => m.DescendantNodes()).OfType<InvocationExpressionSyntax>()
        where call.Expression is GenericNameSyntax generic && generic.Identifier.Text == function
        select new Started(call);

    private static string CalledName(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: var type } } member
            when char.IsUpper(type[0]) => $"{type}.{member.Name.Identifier.Text}",
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => call.Expression.ToString(),
    };

    /// <summary>What an expression comes to; a secret, a server or a database is written as <c>{name}</c>.</summary>
    private static string Value(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(c => c switch
        {
            InterpolationSyntax hole => Value(hole.Expression),
            _ => ((InterpolatedStringTextSyntax)c).TextToken.ValueText,
        })),
        IdentifierNameSyntax { Identifier.Text: "data" } => "{data}",
        IdentifierNameSyntax name when Variables.TryGetValue(name.Identifier.Text, out var value) => Value(value),
        InvocationExpressionSyntax call when CalledName(call) is "Secret" or "Database" =>
            $"{{{Value(call.ArgumentList.Arguments[0].Expression)}}}",
        MemberAccessExpressionSyntax { Name.Identifier.Text: "App" } login => Value(login.Expression),
        _ => expression.ToString(),
    };

    /// <summary>One call that starts something, and the calls behind it.</summary>
    private sealed record Started(InvocationExpressionSyntax Call)
    {
        public string Name => Value(Call.ArgumentList.Arguments[0].Expression);

        public string Project => ((GenericNameSyntax)Call.Expression).TypeArgumentList.Arguments[0].ToString();

        public string? Argument(string name) =>
            Call.ArgumentList.Arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.Text == name) is { } argument
                ? Value(argument.Expression)
                : null;

        public Dictionary<string, string> Told()
        {
            var told = new Dictionary<string, string>();
            foreach (var call in Behind())
            {
                var arguments = call.ArgumentList.Arguments;
                if (CalledName(call) == "WithEnvironment")
                {
                    told.Add(Value(arguments[0].Expression), Value(arguments[1].Expression));
                }
                else if (CalledName(call) == "WithReference" && arguments[0].Expression is InvocationExpressionSyntax endpoint)
                {
                    var peer = Of(((MemberAccessExpressionSyntax)endpoint.Expression).Expression);
                    var port = Value(endpoint.ArgumentList.Arguments[0].Expression);
                    told.Add($"Services__{peer.Name}__{port}__0", $"http://localhost:{peer.Argument(port)}");
                }
                else if (CalledName(call) == "WithReference")
                {
                    told.Add($"ConnectionStrings__{arguments[0]}", $"{{{arguments[0]}}}");
                }
            }

            return told;
        }

        public IEnumerable<string> Waits() => Behind().Where(c => CalledName(c).StartsWith("WaitFor", StringComparison.Ordinal))
            .Select(c => $"{CalledName(c)} {WaitedFor(c.ArgumentList.Arguments[0].Expression)}");

        private static Started Of(ExpressionSyntax variable) =>
            Find(variable) ?? throw new InvalidOperationException($"{variable} is no process.");

        private static Started? Find(ExpressionSyntax variable) => Processes.Concat(Migrations).FirstOrDefault(p =>
            p.Call.Ancestors().OfType<VariableDeclaratorSyntax>().FirstOrDefault()?.Identifier.Text == variable.ToString());

        private static string WaitedFor(ExpressionSyntax variable) => Find(variable) is { } process
            ? ((GenericNameSyntax)process.Call.Expression).Identifier.Text == "Migrate" ? $"{process.Name}-migrate" : process.Name
            : variable.ToString();

        private IEnumerable<InvocationExpressionSyntax> Behind() => Call.Ancestors()
            .TakeWhile(a => a is InvocationExpressionSyntax or MemberAccessExpressionSyntax).OfType<InvocationExpressionSyntax>();
    }
}
