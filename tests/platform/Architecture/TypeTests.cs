using System.Reflection;
using ChildPlatform.LocalHost;

namespace ChildPlatform.Platform.Tests.Architecture;

/// <summary>What a service is made of stays inside it; what crosses a wire is in Contracts.</summary>
public class TypeTests
{
    /// <summary>The portal is apart: the types of its pages must be public to be composed.</summary>
    public static TheoryData<string> Services => ["identity", "fund", "cases", "events", "reporting", "gateway"];

    public static TheoryData<string> Processes => [.. Topology.Processes.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Services))]
    public void Types_of_a_service_are_internal(string service)
    {
        // Program is made public by the SDK, migrations and compiled pages by their tools.
        var exported = ProcessTypes.Of(service).Where(t => t.IsVisible && t.Name != "Program" && !IsMadeByATool(t));

        Assert.Empty(exported.Select(t => t.FullName));
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public void Classes_of_a_process_are_sealed_unless_made_to_be_derived_from(string process)
    {
        var all = ProcessTypes.Of(process).ToList();
        var bases = all.Select(t => t.BaseType).OfType<Type>().Select(t => t.IsGenericType ? t.GetGenericTypeDefinition() : t).ToHashSet();
        var open = all.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false } && t.Name != "Program"
            && !bases.Contains(t) && !IsMadeByATool(t));

        Assert.Empty(open.Select(t => t.FullName));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Bodies_of_requests_are_public_records_of_Contracts(string service)
    {
        // The built-in validation passes over an internal record without a word.
        var kept = ProcessTypes.Of(service).SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.Name == "Handle").SelectMany(method => method.GetParameters())
            .Where(p => p.ParameterType.Name.EndsWith("Request", StringComparison.Ordinal) && !p.ParameterType.IsVisible);

        Assert.Empty(kept.Select(p => $"{p.Member.DeclaringType}: {p.ParameterType.FullName}"));
    }

    [Fact]
    public void Everything_in_Contracts_is_public()
    {
        var hidden = ProcessTypes.AssemblyOf("fund", "ChildPlatform.Contracts").GetTypes()
            .Where(t => !t.IsVisible && !IsMadeByATool(t) && t.Namespace?.StartsWith("ChildPlatform", StringComparison.Ordinal) is true);

        Assert.Empty(hidden.Select(t => t.FullName));
    }

    private static bool IsMadeByATool(Type type) =>
        type.Name.StartsWith('<')
        || type.Name == "_Imports"
        || type.DeclaringType is { } outer && IsMadeByATool(outer)
        || type.Namespace?.EndsWith(".Migrations", StringComparison.Ordinal) is true
        || type.GetCustomAttributesData().Any(a => a.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute" or "EmbeddedAttribute")
        || Ancestors(type).Any(a => a.Name is "ComponentBase" or "RazorPageBase" or "LayoutComponentBase");

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }
}
