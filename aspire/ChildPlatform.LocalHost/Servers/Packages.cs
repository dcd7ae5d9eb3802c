namespace ChildPlatform.LocalHost.Servers;

/// <summary>Installs packages of a Debian-like distribution.</summary>
public static class Packages
{
    private static readonly Dictionary<string, string> Quietly = new()
    {
        ["DEBIAN_FRONTEND"] = "noninteractive",
        // Tells the packages' scripts not to start servers of the system's own: ours are enough.
        ["RUNLEVEL"] = "1",
    };

    /// <summary>Installs the packages; false when this process may not, or when it did not work.</summary>
    public static async Task<bool> TryInstallAsync(IReadOnlyList<string> packages, Action<string> say, CancellationToken ct)
    {
        if (!Programs.IsRoot || Programs.Find("apt-get") is not { } apt)
        {
            return false;
        }

        say($"installing {string.Join(", ", packages)} with apt-get (once)");
        string[] install = ["install", "-y", "-q", "--no-install-recommends", .. packages];
        var (code, output) = await Programs.RunAsync(apt, install, ct, Quietly);
        if (code != 0)
        {
            // A machine whose lists were never fetched, or are old.
            await Programs.RunAsync(apt, ["update", "-q"], ct, Quietly);
            (code, output) = await Programs.RunAsync(apt, install, ct, Quietly);
        }

        if (code != 0)
        {
            say($"apt-get failed: {output.Trim().Split('\n').Last()}");
        }

        return code == 0;
    }
}
