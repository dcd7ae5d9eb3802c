using ChildPlatform.LocalHost.Processes;

namespace ChildPlatform.LocalHost.Servers;

/// <summary>One of the three servers, ready to be used.</summary>
/// <param name="Name">As in <see cref="ServerNames"/>.</param>
/// <param name="Address">Host and port.</param>
/// <param name="ConnectionString">What a client needs; for PostgreSQL that of an administrator.</param>
/// <param name="Runnables">What has to run for it, in this order; empty when somebody else runs it.</param>
public sealed record Server(string Name, string Address, string ConnectionString, IReadOnlyList<Runnable> Runnables)
{
    /// <summary>A server that was given in the environment by its connection string.</summary>
    public static Server Given(string name, string address, string connectionString) => new(name, address, connectionString, []);
}
