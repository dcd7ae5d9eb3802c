using System.Text.Json;
using System.Text.RegularExpressions;
using ChildPlatform.LocalHost;

namespace ChildPlatform.Platform.Tests.Architecture;

/// <summary>Who may know whom.</summary>
public partial class ReferenceTests
{
    private const string Kernel = "ChildPlatform.Kernel";
    private const string Contracts = "ChildPlatform.Contracts";
    private const string Documents = "ChildPlatform.Documents";
    private const string ReferenceData = "ChildPlatform.ReferenceData";
    private const string ServiceDefaults = "ChildPlatform.ServiceDefaults";
    private const string LocalHost = "ChildPlatform.LocalHost";

    private static readonly string[] Service = [Kernel, Contracts, ServiceDefaults, Documents, ReferenceData];

    /// <summary>What each project may reference. A project that is not listed is new: say here what it may know.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Kernel] = [],
        [Contracts] = [],
        [Documents] = [Kernel],
        [ReferenceData] = [Kernel, Contracts],
        [ServiceDefaults] = [Kernel],
        ["ChildPlatform.Identity"] = Service,
        ["ChildPlatform.Fund"] = Service,
        ["ChildPlatform.Cases"] = Service,
        ["ChildPlatform.Events"] = Service,
        ["ChildPlatform.Reporting"] = Service,
        // The portal calls the gateway like any integrator; Kernel is what makes it write money and dates as the services do.
        ["ChildPlatform.Portal"] = [Kernel, Contracts, ServiceDefaults],
        ["ChildPlatform.Gateway"] = [ServiceDefaults],
        ["ChildPlatform.AppHost"] =
        [
            "ChildPlatform.Identity", "ChildPlatform.Fund", "ChildPlatform.Cases", "ChildPlatform.Events", "ChildPlatform.Reporting", "ChildPlatform.Portal",
            "ChildPlatform.Gateway",
        ],
        // It knows the processes by path only, so that a start builds no more than it starts.
        [LocalHost] = [],
    };

    public static TheoryData<string> Projects => [.. Sources.Projects.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_whom_it_may_know(string project)
    {
        Assert.True(Allowed.ContainsKey(project), $"{project} is not in the table.");

        Assert.Empty(Sources.Projects[project].References.Except(Allowed[project]));
    }

    [Fact]
    public void The_kernel_needs_no_package() => Assert.Empty(Sources.Projects[Kernel].Packages);

    [Fact]
    public void Contracts_need_only_what_carries_them_over_a_wire() => Assert.All(
        Sources.Projects[Contracts].Packages, package => Assert.Matches("^(Google\\.Protobuf|Grpc\\.)", package));

    [Fact]
    public void The_chassis_names_no_noun_of_the_domain()
    {
        var nouns = DomainNoun();
        var named = Sources.Files("*.cs").Where(f => f.Contains("ServiceDefaults", StringComparison.Ordinal))
            .SelectMany(f => File.ReadLines(f).Where(l => nouns.IsMatch(l.Split("//")[0])).Select(l => $"{Sources.Short(f)}: {l.Trim()}"));

        Assert.Empty(named);
    }

    [Fact]
    public void No_process_reads_the_zone_of_the_machine()
    {
        var clock = MachineZone();
        var readers = Sources.Files("*.cs").Concat(Sources.Files("*.razor"))
            .SelectMany(f => File.ReadLines(f).Where(l => clock.IsMatch(l)).Select(l => $"{Sources.Short(f)}: {l.Trim()}"));

        Assert.Empty(readers);
    }

    [Fact]
    public void MassTransit_stays_below_the_version_that_needs_a_paid_licence()
    {
        var versions = Directory.EnumerateFiles(Repository.Root, "packages.lock.json", SearchOption.AllDirectories)
            .SelectMany(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("dependencies").EnumerateObject())
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Name.StartsWith("MassTransit", StringComparison.Ordinal))
            .Select(package => Version.Parse(package.Value.GetProperty("resolved").GetString()!))
            .ToList();

        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.True(version.Major < 9, $"MassTransit {version} is locked."));
    }

    [GeneratedRegex(@"\b(Donation|Donor|Disbursement|Programme|Pledge|ChildCase|Intake|Festival)\w*\b")]
    private static partial Regex DomainNoun();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|Today)\b|\bTimeZoneInfo\.Local\b|\bDateTimeKind\.Local\b")]
    private static partial Regex MachineZone();
}
