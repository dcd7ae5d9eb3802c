namespace ChildPlatform.LocalHost;

/// <summary>Where things lie in this working copy.</summary>
public static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release: processes are taken from the same build as this one.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";

    /// <summary>The folder of a project, from its path under the root.</summary>
    public static string FolderOf(string project) => Path.Combine(Root, Path.GetDirectoryName(project)!);

    /// <summary>The program that a project is built into.</summary>
    public static string ProgramOf(string project) =>
        Path.Combine(FolderOf(project), "bin", Configuration, "net10.0", Path.GetFileNameWithoutExtension(project) + ".dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ChildPlatform.sln")))
            {
                return folder.FullName;
            }
        }

        throw new LaunchException($"No ChildPlatform.sln above {AppContext.BaseDirectory}: the launcher runs inside its working copy.");
    }
}
