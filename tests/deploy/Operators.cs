using k8s;
using k8s.Models;
using YamlDotNet.Serialization;

namespace ChildPlatform.Deploy.Tests;

// The kinds of the two operators, with those documented fields that are used here: any other is an error, like a typing
// mistake. CloudNativePG 1.30 with its Barman Cloud plugin, RabbitMQ cluster operator 2.

/// <summary>What every resource of an operator has.</summary>
public abstract record OperatorResource : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "";

    public string Kind { get; set; } = "";

    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>The kinds by the key under which the client looks for them.</summary>
    public static IDictionary<string, Type> Kinds { get; } = new Dictionary<string, Type>
    {
        ["postgresql.cnpg.io/v1/Cluster"] = typeof(PostgresCluster),
        ["postgresql.cnpg.io/v1/Database"] = typeof(PostgresDatabase),
        ["postgresql.cnpg.io/v1/ScheduledBackup"] = typeof(ScheduledBackup),
        ["barmancloud.cnpg.io/v1/ObjectStore"] = typeof(ObjectStore),
        ["rabbitmq.com/v1beta1/RabbitmqCluster"] = typeof(RabbitmqCluster),
    };
}

public sealed record NameOf
{
    public string Name { get; set; } = "";
}

public sealed record SizeOf
{
    public string Size { get; set; } = "";
}

public sealed record KeyOf
{
    public string Name { get; set; } = "";

    public string Key { get; set; } = "";
}

public sealed record PostgresCluster : OperatorResource
{
    public ClusterSpec Spec { get; set; } = new();

    public sealed record ClusterSpec
    {
        public int Instances { get; set; }

        public string ImageName { get; set; } = "";

        public string PrimaryUpdateStrategy { get; set; } = "";

        public Bootstrap Bootstrap { get; set; } = new();

        public Postgresql Postgresql { get; set; } = new();

        public Managed Managed { get; set; } = new();

        public SizeOf Storage { get; set; } = new();

        public SizeOf WalStorage { get; set; } = new();

        public V1ResourceRequirements Resources { get; set; } = new();

        public Affinity Affinity { get; set; } = new();

        public List<Plugin> Plugins { get; set; } = [];
    }

    public sealed record Bootstrap
    {
        public Initdb Initdb { get; set; } = new();
    }

    public sealed record Initdb
    {
        public string Encoding { get; set; } = "";

        public string LocaleCollate { get; set; } = "";

        public string LocaleCType { get; set; } = "";
    }

    public sealed record Postgresql
    {
        public Dictionary<string, string> Parameters { get; set; } = [];

        public Synchronous Synchronous { get; set; } = new();

        [YamlMember(Alias = "pg_hba", ApplyNamingConventions = false)]
        public List<string> PgHba { get; set; } = [];
    }

    public sealed record Synchronous
    {
        public string Method { get; set; } = "";

        public int Number { get; set; }

        public string DataDurability { get; set; } = "";
    }

    public sealed record Managed
    {
        public List<Role> Roles { get; set; } = [];
    }

    public sealed record Role
    {
        public string Name { get; set; } = "";

        public bool Login { get; set; }

        public int ConnectionLimit { get; set; }

        public NameOf PasswordSecret { get; set; } = new();
    }

    public sealed record Affinity
    {
        public bool EnablePodAntiAffinity { get; set; }

        public string PodAntiAffinityType { get; set; } = "";

        public string TopologyKey { get; set; } = "";
    }

    public sealed record Plugin
    {
        public string Name { get; set; } = "";

        public bool IsWALArchiver { get; set; }

        public Dictionary<string, string> Parameters { get; set; } = [];
    }
}

public sealed record PostgresDatabase : OperatorResource
{
    public DatabaseSpec Spec { get; set; } = new();

    public sealed record DatabaseSpec
    {
        public string Name { get; set; } = "";

        public string Owner { get; set; } = "";

        public NameOf Cluster { get; set; } = new();
    }
}

public sealed record ScheduledBackup : OperatorResource
{
    public BackupSpec Spec { get; set; } = new();

    public sealed record BackupSpec
    {
        public string Schedule { get; set; } = "";

        public bool Immediate { get; set; }

        public string BackupOwnerReference { get; set; } = "";

        public NameOf Cluster { get; set; } = new();

        public string Method { get; set; } = "";

        public NameOf PluginConfiguration { get; set; } = new();
    }
}

public sealed record ObjectStore : OperatorResource
{
    public StoreSpec Spec { get; set; } = new();

    public sealed record StoreSpec
    {
        public string RetentionPolicy { get; set; } = "";

        public Configuration Configuration { get; set; } = new();
    }

    public sealed record Configuration
    {
        public string DestinationPath { get; set; } = "";

        [YamlMember(Alias = "endpointURL", ApplyNamingConventions = false)]
        public string EndpointUrl { get; set; } = "";

        public Credentials S3Credentials { get; set; } = new();

        public Compressed Wal { get; set; } = new();

        public Compressed Data { get; set; } = new();
    }

    public sealed record Credentials
    {
        public KeyOf AccessKeyId { get; set; } = new();

        public KeyOf SecretAccessKey { get; set; } = new();
    }

    public sealed record Compressed
    {
        public string Compression { get; set; } = "";
    }
}

public sealed record RabbitmqCluster : OperatorResource
{
    public ClusterSpec Spec { get; set; } = new();

    public sealed record ClusterSpec
    {
        public int Replicas { get; set; }

        public string Image { get; set; } = "";

        public Persistence Persistence { get; set; } = new();

        public V1ResourceRequirements Resources { get; set; } = new();

        public Configuration Rabbitmq { get; set; } = new();

        public V1Affinity Affinity { get; set; } = new();

        public Override Override { get; set; } = new();
    }

    public sealed record Persistence
    {
        public string Storage { get; set; } = "";
    }

    public sealed record Configuration
    {
        public string AdditionalConfig { get; set; } = "";
    }

    public sealed record Override
    {
        public StatefulSet StatefulSet { get; set; } = new();
    }

    public sealed record StatefulSet
    {
        public StatefulSetSpec Spec { get; set; } = new();
    }

    public sealed record StatefulSetSpec
    {
        public V1PodTemplateSpec Template { get; set; } = new();
    }
}
