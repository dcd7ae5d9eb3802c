using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Microsoft.Win32.SafeHandles;

namespace ChildPlatform.ServiceDefaults.Files;

/// <summary>Section <c>Files</c>: where the local folder is.</summary>
public sealed class LocalFolderOptions
{
    /// <summary>
    /// An existing folder that the process may write to. All replicas of a service share it; no two services do.
    /// </summary>
    public string Folder { get; set; } = "";
}

/// <summary>
/// A folder that is not there is not made: a volume that was not mounted would otherwise be noticed only when the files of
/// years are missing.
/// </summary>
internal sealed class LocalFolderCheck : IValidateOptions<LocalFolderOptions>
{
    public ValidateOptionsResult Validate(string? name, LocalFolderOptions options)
    {
        if (!Directory.Exists(options.Folder))
        {
            return ValidateOptionsResult.Fail($"Files__Folder: there is no folder {options.Folder}.");
        }

        var probe = Path.Combine(options.Folder, $"{Guid.NewGuid():N}.probe");
        try
        {
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
                return ValidateOptionsResult.Success;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"Files__Folder: nothing can be written in {options.Folder}. {e.Message}");
        }
    }
}

/// <summary>
/// One file a content, named by its id. Written under another name, flushed, then renamed, so that a file with its own name is
/// whole whatever ends the process or the machine.
/// </summary>
internal sealed partial class LocalFolderStore(IOptions<LocalFolderOptions> options) : IFileStore
{
    private const string Unfinished = ".part";

    private string Folder => options.Value.Folder;

    public async Task PutAsync(Guid id, Stream content, CancellationToken ct)
    {
        var path = PathOf(id);
        var shelf = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(shelf))
        {
            Directory.CreateDirectory(shelf);
            FlushFolder(Folder);
        }

        var part = path + Unfinished;
        try
        {
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true))
            {
                await content.CopyToAsync(file, ct);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path);
        }
        catch
        {
            File.Delete(part);
            throw;
        }

        FlushFolder(shelf);
    }

    public Task<Stream?> OpenAsync(Guid id, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(
                new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task DeleteAsync(Guid id, CancellationToken ct)
    {
        var path = PathOf(id);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<Guid> ListAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var path in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            ct.ThrowIfCancellationRequested();
            if (Guid.TryParseExact(Path.GetFileName(path), "N", out var id) && File.GetLastWriteTimeUtc(path) < before)
            {
                yield return id;
            }
        }

        await Task.CompletedTask;
    }

    public Task<int> DeleteUnfinishedAsync(DateTimeOffset before, CancellationToken ct)
    {
        var deleted = 0;
        foreach (var path in Directory.EnumerateFiles(Folder, "*" + Unfinished, SearchOption.AllDirectories))
        {
            ct.ThrowIfCancellationRequested();
            if (File.GetLastWriteTimeUtc(path) < before)
            {
                File.Delete(path);
                deleted++;
            }
        }

        return Task.FromResult(deleted);
    }

    /// <summary>Spread by the last byte, which is random; the first of a time-ordered id are alike for weeks.</summary>
    private string PathOf(Guid id)
    {
        var name = id.ToString("N", CultureInfo.InvariantCulture);

        return Path.Combine(Folder, name[^2..], name);
    }

    /// <summary>A new name in a folder is safe only when the folder is written too; the framework opens no folders.</summary>
    private static void FlushFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var folder = new SafeFileHandle(OpenCore(path, 0), ownsHandle: true);
        if (!folder.IsInvalid)
        {
            RandomAccess.FlushToDisk(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint OpenCore(string path, int flags);
}
