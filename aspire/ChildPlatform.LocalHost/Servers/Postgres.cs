using System.Globalization;
using ChildPlatform.LocalHost.Processes;
using Npgsql;

namespace ChildPlatform.LocalHost.Servers;

/// <summary>
/// PostgreSQL from the distribution's own programs. It refuses to run as root, so root hands it to the user
/// <c>postgres</c>, with just enough right to pass through folders that only root may enter.
/// </summary>
public static class Postgres
{
    /// <summary>The package that brings it.</summary>
    public const string Package = "postgresql";

    private const string Administrator = "childplatform";
    private const int ReadSearchCapability = 2;

    /// <summary>The newest installed version's folder of programs, or null.</summary>
    public static string? Find() => Versions().Select(v => v.Programs).FirstOrDefault();

    /// <summary>A server with its data in <paramref name="data"/>.</summary>
    public static Server In(string data, Ports ports, Secrets secrets)
    {
        var folder = Path.Combine(data, "postgres");
        var programs = ProgramsFor(folder);
        var port = ports.For(ServerNames.Postgres);
        var password = secrets.For("postgres");
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = Administrator,
            Password = password,
            Database = "postgres",
            Timeout = 5,
        }.ConnectionString;

        var command = AsPostgres([
            Path.Combine(programs, "postgres"), "-D", folder, "-p", port.ToString(CultureInfo.InvariantCulture),
            // No socket file: its path may be longer than the system allows. fsync and synchronous_commit stay on.
            "-k", "", "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300", "-c", "shared_buffers=256MB",
        ]);
        return new Server(ServerNames.Postgres, $"127.0.0.1:{port}", connection,
        [
            new Runnable
            {
                Name = ServerNames.Postgres,
                File = command[0],
                Arguments = command[1..],
                Environment = new Dictionary<string, string> { ["LC_ALL"] = "C.UTF-8" },
                CleanEnvironment = true,
                Prepare = ct => PrepareAsync(folder, programs, password, ct),
                IsReady = ct => AnswersAsync(connection, ct),
                // "Fast shutdown": clients are sent away, a checkpoint is written.
                StopSignal = Signals.Interrupt,
                StopPatience = TimeSpan.FromSeconds(30),
            },
        ]);
    }

    /// <summary>Whether the server takes this login now.</summary>
    /// <exception cref="LaunchException">It answers, and refuses the password.</exception>
    public static async Task<bool> AnswersAsync(string connectionString, CancellationToken ct)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
            await using var connection = new NpgsqlConnection(builder.ConnectionString);
            await connection.OpenAsync(ct);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword)
        {
            throw new LaunchException(
                "PostgreSQL refuses the administrator's password: its data and secrets.json do not belong together. "
                + "Put the old secrets.json back, or start afresh with --reset (which deletes the data).");
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task PrepareAsync(string folder, string programs, string password, CancellationToken ct)
    {
        ForgetStalePid(folder);
        if (File.Exists(Path.Combine(folder, "PG_VERSION")))
        {
            return;
        }

        // A first start that was cut short leaves a folder that initdb refuses.
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var passwordFile = folder + ".password";
        await File.WriteAllTextAsync(passwordFile, password, ct);
        try
        {
            File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            if (Programs.IsRoot)
            {
                await Programs.RequireAsync("chown", ["postgres:postgres", folder, passwordFile], ct);
            }

            var command = AsPostgres([
                Path.Combine(programs, "initdb"), "-D", folder, "-U", Administrator, "--auth=scram-sha-256",
                $"--pwfile={passwordFile}", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions",
            ]);
            await Programs.RequireAsync(command[0], command[1..], ct);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    /// <summary>
    /// After a crash of the machine the number in postmaster.pid may belong to a stranger of the same user, for which
    /// PostgreSQL would refuse to start. A server that still runs on the data is left to it.
    /// </summary>
    private static void ForgetStalePid(string folder)
    {
        var file = Path.Combine(folder, "postmaster.pid");
        if (File.Exists(file)
            && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid)
            && !(File.Exists($"/proc/{pid}/comm") && File.ReadAllText($"/proc/{pid}/comm").Trim() == "postgres"))
        {
            File.Delete(file);
        }
    }

    private static string[] AsPostgres(string[] command)
    {
        if (!Programs.IsRoot)
        {
            return command;
        }

        string[] user = [Programs.Find("setpriv") ?? throw new LaunchException("setpriv (package util-linux) is not installed."),
            "--reuid=postgres", "--regid=postgres", "--clear-groups"];
        string[] passage = MayPassOnReadSearch() ? ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"] : [];
        return [.. user, .. passage, "--", .. command];
    }

    /// <summary>In some containers root lacks this right, and asking for it would fail.</summary>
    private static bool MayPassOnReadSearch()
    {
        var line = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("CapPrm:", StringComparison.Ordinal));
        return line is not null
            && ulong.TryParse(line["CapPrm:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var held)
            && (held & (1UL << ReadSearchCapability)) != 0;
    }

    private static string ProgramsFor(string folder)
    {
        var versionFile = Path.Combine(folder, "PG_VERSION");
        if (!File.Exists(versionFile))
        {
            return Find() ?? throw new LaunchException("PostgreSQL is not installed.");
        }

        var version = File.ReadAllText(versionFile).Trim();
        return Versions().FirstOrDefault(v => v.Version == version).Programs
            ?? throw new LaunchException($"The data were written by PostgreSQL {version}, which is not installed. "
                + $"Install postgresql-{version}, or start afresh with --reset (which deletes the data).");
    }

    private static IEnumerable<(string Version, string Programs)> Versions()
    {
        const string root = "/usr/lib/postgresql";
        return Directory.Exists(root)
            ? Directory.EnumerateDirectories(root)
                .Select(d => (Version: Path.GetFileName(d), Programs: Path.Combine(d, "bin")))
                .Where(v => File.Exists(Path.Combine(v.Programs, "postgres")))
                .OrderByDescending(v => int.TryParse(v.Version, CultureInfo.InvariantCulture, out var number) ? number : 0)
            : [];
    }
}
