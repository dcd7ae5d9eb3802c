using ChildPlatform.LocalHost.Processes;

namespace ChildPlatform.LocalHost.Servers;

/// <summary>
/// Folders for servers that live no longer than one process. A run that was killed cannot tidy up after itself, so the
/// next one does it: it ends what such a folder's dead owner left running, and deletes the folder.
/// </summary>
public static class TemporaryFolder
{
    private const string Prefix = "childplatform-";

    /// <summary>A new, empty folder that only this user may enter.</summary>
    public static async Task<string> CreateAsync(string purpose)
    {
        await SweepAsync();
        return Directory.CreateTempSubdirectory($"{Prefix}{purpose}-").FullName;
    }

    /// <summary>Deletes the folder; files that a dying process still writes are tried again.</summary>
    public static async Task DeleteAsync(string folder)
    {
        for (var tries = 0; Directory.Exists(folder); tries++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (tries < 10)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    private static async Task SweepAsync()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                var pids = new PidFile(folder);
                if (pids.Read() is { } left && !left.Owner.IsAlive)
                {
                    await pids.EndLeftoversAsync();
                    await DeleteAsync(folder);
                }
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                // Another user's folder, or another run that sweeps the same one.
            }
        }
    }
}
