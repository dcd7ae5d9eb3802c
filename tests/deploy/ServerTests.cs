using System.Text.RegularExpressions;
using ChildPlatform.LocalHost;
using k8s.Models;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ChildPlatform.Deploy.Tests;

/// <summary>PostgreSQL, RabbitMQ and Redis: by operators in production, plain for trying out, in containers.</summary>
public partial class ServerTests
{
    private static readonly Overlay Production = Overlay.Production;

    [Fact]
    public void PostgreSQL_has_three_instances_and_no_acknowledged_write_on_one_alone()
    {
        var spec = Production.Get<PostgresCluster>("postgres").Spec;

        Assert.Equal(3, spec.Instances);
        var synchronous = spec.Postgresql.Synchronous;
        Assert.Equal(("any", 1, "required"), (synchronous.Method, synchronous.Number, synchronous.DataDurability));
        Assert.Equal("on", spec.Postgresql.Parameters["synchronous_commit"]);
        Assert.Equal(
            (true, "required", "kubernetes.io/hostname"),
            (spec.Affinity.EnablePodAntiAffinity, spec.Affinity.PodAntiAffinityType, spec.Affinity.TopologyKey));
    }

    [Fact]
    public void PostgreSQL_is_backed_up_to_object_storage_all_the_time_and_every_night()
    {
        var plugin = Assert.Single(Production.Get<PostgresCluster>("postgres").Spec.Plugins);
        Assert.Equal(("barman-cloud.cloudnative-pg.io", true), (plugin.Name, plugin.IsWALArchiver));
        var store = Production.Get<ObjectStore>(plugin.Parameters["barmanObjectName"]).Spec;
        Assert.StartsWith("s3://", store.Configuration.DestinationPath, StringComparison.Ordinal);
        Assert.StartsWith("https://", store.Configuration.EndpointUrl, StringComparison.Ordinal);
        Assert.Matches("^[0-9]+d$", store.RetentionPolicy);

        var nightly = Assert.Single(Production.All.OfType<ScheduledBackup>()).Spec;
        Assert.Equal(
            ("postgres", "plugin", plugin.Name), (nightly.Cluster.Name, nightly.Method, nightly.PluginConfiguration.Name));
        Assert.Matches("^0 [0-9]+ [0-9]+ \\* \\* \\*$", nightly.Schedule);
    }

    [Fact]
    public void Every_service_has_its_database_and_three_roles_in_production()
    {
        var databases = Production.All.OfType<PostgresDatabase>()
            .Select(d => (d.Metadata.Name, d.Spec.Name, d.Spec.Owner, d.Spec.Cluster.Name));
        Assert.Equal(
            Expected.WithDatabase.Select(p => (p.Name, p.Name, $"{p.Name}_owner", "postgres")).Order(), databases.Order());

        var roles = Production.Get<PostgresCluster>("postgres").Spec.Managed.Roles;
        Assert.All(roles, r => Assert.True(r.Login));
        Assert.Equal(
            Expected.WithDatabase.SelectMany(p => Expected.Roles.Select(role => ($"{p.Name}_{role}", $"{p.Name}-{role}")))
                .Order(),
            roles.Select(r => (r.Name, r.PasswordSecret.Name)).Order());
    }

    [Fact]
    public void A_role_enters_its_own_database_only_and_encrypted()
    {
        var rules = Production.Get<PostgresCluster>("postgres").Spec.Postgresql.PgHba;

        Assert.Equal(
            Expected.WithDatabase.Select(p => p.Name)
                .Select(s => $"hostssl {s} {s}_owner,{s}_app,{s}_reader all scram-sha-256").Order(),
            rules.SkipLast(1).Order());
        Assert.Equal("host all all all reject", rules[^1]);
    }

    [Fact]
    public void The_servers_write_texts_as_those_of_run_do()
    {
        var initdb = Production.Get<PostgresCluster>("postgres").Spec.Bootstrap.Initdb;
        Assert.Equal(("UTF8", "C.UTF-8", "C.UTF-8"), (initdb.Encoding, initdb.LocaleCollate, initdb.LocaleCType));

        var local = Overlay.Local.Workloads.Single(w => w.Source is V1StatefulSet && w.Name == "postgres").Container;
        const string Arguments = "--encoding=UTF8 --locale=C.UTF-8";
        Assert.Equal(Arguments, local.Env.Single(e => e.Name == "POSTGRES_INITDB_ARGS").Value);
        Assert.Equal(Arguments, Compose.Read().Services[ServerNames.Postgres].Environment["POSTGRES_INITDB_ARGS"]);
        Assert.Contains("\"-E\", \"UTF8\", \"--locale=C.UTF-8\"", Source("Servers/Postgres.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void RabbitMQ_has_three_nodes_on_three_machines()
    {
        var spec = Production.Get<RabbitmqCluster>("rabbitmq").Spec;

        Assert.Equal(3, spec.Replicas);
        var apart = Assert.Single(spec.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution);
        Assert.Equal("kubernetes.io/hostname", apart.TopologyKey);
        Assert.Equal("rabbitmq", apart.LabelSelector.MatchLabels["app.kubernetes.io/name"]);
        Assert.Contains("cluster_partition_handling = pause_minority", spec.Rabbitmq.AdditionalConfig, StringComparison.Ordinal);
        Assert.Equal("1", Production.Get<V1PodDisruptionBudget>("rabbitmq").Spec.MaxUnavailable.Value);
    }

    [Fact]
    public void Redis_has_replicas_in_production_and_clients_know_them_all()
    {
        var set = Production.Get<V1StatefulSet>("redis").Spec;

        Assert.True(set.Replicas >= 2);
        Assert.Equal(
            Enumerable.Range(0, set.Replicas!.Value).Select(i => $"redis-{i}.{set.ServiceName}:6379"),
            Production.Config["redis"].Split(','));
        Assert.Equal("None", Production.Get<V1Service>(set.ServiceName).Spec.ClusterIP);
        Assert.Equal("1", Production.Get<V1PodDisruptionBudget>("redis").Spec.MaxUnavailable.Value);
        Assert.Equal("redis-0.redis:6379", Overlay.Local.Config["redis"]);
    }

    [Fact]
    public void For_trying_out_the_servers_are_inside_and_need_no_operator()
    {
        string[] servers = [ServerNames.Postgres, ServerNames.Rabbit, ServerNames.Redis];

        Assert.Empty(Overlay.Local.All.OfType<OperatorResource>());
        Assert.Equal(servers.Order(), Overlay.Local.All.OfType<V1StatefulSet>().Select(s => s.Metadata.Name).Order());
        (string, int, string)[] services =
            [("postgres-rw", 5432, "postgres"), ("rabbitmq", 5672, "rabbitmq"), ("redis", 6379, "redis")];
        Assert.All(services, expected =>
        {
            var service = Overlay.Local.Get<V1Service>(expected.Item1).Spec;
            Assert.Equal(expected.Item2, Assert.Single(service.Ports).Port);
            var selected = Overlay.Local.Workloads.Where(w => service.Selector.All(w.Labels.Contains));
            Assert.Equal([expected.Item3], selected.Select(w => w.Name));
        });
    }

    [Fact]
    public void For_trying_out_a_job_makes_every_database_and_role()
    {
        var job = Overlay.Local.Workloads.Single(w => w.Name == "databases");
        var told = job.Container.Env.ToDictionary(e => e.Name, Overlay.Local.Resolve);

        Assert.Equal("postgres-rw", told["PGHOST"]);
        Assert.Equal(
            Expected.WithDatabase
                .SelectMany(p => Expected.Roles.Select(r => ($"ROLE_{p.Name}_{r}", $"secret:{p.Name}-{r}/password"))).Order(),
            told.Where(t => t.Key.StartsWith("ROLE_", StringComparison.Ordinal)).Select(t => (t.Key, t.Value!)).Order());
    }

    [Fact]
    public void The_servers_are_of_the_same_release_everywhere()
    {
        var run = Image().Matches(Source("Servers/Container.cs"))
            .ToDictionary(m => m.Groups["name"].Value, m => m.Value.Trim('"'));
        var compose = Compose.Read().Services.ToDictionary(s => s.Key, s => s.Value.Image);
        var local = Overlay.Local.Workloads.Where(w => w.Source is V1StatefulSet)
            .ToDictionary(w => w.Name, w => w.Container.Image);

        Assert.Equal(3, run.Count);
        Assert.Equal(run.OrderBy(i => i.Key), compose.OrderBy(i => i.Key));
        Assert.Equal(run.OrderBy(i => i.Key), local.OrderBy(i => i.Key));
        Assert.Equal(Release(run["postgres"]), Release(Production.Get<PostgresCluster>("postgres").Spec.ImageName));
        Assert.Equal(Release(run["rabbitmq"]), Release(Production.Get<RabbitmqCluster>("rabbitmq").Spec.Image));
        Assert.Equal(run["redis"], Production.Workloads.Single(w => w.Name == "redis").Container.Image);
    }

    [Fact]
    public void The_compose_file_holds_the_servers_and_no_password()
    {
        var compose = Compose.Read();

        Assert.Equal(["postgres", "rabbitmq", "redis"], compose.Services.Keys.Order());
        Assert.All(compose.Services.Values, s => Assert.NotEmpty(s.Healthcheck.Test));
        // A server of a development machine is nobody else's business.
        Assert.All(
            compose.Services.Values, s => Assert.StartsWith("127.0.0.1:", Assert.Single(s.Ports), StringComparison.Ordinal));
        var passwords = compose.Services.Values.SelectMany(s => s.Environment)
            .Where(e => e.Key.Contains("PASS", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, passwords.Count);
        Assert.All(passwords, p => Assert.Matches("^\\$\\{[A-Z_]+:\\?", p.Value));
    }

    [Fact]
    public void The_door_is_the_gateway_on_both_ports_and_encrypted()
    {
        var ingress = Assert.Single(Production.All.OfType<V1Ingress>()).Spec;
        var address = new Uri(Production.Config["public"]);
        var hosts = ingress.Rules.ToDictionary(r => r.Host, r => Assert.Single(r.Http.Paths));

        Assert.Equal("https", address.Scheme);
        Assert.Equal([address.Host, $"grpc.{address.Host}"], hosts.Keys);
        Assert.Equal(hosts.Keys, Assert.Single(ingress.Tls).Hosts);
        Assert.All(hosts.Values, p => Assert.Equal(("/", "Prefix"), (p.Path, p.PathType)));
        var gateway = Topology.Process(Topology.Gateway);
        Assert.Equal([(int?)gateway.Http, gateway.Grpc], hosts.Values.Select(p => (int?)PortOf(p.Backend.Service)));
        Assert.Equal("h2c", Production.Get<V1Service>(hosts.Values.Last().Backend.Service.Name)
            .Metadata.Annotations["traefik.ingress.kubernetes.io/service.serversscheme"]);
        Assert.All(Production.All.OfType<V1Service>(), s => Assert.Equal("ClusterIP", s.Spec.Type ?? "ClusterIP"));
        // Behind another proxy, limits and links need to know for whom a request comes.
        Assert.True(System.Net.IPNetwork.TryParse(Production.Config["trusted-proxies"], out _));
        Assert.Equal($"http://localhost:{gateway.Http}", Overlay.Local.Config["public"]);
    }

    private static int PortOf(V1IngressServiceBackend backend)
    {
        var service = Production.Get<V1Service>(backend.Name).Spec;
        var selected = Production.Workloads.Where(w => service.Selector.All(w.Labels.Contains));
        Assert.Equal([Topology.Gateway], selected.Select(w => w.Name));
        return service.Ports.Single(p => p.Name == backend.Port.Name).Port;
    }

    private static string Release(string image) => image.Split('/')[^1].Split(':')[1].Split('-')[0];

    private static string Source(string file) =>
        File.ReadAllText(Path.Combine(Repository.Root, "aspire/ChildPlatform.LocalHost", file));

    [GeneratedRegex("\"(?<name>postgres|rabbitmq|redis):[0-9.]+\"")]
    private static partial Regex Image();

    /// <summary>The compose file, with the fields used.</summary>
    public sealed record Compose
    {
        public string Name { get; set; } = "";

        public Dictionary<string, Server> Services { get; set; } = [];

        public Dictionary<string, object?> Volumes { get; set; } = [];

        public static Compose Read() => new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build()
            .Deserialize<Compose>(File.ReadAllText(Path.Combine(Repository.Root, "deploy/compose.yaml")));

        public sealed record Server
        {
            public string Image { get; set; } = "";

            public List<string> Command { get; set; } = [];

            public Dictionary<string, string> Environment { get; set; } = [];

            public List<string> Ports { get; set; } = [];

            public List<string> Volumes { get; set; } = [];

            public Check Healthcheck { get; set; } = new();
        }

        public sealed record Check
        {
            public List<string> Test { get; set; } = [];

            public string Interval { get; set; } = "";

            public string Timeout { get; set; } = "";

            public int Retries { get; set; }
        }
    }
}
