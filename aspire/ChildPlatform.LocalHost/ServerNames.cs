namespace ChildPlatform.LocalHost;

/// <summary>The servers that the platform leans on, as connection strings and <c>endpoints.json</c> name them.</summary>
public static class ServerNames
{
    public const string Postgres = "postgres";
    public const string Rabbit = "rabbitmq";
    public const string Redis = "redis";

    /// <summary>Erlang's port mapper, which RabbitMQ cannot run without.</summary>
    public const string Epmd = "epmd";

    public static IReadOnlyList<string> All { get; } = [Postgres, Rabbit, Redis, Epmd];
}
