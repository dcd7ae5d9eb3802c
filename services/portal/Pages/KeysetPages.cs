using ChildPlatform.Portal.Api;

namespace ChildPlatform.Portal.Pages;

/// <summary>Forward by the list's own cursor, back by the cursors already seen: stable while others add rows.</summary>
internal sealed class KeysetPages
{
    private readonly Stack<string?> seen = new();

    /// <summary>Cursor of the page on show; null is the first.</summary>
    public string? Current { get; private set; }

    public string? Next { get; private set; }

    public int Number => seen.Count + 1;

    public void Shown(string? next) => Next = Query.CursorOf(next);

    public void Forward()
    {
        if (Next is not null)
        {
            seen.Push(Current);
            Current = Next;
        }
    }

    public void Back() => Current = seen.Count > 0 ? seen.Pop() : null;

    public void Restart()
    {
        seen.Clear();
        (Current, Next) = (null, null);
    }
}
