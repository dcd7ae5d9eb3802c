using ChildPlatform.LocalHost;
using k8s.Models;

namespace ChildPlatform.Deploy.Tests;

/// <summary>How many there are of each, and how many may be away.</summary>
public class ScalingTests
{
    private static Overlay Production => Overlay.Production;

    [Fact]
    public void In_production_every_process_has_two_replicas_or_more() => Assert.All(Topology.Processes, process =>
    {
        var scaler = Production.Get<V2HorizontalPodAutoscaler>(process.Name).Spec;

        Assert.Equal(
            ("apps/v1", "Deployment", process.Name),
            (scaler.ScaleTargetRef.ApiVersion, scaler.ScaleTargetRef.Kind, scaler.ScaleTargetRef.Name));
        Assert.True(scaler.MinReplicas >= 2);
        Assert.True(scaler.MaxReplicas > scaler.MinReplicas);
        var metric = Assert.Single(scaler.Metrics);
        Assert.Equal(
            ("Resource", "cpu", "Utilization"), (metric.Type, metric.Resource.Name, metric.Resource.Target.Type));
        Assert.InRange(metric.Resource.Target.AverageUtilization ?? 0, 30, 90);
        // A number here would be put back at each release, whatever the load is.
        Assert.Null(Production.Get<V1Deployment>(process.Name).Spec.Replicas);
    });

    [Fact]
    public void In_production_a_drained_node_never_takes_the_last_replica() => Assert.All(Topology.Processes, process =>
    {
        var budget = Production.Get<V1PodDisruptionBudget>(process.Name).Spec;

        Assert.Equal("1", budget.MinAvailable.Value);
        var selected = Production.Workloads.Where(w => budget.Selector.MatchLabels.All(w.Labels.Contains));
        Assert.Equal([process.Name], selected.Select(w => w.Name));
    });

    [Fact]
    public void Replicas_are_spread_and_replaced_one_by_one() => Assert.All(Topology.Processes, process =>
    {
        var deployment = Production.Get<V1Deployment>(process.Name).Spec;
        var spread = Assert.Single(deployment.Template.Spec.TopologySpreadConstraints);

        Assert.Equal("kubernetes.io/hostname", spread.TopologyKey);
        Assert.Equal(deployment.Selector.MatchLabels, spread.LabelSelector.MatchLabels);
        var rolling = deployment.Strategy.RollingUpdate;
        Assert.Equal(("0", "1"), (rolling.MaxUnavailable.Value, rolling.MaxSurge.Value));
    });

    [Fact]
    public void For_trying_out_there_is_one_of_each()
    {
        Assert.Empty(Overlay.Local.All.OfType<V2HorizontalPodAutoscaler>());
        Assert.Empty(Overlay.Local.All.OfType<V1PodDisruptionBudget>());
        Assert.All(Overlay.Local.All.OfType<V1Deployment>(), d => Assert.True(d.Spec.Replicas is null or 1, d.Metadata.Name));
        Assert.All(Overlay.Local.All.OfType<V1StatefulSet>(), s => Assert.Equal(1, s.Spec.Replicas));
    }

    [Fact]
    public void An_open_page_finds_the_replica_again_that_it_lives_in()
    {
        // Browser → the same gateway (cookie of the ingress controller) → the same portal (address of that gateway).
        Assert.Equal("ClientIP", Production.Get<V1Service>("portal").Spec.SessionAffinity);
        var gateway = Production.Get<V1Service>("gateway").Metadata.Annotations;
        Assert.Equal("true", gateway["traefik.ingress.kubernetes.io/service.sticky.cookie"]);
    }

    [Fact]
    public void All_replicas_together_stay_below_the_databases_connections()
    {
        var cluster = Production.Get<PostgresCluster>("postgres").Spec;
        var limits = cluster.Managed.Roles.ToDictionary(r => r.Name, r => r.ConnectionLimit);
        var most = int.Parse(cluster.Postgresql.Parameters["max_connections"], null);

        Assert.All(limits.Values, limit => Assert.True(limit > 0));
        Assert.InRange(limits.Values.Sum(), 1, most - 20);
        Assert.All(Expected.WithDatabase, process => Assert.True(
            Production.Get<V2HorizontalPodAutoscaler>(process.Name).Spec.MaxReplicas * 20 <= limits[$"{process.Name}_app"],
            process.Name));
    }
}
