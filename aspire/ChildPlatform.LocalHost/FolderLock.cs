namespace ChildPlatform.LocalHost;

/// <summary>One launcher per folder. The system lets go of the lock when its holder ends in any way.</summary>
public sealed class FolderLock : IDisposable
{
    public const string FileName = "run.lock";

    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="LaunchException">Somebody holds it.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            return new FolderLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            var other = Endpoints.Read(folder);
            throw new LaunchException(other is null
                ? "The platform is being started from this folder already."
                : $"The platform runs from this folder already: {other.Gateway} (launcher process {other.Launcher}).");
        }
    }

    public void Dispose() => file.Dispose();
}
