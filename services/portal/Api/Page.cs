namespace ChildPlatform.Portal.Api;

/// <summary>One page of a list; <see cref="Next"/> is the address of the following page, null at the end.</summary>
public sealed record Page<T>
{
    public IReadOnlyList<T> Items { get; init; } = [];
    public string? Next { get; init; }
}

/// <summary>A resource with its version tag, which a later change must quote.</summary>
internal sealed record Tagged<T>(T Value, string? ETag);

/// <summary>A file on its way from the API to the browser.</summary>
internal sealed record ApiFile(HttpResponseMessage Response);
