using ChildPlatform.LocalHost;
using k8s;
using k8s.Models;

namespace ChildPlatform.Deploy.Tests;

/// <summary>One way to run in a cluster, rendered as it would be applied and read strictly.</summary>
internal sealed class Overlay
{
    public const string Namespace = "childplatform";

    private static readonly Dictionary<string, Lazy<Overlay>> Rendered = Names.ToDictionary(
        name => name, name => new Lazy<Overlay>(() => new Overlay(Kubectl.Kustomize($"deploy/k8s/overlays/{name}"))));

    private readonly IReadOnlyList<IKubernetesObject<V1ObjectMeta>> _all;

    private Overlay(string text)
    {
        Text = text;
        _all = Read(text);
    }

    public static IReadOnlyList<string> Names => ["local", "production"];

    public static Overlay Production => Named("production");

    public static Overlay Local => Named("local");

    /// <summary>The rendered text.</summary>
    public string Text { get; }

    /// <summary>Everything in it.</summary>
    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> All => _all;

    /// <summary>The settings that differ between overlays.</summary>
    public IDictionary<string, string> Config =>
        All.OfType<V1ConfigMap>().Single(c => c.Metadata.Name.StartsWith("platform-", StringComparison.Ordinal)).Data;

    /// <summary>Everything that starts pods, and the template of those.</summary>
    public IEnumerable<Workload> Workloads => All.Select(Workload.Of).OfType<Workload>();

    public static Overlay Named(string name) => Rendered[name].Value;

    /// <summary>
    /// Built-in kinds as the typed client knows them, those of the operators as small records; a kind or a field that neither
    /// knows is an error.
    /// </summary>
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Read(string text) =>
        [.. KubernetesYaml.LoadAllFromString(text, OperatorResource.Kinds, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];

    /// <summary>The object of this kind and name.</summary>
    public T Get<T>(string name)
        where T : IKubernetesObject<V1ObjectMeta> => All.OfType<T>().Single(o => o.Metadata.Name == name);

    /// <summary>What a variable holds, as far as it is known here: a secret is written as <c>secret:name/key</c>.</summary>
    public string? Resolve(V1EnvVar variable) => variable switch
    {
        { ValueFrom.SecretKeyRef: { } secret } => $"secret:{secret.Name}/{secret.Key}",
        { ValueFrom.ConfigMapKeyRef: { } config } => Resolve(config),
        _ => variable.Value,
    };

    private string? Resolve(V1ConfigMapKeySelector reference) =>
        Get<V1ConfigMap>(reference.Name).Data.TryGetValue(reference.Key, out var value) ? value
        : reference.Optional is true ? null
        : throw new InvalidOperationException($"{reference.Name} has no {reference.Key}.");
}

/// <summary>Something that starts pods.</summary>
internal sealed record Workload(IKubernetesObject<V1ObjectMeta> Source, V1PodTemplateSpec Template)
{
    public string Name => Source.Metadata.Name;

    /// <summary>The process it runs; null for a server or a job of ours.</summary>
    public ProcessSpec? Process => Source is V1Deployment ? Topology.Processes.FirstOrDefault(p => p.Name == Name) : null;

    public V1PodSpec Pod => Template.Spec;

    public IDictionary<string, string> Labels => Template.Metadata.Labels;

    public V1Container Container => Assert.Single(Pod.Containers);

    public IEnumerable<int> Ports => (Container.Ports ?? []).Select(p => p.ContainerPort);

    public static Workload? Of(IKubernetesObject<V1ObjectMeta> source) => source switch
    {
        V1Deployment deployment => new(source, deployment.Spec.Template),
        V1StatefulSet set => new(source, set.Spec.Template),
        V1Job job => new(source, job.Spec.Template),
        _ => null,
    };

    public override string ToString() => $"{Source.Kind} {Name}";
}
