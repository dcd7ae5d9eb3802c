using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using ChildPlatform.LocalHost;

namespace ChildPlatform.Platform.Tests.Architecture;

/// <summary>The types of a process's program, to be looked at; none of them is ever used.</summary>
internal static class ProcessTypes
{
    private static readonly ConcurrentDictionary<string, ProcessContext> Contexts = new();

    public static IEnumerable<Type> Of(string process)
    {
        var name = Path.GetFileNameWithoutExtension(Topology.Process(process).Project);
        return AssemblyOf(process, name).GetTypes()
            .Where(t => t.Namespace is null || t.Namespace.StartsWith("ChildPlatform", StringComparison.Ordinal));
    }

    public static Assembly AssemblyOf(string process, string name) => Contexts.GetOrAdd(process, p => new ProcessContext(p))
        .LoadFromAssemblyName(new AssemblyName(name));

    /// <summary>A process's own program and libraries, apart from those of the others and of these tests.</summary>
    private sealed class ProcessContext(string process) : AssemblyLoadContext(process)
    {
        private readonly AssemblyDependencyResolver resolver = new(Repository.ProgramOf(Topology.Process(process).Project));

        protected override Assembly? Load(AssemblyName assemblyName) =>
            resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }
}
