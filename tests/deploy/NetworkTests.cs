using System.Globalization;
using ChildPlatform.LocalHost;
using k8s.Models;

namespace ChildPlatform.Deploy.Tests;

/// <summary>
/// Who may talk to whom. The policies are worked out for every pair of pods and every port, with strangers inside and outside,
/// and must come to exactly the connections that `Topology` draws, plus what the servers need among themselves.
/// </summary>
public class NetworkTests
{
    private const string Dns = "kube-dns", Collector = "collector", Door = "traefik", Api = "outside";

    /// <summary>Questions over gRPC that the architecture knows: who asks whom.</summary>
    private static readonly Dictionary<string, string[]> Questions = new()
    {
        ["fund"] = ["cases"],
        ["events"] = ["fund", "identity"],
        ["cases"] = ["fund"],
        ["reporting"] = ["fund", "events", "cases"],
    };

    private static readonly string[] NoService = ["portal", Topology.Gateway];

    public static TheoryData<string> Overlays => [.. Overlay.Names];

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Exactly_the_drawn_connections_are_allowed(string overlay)
    {
        var rendered = Overlay.Named(overlay);
        var policies = rendered.All.OfType<V1NetworkPolicy>().ToList();
        var peers = Peers(rendered).ToList();

        var pairs =
            from source in peers
            from target in peers
            from port in target.Ports
            select (Source: source, Target: target, Port: port);
        var drawn = pairs.Where(p => Drawn(rendered).Contains($"{p.Source.Name} → {p.Target.Name}:{p.Port}")).ToList();

        // Each end by itself, so that neither relies on the other's care.
        var leaves = pairs.Where(p => p.Source.Inside && Leaves(policies, p.Source, p.Target, p.Port));
        var enters = pairs.Where(p => p.Target.Inside && Enters(policies, p.Source, p.Target, p.Port));
        Assert.Equal(Drawn(rendered).Distinct().Count(), drawn.Count);
        Assert.Equal(drawn.Where(p => p.Source.Inside).Select(Written), leaves.Select(Written));
        Assert.Equal(drawn.Where(p => p.Target.Inside).Select(Written), enters.Select(Written));

        static string Written((Peer Source, Peer Target, int Port) pair) =>
            $"{pair.Source.Name} → {pair.Target.Name}:{pair.Port}";
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Without_a_policy_nothing_is_allowed(string overlay)
    {
        var deny = Overlay.Named(overlay).Get<V1NetworkPolicy>("default-deny").Spec;

        Assert.True(deny.PodSelector.MatchLabels is null && deny.PodSelector.MatchExpressions is null);
        Assert.Equal(["Ingress", "Egress"], deny.PolicyTypes);
        Assert.Null(deny.Ingress);
        Assert.Null(deny.Egress);
    }

    [Fact]
    public void Nothing_is_drawn_that_the_architecture_does_not_know()
    {
        foreach (var process in Topology.Processes)
        {
            var gateway = process.Name == Topology.Gateway;
            var service = !NoService.Contains(process.Name);
            Assert.All(process.HttpPeers, peer => Assert.True(
                gateway || (service && peer == "identity") || (process.Name == "portal" && peer == Topology.Gateway),
                $"{process.Name} → {peer}"));
            Assert.All(process.GrpcPeers, peer => Assert.True(
                gateway || Questions.GetValueOrDefault(process.Name, []).Contains(peer), $"{process.Name} → {peer}"));
            Assert.True(service || !(process.HasDatabase || process.UsesRabbit), process.Name);
        }
    }

    private static IEnumerable<string> Drawn(Overlay overlay)
    {
        foreach (var process in Topology.Processes)
        {
            foreach (var peer in process.HttpPeers)
            {
                yield return $"{process.Name} → {peer}:{Topology.Process(peer).Http}";
            }

            foreach (var peer in process.GrpcPeers)
            {
                yield return $"{process.Name} → {peer}:{Topology.Process(peer).Grpc}";
            }

            if (process.HasDatabase)
            {
                yield return $"{process.Name} → postgres:5432";
                yield return $"{process.Name}-migrate → postgres:5432";
            }

            if (process.UsesRabbit)
            {
                yield return $"{process.Name} → rabbitmq:5672";
            }

            if (process.UsesRedis)
            {
                yield return $"{process.Name} → redis:6379";
            }

            yield return $"{process.Name} → {Collector}:4317";
        }

        foreach (var peer in Peers(overlay).Where(p => p.Inside))
        {
            yield return $"{peer.Name} → {Dns}:53";
        }

        // Replicas of the servers among themselves, and what operators and the door need.
        yield return "redis → redis:6379";
        if (overlay == Overlay.Local)
        {
            yield return "databases → postgres:5432";
            yield break;
        }

        var gateway = Topology.Process(Topology.Gateway);
        string[] further =
        [
            $"{Door} → gateway:{gateway.Http}", $"{Door} → gateway:{gateway.Grpc}",
            "postgres → postgres:5432", "postgres → postgres:8000",
            "cnpg-operator → postgres:5432", "cnpg-operator → postgres:8000",
            $"postgres → {Api}:443", $"postgres → {Api}:6443",
            "rabbitmq → rabbitmq:4369", "rabbitmq → rabbitmq:25672", "rabbitmq-operator → rabbitmq:15672",
            $"rabbitmq → {Api}:443", $"rabbitmq → {Api}:6443",
        ];
        foreach (var connection in further)
        {
            yield return connection;
        }
    }

    private static IEnumerable<Peer> Peers(Overlay overlay)
    {
        foreach (var workload in overlay.Workloads)
        {
            yield return new Peer(workload.Name, Overlay.Namespace, workload.Labels, [.. workload.Ports]);
            // Labels are anybody's to choose: the same ones in another namespace open nothing.
            yield return new Peer($"{workload.Name} elsewhere", "elsewhere", workload.Labels, [.. workload.Ports]);
        }

        if (overlay == Overlay.Production)
        {
            // As the operators label them; the further ports are those of their own traffic.
            yield return new Peer("postgres", Overlay.Namespace, Labels("cnpg.io/cluster=postgres"), [5432, 8000]);
            yield return new Peer("rabbitmq", Overlay.Namespace,
                Labels("app.kubernetes.io/name=rabbitmq", "app.kubernetes.io/component=rabbitmq"), [5672, 4369, 25672, 15672]);
        }

        yield return new Peer(Dns, "kube-system", Labels("k8s-app=kube-dns"), [53, 8080]);
        yield return new Peer(Collector, "telemetry", Labels("app.kubernetes.io/name=opentelemetry-collector"), [4317, 4318]);
        yield return new Peer(Door, "traefik", Labels("app.kubernetes.io/name=traefik"), [8000]);
        yield return new Peer("cnpg-operator", "cnpg-system", Labels("app.kubernetes.io/name=cloudnative-pg"), [9443]);
        yield return new Peer(
            "rabbitmq-operator", "rabbitmq-system", Labels("app.kubernetes.io/name=rabbitmq-cluster-operator"), [9443]);
        yield return new Peer("stranger", Overlay.Namespace, Labels("app.kubernetes.io/name=stranger"), [80, 8080]);
        yield return new Peer(Api, "", Labels(), [80, 443, 6443]);
    }

    private static Dictionary<string, string> Labels(params string[] labels) =>
        labels.Select(l => l.Split('=')).ToDictionary(l => l[0], l => l[1]);

    private static bool Leaves(List<V1NetworkPolicy> policies, Peer source, Peer target, int port) =>
        Allows(policies, source, "Egress", spec => (spec.Egress ?? []).Select(r => new Rule(r.To, r.Ports)), target, port);

    private static bool Enters(List<V1NetworkPolicy> policies, Peer source, Peer target, int port) =>
        Allows(
            policies, target, "Ingress", spec => (spec.Ingress ?? []).Select(r => new Rule(r.FromProperty, r.Ports)), source, port);

    private static bool Allows(
        List<V1NetworkPolicy> policies, Peer pod, string type, Func<V1NetworkPolicySpec, IEnumerable<Rule>> rules, Peer other,
        int port)
    {
        var about = policies.Where(p => p.Spec.PolicyTypes.Contains(type) && Selects(p.Spec.PodSelector, pod.Labels)).ToList();
        return about.Count == 0 || about.SelectMany(p => rules(p.Spec)).Any(rule =>
            (rule.Peers is null || rule.Peers.Any(peer => Matches(peer, other)))
            && (rule.Ports is null || rule.Ports.Any(p => Covers(p, port))));
    }

    private static bool Matches(V1NetworkPolicyPeer rule, Peer peer)
    {
        if (rule.IpBlock is { } block)
        {
            Assert.Equal("0.0.0.0/0", block.Cidr); // A narrower one would have to be worked out here.
            return true;
        }

        var inNamespace = rule.NamespaceSelector is { } space
            ? peer.Namespace.Length > 0 && Selects(space, Labels($"kubernetes.io/metadata.name={peer.Namespace}"))
            : peer.Inside;
        return inNamespace && (rule.PodSelector is null || Selects(rule.PodSelector, peer.Labels));
    }

    private static bool Covers(V1NetworkPolicyPort rule, int port)
    {
        var first = int.Parse(rule.Port.Value, CultureInfo.InvariantCulture);
        return port >= first && port <= (rule.EndPort ?? first);
    }

    private static bool Selects(V1LabelSelector selector, IDictionary<string, string> labels) =>
        (selector.MatchLabels ?? new Dictionary<string, string>()).All(labels.Contains)
        && (selector.MatchExpressions ?? []).All(e => e.OperatorProperty == "In"
            ? labels.TryGetValue(e.Key, out var value) && e.Values.Contains(value)
            : throw new NotSupportedException(e.OperatorProperty));

    private sealed record Rule(IList<V1NetworkPolicyPeer>? Peers, IList<V1NetworkPolicyPort>? Ports);

    private sealed record Peer(string Name, string Namespace, IDictionary<string, string> Labels, int[] Ports)
    {
        public bool Inside => Namespace == Overlay.Namespace;
    }
}
