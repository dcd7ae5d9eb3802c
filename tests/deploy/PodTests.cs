using ChildPlatform.LocalHost;
using k8s.Models;

namespace ChildPlatform.Deploy.Tests;

/// <summary>What every pod must be: without privileges, bounded, watched.</summary>
public class PodTests
{
    public static TheoryData<string> Overlays => [.. Overlay.Names];

    [Theory]
    [MemberData(nameof(Overlays))]
    public void The_namespace_refuses_pods_with_privileges(string overlay)
    {
        var labels = Overlay.Named(overlay).Get<V1Namespace>(Overlay.Namespace).Metadata.Labels;

        Assert.Equal("restricted", labels["pod-security.kubernetes.io/enforce"]);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_pod_keeps_the_restricted_standard(string overlay) => Assert.All(
        Overlay.Named(overlay).Workloads,
        workload =>
        {
            RestrictedPod(workload.Pod);
            Assert.False(workload.Pod.AutomountServiceAccountToken);
        });

    [Fact]
    public void The_brokers_pods_keep_it_too()
    {
        var pod = Overlay.Production.Get<RabbitmqCluster>("rabbitmq").Spec.Override.StatefulSet.Spec.Template.Spec;

        RestrictedPod(pod);
        Assert.Equal(["setup-container"], pod.InitContainers.Select(c => c.Name));
        Assert.Equal(["rabbitmq"], pod.Containers.Select(c => c.Name));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Our_processes_write_nowhere_but_to_tmp_and_their_files(string overlay) => Assert.All(
        Overlay.Named(overlay).Workloads.Where(w => w.Container.Image.Contains("childplatform/", StringComparison.Ordinal)),
        workload =>
        {
            Assert.True(workload.Container.SecurityContext.ReadOnlyRootFilesystem);
            var files = Expected.FilesOf(workload.Process);
            Assert.Equal(files is null ? ["/tmp"] : ["/tmp", files], workload.Container.VolumeMounts.Select(m => m.MountPath));
            Assert.Equal(workload.Container.VolumeMounts.Select(m => m.Name), workload.Pod.Volumes.Select(v => v.Name));
            Assert.NotNull(workload.Pod.Volumes[0].EmptyDir.SizeLimit);
            Assert.Equal(1654, workload.Pod.SecurityContext.RunAsUser);
        });

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Files_outlive_every_pod_and_all_replicas_reach_them(string overlay)
    {
        var rendered = Overlay.Named(overlay);
        var keeping = Topology.Processes.Where(p => Expected.FilesOf(p) is not null).ToList();

        Assert.NotEmpty(keeping);
        Assert.All(keeping, process =>
        {
            var pod = rendered.Get<V1Deployment>(process.Name).Spec.Template.Spec;
            var claim = rendered.Get<V1PersistentVolumeClaim>(pod.Volumes[1].PersistentVolumeClaim.ClaimName);

            Assert.Equal(["ReadWriteMany"], claim.Spec.AccessModes);
            Assert.Equal(pod.SecurityContext.RunAsUser, pod.SecurityContext.FsGroup);
        });
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_container_asks_for_what_it_needs_and_has_a_limit(string overlay) =>
        Assert.All(Overlay.Named(overlay).Workloads, workload => Bounded(workload.Container.Resources));

    [Fact]
    public void The_operators_servers_are_bounded_too()
    {
        Bounded(Overlay.Production.Get<PostgresCluster>("postgres").Spec.Resources);
        Bounded(Overlay.Production.Get<RabbitmqCluster>("rabbitmq").Spec.Resources);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_process_is_watched_as_it_answers(string overlay) => Assert.All(Topology.Processes, process =>
    {
        var container = Container(Overlay.Named(overlay), process);

        Asks(container.StartupProbe, "/health/live");
        Asks(container.LivenessProbe, "/health/live");
        // The gateway's readiness is that of the whole platform: it must not be taken out because one process is away.
        Asks(container.ReadinessProbe, process.Name == Topology.Gateway ? "/health/live" : "/health/ready");
    });

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_server_is_watched(string overlay) => Assert.All(
        Overlay.Named(overlay).Workloads.Where(w => w.Source is V1StatefulSet),
        workload =>
        {
            Assert.NotNull(workload.Container.StartupProbe);
            Assert.NotNull(workload.Container.LivenessProbe);
            Assert.NotNull(workload.Container.ReadinessProbe);
        });

    [Theory]
    [MemberData(nameof(Overlays))]
    public void A_process_that_goes_has_time_to_finish(string overlay) => Assert.All(Topology.Processes, process =>
    {
        var pod = Overlay.Named(overlay).Get<V1Deployment>(process.Name).Spec.Template.Spec;
        var container = Assert.Single(pod.Containers);
        var shutdown = int.Parse(container.Env.Single(e => e.Name == "DOTNET_SHUTDOWNTIMEOUTSECONDS").Value, null);

        Assert.True(pod.TerminationGracePeriodSeconds >= container.Lifecycle.PreStop.Sleep.Seconds + shutdown);
        Assert.True(container.Lifecycle.PreStop.Sleep.Seconds >= 5);
    });

    private static V1Container Container(Overlay overlay, ProcessSpec process) =>
        Assert.Single(overlay.Get<V1Deployment>(process.Name).Spec.Template.Spec.Containers);

    private static void Asks(V1Probe probe, string path)
    {
        Assert.Equal(path, probe.HttpGet.Path);
        Assert.Equal("http", probe.HttpGet.Port.Value);
    }

    private static void Bounded(V1ResourceRequirements resources)
    {
        foreach (var resource in new[] { "cpu", "memory" })
        {
            Assert.True(resources.Requests[resource].ToDecimal() > 0);
            Assert.True(resources.Limits[resource].ToDecimal() >= resources.Requests[resource].ToDecimal());
        }
    }

    /// <summary>The standard `restricted` of Kubernetes' pod security, stated in full by each pod.</summary>
    private static void RestrictedPod(V1PodSpec pod)
    {
        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.True(pod.SecurityContext.RunAsUser > 0);
        Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
        Assert.Null(pod.SecurityContext.Sysctls);
        Assert.True(pod is { HostNetwork: not true, HostPID: not true, HostIPC: not true });
        Assert.All(pod.Volumes ?? [], v => Assert.True(v.HostPath is null && v.Nfs is null, v.Name));
        Assert.All(pod.Containers.Concat(pod.InitContainers ?? []), container =>
        {
            var context = container.SecurityContext;
            Assert.False(context.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], context.Capabilities.Drop);
            Assert.Null(context.Capabilities.Add);
            Assert.True(context.Privileged is not true);
            Assert.True(context.RunAsNonRoot is not false && context.RunAsUser is not 0);
            Assert.All(container.Ports ?? [], p => Assert.Null(p.HostPort));
        });
    }
}
