using ChildPlatform.LocalHost;
using k8s.Models;

namespace ChildPlatform.Deploy.Tests;

/// <summary>Names, ports and settings in a cluster are those of `./run`.</summary>
public class ProcessTests
{
    /// <summary>Variables that others are put together from, and two that only a cluster needs.</summary>
    private static readonly string[] Helpers =
    [
        "POSTGRES_PASSWORD", "RABBITMQ_USERNAME", "RABBITMQ_PASSWORD", "REDIS_ADDRESS", "REDIS_PASSWORD",
        "OTEL_EXPORTER_OTLP_ENDPOINT", "Gateway__TrustedProxies__0",
    ];

    public static TheoryData<string> Overlays => [.. Overlay.Names];

    public static TheoryData<string, string> Everywhere
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var overlay in Overlay.Names)
            {
                foreach (var process in Topology.Processes)
                {
                    data.Add(overlay, process.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_process_is_deployed_and_nothing_else(string overlay) => Assert.Equal(
        Topology.Processes.Select(p => p.Name).Order(),
        Overlay.Named(overlay).All.OfType<V1Deployment>().Select(d => d.Metadata.Name).Order());

    [Fact]
    public void Every_process_has_a_folder_of_its_name() => Assert.Equal(
        Topology.Processes.Select(p => p.Name).Order(),
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "deploy/k8s/base")).Select(Path.GetFileName).Order());

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void A_process_listens_where_it_listens_under_run(string overlay, string name)
    {
        var process = Topology.Process(name);
        var rendered = Overlay.Named(overlay);
        var deployment = rendered.Get<V1Deployment>(name);
        var service = rendered.Get<V1Service>(name);
        var expected = new List<(string, int)> { ("http", process.Http) };
        if (process.Grpc is { } grpc)
        {
            expected.Add(("grpc", grpc));
        }

        Assert.Equal(expected, service.Spec.Ports.Select(p => (p.Name, p.Port)));
        // Figures are for the inside: no service leads to them.
        if (process.Metrics is { } metrics)
        {
            expected.Add(("metrics", metrics));
        }

        var container = Assert.Single(deployment.Spec.Template.Spec.Containers);
        Assert.Equal(name, container.Name);
        Assert.Equal(expected, container.Ports.Select(p => (p.Name, p.ContainerPort)));
        Assert.All(service.Spec.Ports, p => Assert.Equal(p.Name, p.TargetPort.Value));
        Assert.All(service.Spec.Ports, p => Assert.Equal(p.Name == "grpc" ? "kubernetes.io/h2c" : "http", p.AppProtocol));
        Assert.Equal("ClusterIP", service.Spec.Type);
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void Selectors_find_the_process_and_no_job_of_it(string overlay, string name)
    {
        var rendered = Overlay.Named(overlay);
        var service = rendered.Get<V1Service>(name).Spec.Selector;
        var deployment = rendered.Get<V1Deployment>(name).Spec.Selector.MatchLabels;

        Assert.Equal([name], rendered.Workloads.Where(w => service.All(w.Labels.Contains)).Select(w => w.Name));
        Assert.Equal([name], rendered.Workloads.Where(w => deployment.All(w.Labels.Contains)).Select(w => w.Name));
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void A_process_is_told_what_it_is_told_under_run(string overlay, string name)
    {
        var rendered = Overlay.Named(overlay);
        var container = Assert.Single(rendered.Get<V1Deployment>(name).Spec.Template.Spec.Containers);
        var expected = Expected.InCluster(Topology.Process(name), rendered.Config["public"], rendered.Config["environment"]);

        var told = container.Env.Where(e => !Helpers.Contains(e.Name)).ToDictionary(e => e.Name, e => rendered.Resolve(e));

        Assert.Equal(expected.OrderBy(e => e.Key), told.OrderBy(e => e.Key)!);
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void What_a_variable_is_put_together_from_is_there_before_it(string overlay, string name)
    {
        var rendered = Overlay.Named(overlay);
        var known = new Dictionary<string, string?>();
        foreach (var variable in Assert.Single(rendered.Get<V1Deployment>(name).Spec.Template.Spec.Containers).Env)
        {
            Assert.All(References(variable.Value), reference => Assert.Contains(reference, known.Keys));
            known.Add(variable.Name, rendered.Resolve(variable));
        }

        var process = Topology.Process(name);
        Assert.Equal(process.HasDatabase ? $"secret:{name}-app/password" : null, known.GetValueOrDefault("POSTGRES_PASSWORD"));
        var broker = process.UsesRabbit ? "secret:rabbitmq-default-user" : null;
        Assert.Equal(broker is null ? null : broker + "/username", known.GetValueOrDefault("RABBITMQ_USERNAME"));
        Assert.Equal(broker is null ? null : broker + "/password", known.GetValueOrDefault("RABBITMQ_PASSWORD"));
        Assert.Equal(process.UsesRedis ? "secret:redis/password" : null, known.GetValueOrDefault("REDIS_PASSWORD"));
        Assert.Equal(process.UsesRedis ? rendered.Config["redis"] : null, known.GetValueOrDefault("REDIS_ADDRESS"));
        rendered.Config.TryGetValue("telemetry", out var collector);
        Assert.Equal(collector, known["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_process_with_a_database_migrates_once_by_a_job(string overlay)
    {
        var rendered = Overlay.Named(overlay);
        var jobs = rendered.All.OfType<V1Job>().Where(j => j.Metadata.Name != "databases").ToList();

        Assert.Equal(Expected.WithDatabase.Select(p => p.Name + "-migrate").Order(), jobs.Select(j => j.Metadata.Name).Order());
        Assert.All(jobs, job =>
        {
            var container = Assert.Single(job.Spec.Template.Spec.Containers);
            var service = job.Metadata.Name[..^"-migrate".Length];
            Assert.Equal(["migrate"], container.Args);
            Assert.Null(container.Command);
            var image = Assert.Single(rendered.Get<V1Deployment>(service).Spec.Template.Spec.Containers).Image;
            Assert.Equal(image, container.Image);
            // A finished job stands in the way of the next release's.
            Assert.InRange(job.Spec.TtlSecondsAfterFinished ?? int.MaxValue, 1, 3600);
            Assert.True(job.Spec.BackoffLimit >= 10, "It waits for its database by trying again.");
            Assert.Equal("OnFailure", job.Spec.Template.Spec.RestartPolicy);

            var told = container.Env.ToDictionary(e => e.Name, e => rendered.Resolve(e));
            Assert.Equal(Expected.Database(service, "owner"), told[$"ConnectionStrings__{service}"]);
            Assert.Equal($"secret:{service}-owner/password", told["POSTGRES_PASSWORD"]);
            Assert.Equal(rendered.Config["environment"], told["ASPNETCORE_ENVIRONMENT"]);
            var demo = Topology.Process(service).Settings.ContainsKey("Identity__SeedDemo") ? rendered.Config["seed-demo"] : null;
            Assert.Equal(demo, told.GetValueOrDefault("Identity__SeedDemo"));
        });
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void A_release_can_migrate_first(string overlay)
    {
        var first = Overlay.Named(overlay).All
            .Where(o => o.Metadata.Labels?.Contains(new("childplatform/release", "first")) is true).ToList();

        Assert.Equal(
            Expected.WithDatabase.Select(p => $"{p.Name}-migrate").Order(),
            first.OfType<V1Job>().Select(j => j.Metadata.Name).Order());
        // Together with what they read, and with nothing that would start.
        var read = first.OfType<V1Job>().SelectMany(j => Workload.Of(j)!.Container.Env)
            .Select(e => e.ValueFrom?.ConfigMapKeyRef?.Name).OfType<string>().Distinct();
        Assert.Subset(first.OfType<V1ConfigMap>().Select(c => c.Metadata.Name).ToHashSet(), read.ToHashSet());
        Assert.All(first, o => Assert.True(o is V1Job or V1ConfigMap, o.Metadata.Name));
    }

    [Fact]
    public void Only_the_way_for_trying_out_has_demo_users()
    {
        Assert.Equal(("Development", "true"), (Overlay.Local.Config["environment"], Overlay.Local.Config["seed-demo"]));
        Assert.Equal(("Production", "false"), (Overlay.Production.Config["environment"], Overlay.Production.Config["seed-demo"]));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void The_domains_clock_is_nowhere_moved(string overlay) =>
        Assert.DoesNotContain("Clock__Offset", Overlay.Named(overlay).Text, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Images_are_named_after_their_process_and_of_one_release(string overlay)
    {
        var images = Topology.Processes
            .Select(p => Overlay.Named(overlay).Workloads.Single(w => w.Process == p).Container.Image.Split(':'))
            .ToList();

        Assert.All(images.Zip(Topology.Processes), pair =>
            Assert.EndsWith($"childplatform/{pair.Second.Name}", pair.First[0], StringComparison.Ordinal));
        Assert.NotEqual("latest", Assert.Single(images.Select(i => i[1]).Distinct()));
    }

    private static IEnumerable<string> References(string? value) =>
        (value ?? "").Split("$(").Skip(1).Select(part => part[..part.IndexOf(')', StringComparison.Ordinal)]);
}
