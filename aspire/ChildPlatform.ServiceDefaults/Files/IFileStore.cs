namespace ChildPlatform.ServiceDefaults.Files;

/// <summary>
/// Where contents of files are kept, outside of the database. A row names its file by id; nothing that a caller sent is ever
/// part of a path. A local folder by default (<see cref="LocalFolderStore"/>); another store is registered before
/// <c>AddFiles</c>.
/// </summary>
public interface IFileStore
{
    /// <summary>
    /// Keeps the content under a new id. When it returns, the content outlives a loss of power; before, nothing has this id.
    /// </summary>
    Task PutAsync(Guid id, Stream content, CancellationToken ct);

    /// <summary>The content of this id from its first byte; null when there is none.</summary>
    Task<Stream?> OpenAsync(Guid id, CancellationToken ct);

    /// <summary>Forgets the content of this id, if there is one.</summary>
    Task DeleteAsync(Guid id, CancellationToken ct);

    /// <summary>Ids of contents that were put before an instant, in no order.</summary>
    IAsyncEnumerable<Guid> ListAsync(DateTimeOffset before, CancellationToken ct);

    /// <summary>Forgets what was begun before an instant and never came to its end; gives how many.</summary>
    Task<int> DeleteUnfinishedAsync(DateTimeOffset before, CancellationToken ct);
}
