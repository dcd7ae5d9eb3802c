using System.Xml.Linq;
using ChildPlatform.LocalHost;

namespace ChildPlatform.Platform.Tests.Architecture;

/// <summary>The working copy as text: what the rules below read.</summary>
internal static class Sources
{
    private static readonly string[] Product = ["aspire", "gateway", "services"];

    /// <summary>Every project of the product, by name.</summary>
    public static IReadOnlyDictionary<string, Project> Projects { get; } =
        Files("*.csproj").Select(Project.Read).ToDictionary(p => p.Name);

    /// <summary>Files of the product, without what a build makes.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        Product.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"));

    /// <summary>A file's path as people say it.</summary>
    public static string Short(string file) => Path.GetRelativePath(Repository.Root, file);

    /// <summary>One page of the documentation.</summary>
    public static string Page(string name) => File.ReadAllText(Path.Combine(Repository.Root, "docs", name));

    internal sealed record Project(string Name, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
    {
        public static Project Read(string file)
        {
            var items = XDocument.Load(file).Descendants().Where(e => e.Attribute("Include") is not null).ToLookup(
                e => e.Name.LocalName, e => e.Attribute("Include")!.Value);
            return new Project(
                Path.GetFileNameWithoutExtension(file),
                [.. items["ProjectReference"].Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')))],
                [.. items["PackageReference"]]);
        }
    }
}
