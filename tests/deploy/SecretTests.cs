using System.Text.RegularExpressions;
using ChildPlatform.LocalHost;
using k8s.Models;

namespace ChildPlatform.Deploy.Tests;

/// <summary>Secrets are named, never written down; each is where it is needed and nowhere else.</summary>
public partial class SecretTests
{
    /// <summary>Made by somebody else in production: the operator, and whoever owns storage and certificates.</summary>
    private static readonly string[] NotOurs = ["rabbitmq-default-user", "backup-storage", "gateway-tls"];

    public static TheoryData<string> Overlays => [.. Overlay.Names];

    [Theory]
    [MemberData(nameof(Overlays))]
    public void No_secret_is_in_the_repository(string overlay)
    {
        var rendered = Overlay.Named(overlay);

        Assert.Empty(rendered.All.OfType<V1Secret>());
        var literal = rendered.Workloads.SelectMany(w => w.Container.Env ?? [], (w, e) => (w.Name, Variable: e))
            .Where(e => e.Variable.Value is not null && SecretName().IsMatch(e.Variable.Name));
        Assert.Empty(literal);
        Assert.All(
            Passwords().Matches(rendered.Text).Select(m => m.Groups["value"].Value),
            value => Assert.StartsWith("$(", value, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_secret_that_is_asked_for_can_be_made_and_no_other_is(string overlay)
    {
        var made = Made(overlay).SelectMany(s => s.StringData.Keys.Select(key => $"{s.Metadata.Name}/{key}")).ToHashSet();
        var asked = Asked(Overlay.Named(overlay)).ToHashSet();
        if (overlay == "production")
        {
            asked.RemoveWhere(s => NotOurs.Contains(s.Split('/')[0]));
            // The operator reads both keys of a login.
            asked.UnionWith(Logins().SelectMany(l => new[] { $"{l}/username", $"{l}/password" }));
        }
        else
        {
            asked.UnionWith(Logins().Append("postgres-superuser").Select(l => $"{l}/username"));
            asked.Add("redis/password");
        }

        Assert.Equal(asked.Order(), made.Order());
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Made_secrets_are_long_different_and_of_the_form_that_is_read(string overlay)
    {
        var secrets = Made(overlay);
        var values = secrets.SelectMany(s => s.StringData)
            .Where(d => d.Key is "password" or "secret").Select(d => d.Value).ToList();

        Assert.All(values, v => Assert.Matches("^[A-Za-z0-9_-]{43}$", v));
        Assert.Equal(values.Count, values.Distinct().Count());
        Assert.Empty(values.Intersect(Made(overlay).SelectMany(s => s.StringData.Values)));
        Assert.All(secrets.Where(s => Logins().Contains(s.Metadata.Name)), s =>
        {
            Assert.Equal("kubernetes.io/basic-auth", s.Type);
            Assert.Equal(s.Metadata.Name.Replace('-', '_'), s.StringData["username"]);
        });
        var redis = secrets.Single(s => s.Metadata.Name == "redis").StringData;
        Assert.Equal($"requirepass {redis["password"]}\nmasterauth {redis["password"]}\n", redis["auth.conf"]);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Owners_log_in_from_the_migration_only(string overlay) => Assert.All(
        Overlay.Named(overlay).Workloads,
        workload =>
        {
            // Where there is no operator, one job makes all databases.
            var services = workload.Name == "databases"
                ? Expected.WithDatabase
                : Expected.WithDatabase.Where(p => workload.Name == $"{p.Name}-migrate");
            var owners = Secrets(workload).Where(s => s.Contains("-owner/", StringComparison.Ordinal));
            Assert.Equal(services.Select(p => $"{p.Name}-owner/password").Order(), owners.Order());
        });

    [Theory]
    [MemberData(nameof(Overlays))]
    public void A_process_sees_no_login_of_another(string overlay) => Assert.All(
        Overlay.Named(overlay).Workloads.Where(w => w.Process is not null),
        workload => Assert.All(
            Secrets(workload).Where(s => Logins().Contains(s.Split('/')[0])),
            secret => Assert.Equal($"{workload.Name}-app/password", secret)));

    private static List<V1Secret> Made(string overlay) =>
        [.. Overlay.Read(Kubectl.Run(Path.Combine(Repository.Root, "deploy/k8s/make-secrets"), overlay)).Cast<V1Secret>()];

    private static IEnumerable<string> Logins() =>
        Expected.WithDatabase.SelectMany(p => Expected.Roles.Select(role => $"{p.Name}-{role}"));

    private static IEnumerable<string> Asked(Overlay overlay) => overlay.Workloads.SelectMany(Secrets)
        .Concat(overlay.All.OfType<PostgresCluster>().SelectMany(c => c.Spec.Managed.Roles)
            .Select(r => $"{r.PasswordSecret.Name}/password"))
        .Concat(overlay.All.OfType<ObjectStore>().Select(s => s.Spec.Configuration.S3Credentials)
            .SelectMany(c => new[] { c.AccessKeyId, c.SecretAccessKey }).Select(k => $"{k.Name}/{k.Key}"))
        .Concat(overlay.All.OfType<V1Ingress>().SelectMany(i => i.Spec.Tls).Select(t => $"{t.SecretName}/tls.crt"));

    private static IEnumerable<string> Secrets(Workload workload)
    {
        Assert.All(workload.Container.EnvFrom ?? [], e => Assert.Fail($"{workload}: name each variable."));
        return (workload.Container.Env ?? []).Select(e => e.ValueFrom?.SecretKeyRef).OfType<V1SecretKeySelector>()
            .Select(s => $"{s.Name}/{s.Key}").Concat((workload.Pod.Volumes ?? []).Where(v => v.Secret is not null)
                .SelectMany(v => v.Secret.Items.Select(i => $"{v.Secret.SecretName}/{i.Key}")));
    }

    [GeneratedRegex("(?i)(password|secret|key)$")]
    private static partial Regex SecretName();

    [GeneratedRegex("(?i)password=(?<value>[^;,\\s\"]+)")]
    private static partial Regex Passwords();
}
