using Npgsql;

namespace ChildPlatform.LocalHost.Servers;

/// <summary>
/// Finds the three servers, each in the first way that fits: a connection string in the environment, the distribution's
/// own programs (installed when they are missing and this process may do so), a Docker engine.
/// </summary>
public static class ServerSet
{
    /// <summary>The servers, none of them started yet.</summary>
    /// <param name="data">The folder for their data.</param>
    /// <param name="ports">Where their ports are kept.</param>
    /// <param name="secrets">Where their passwords are kept.</param>
    /// <param name="useGiven">False to look past the environment: for drills that kill servers.</param>
    /// <param name="extraHosts">Virtual hosts of RabbitMQ besides the ordinary one.</param>
    /// <param name="say">Tells what is being installed.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<IReadOnlyList<Server>> ChooseAsync(
        string data, Ports ports, Secrets secrets, bool useGiven, int extraHosts, Action<string> say, CancellationToken ct)
    {
        Kind[] kinds =
        [
            new(ServerNames.Rabbit, Rabbit.Package, () => Rabbit.Find() is not null,
                () => Rabbit.In(data, ports, secrets, extraHosts), () => Container.Rabbit(data, ports, secrets)),
            new(ServerNames.Postgres, Postgres.Package, () => Postgres.Find() is not null,
                () => Postgres.In(data, ports, secrets), () => Container.Postgres(data, ports, secrets)),
            new(ServerNames.Redis, Redis.Package, () => Redis.Find() is not null,
                () => Redis.In(data, ports), () => Container.Redis(data, ports)),
        ];

        var given = kinds.ToDictionary(k => k, k => useGiven ? Given(k.Name) : null);
        var missing = kinds.Where(k => given[k] is null && !k.IsInstalled()).ToList();
        if (missing.Count > 0)
        {
            var packages = missing.Select(k => k.Package).ToList();
            if (!await Packages.TryInstallAsync(packages, say, ct) && !await Container.EngineAnswersAsync(ct))
            {
                throw new LaunchException(
                    $"Missing: {string.Join(", ", missing.Select(k => k.Name))}. One of these helps:\n"
                    + $"  sudo apt-get install {string.Join(' ', packages)}\n"
                    + "  a running Docker engine\n"
                    + $"  {string.Join(", ", missing.Select(k => "ConnectionStrings__" + k.Name))} in the environment");
            }
        }

        return [.. kinds.Select(k => given[k] ?? (k.IsInstalled() ? k.Native() : k.Contained()))];
    }

    private static Server? Given(string name)
    {
        var connection = Environment.GetEnvironmentVariable($"ConnectionStrings__{name}");
        return string.IsNullOrWhiteSpace(connection) ? null : Server.Given(name, AddressOf(name, connection), connection);
    }

    /// <summary>Host and port only: what is written down for tools holds no password.</summary>
    private static string AddressOf(string name, string connection)
    {
        switch (name)
        {
            case ServerNames.Postgres:
                var builder = new NpgsqlConnectionStringBuilder(connection);
                return $"{builder.Host}:{builder.Port}";
            case ServerNames.Rabbit:
                var uri = new Uri(connection);
                return $"{uri.Host}:{(uri.Port > 0 ? uri.Port : 5672)}";
            default:
                return connection.Split(',')[0];
        }
    }

    private sealed record Kind(string Name, string Package, Func<bool> IsInstalled, Func<Server> Native, Func<Server> Contained);
}
