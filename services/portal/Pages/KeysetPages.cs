using ChildPlatform.Portal.Api;

namespace ChildPlatform.Portal.Pages;

/// <summary>
/// One page of a list by the list's own cursor: stable while others add rows. Cursor and number stand in the page's address, like
/// the filter, so that the browser's Back, a bookmark and a sent link lead to the same rows.
/// </summary>
public sealed class KeysetPages(PageTrails trails)
{
    private string list = "";
    private string? next;

    /// <summary>Cursor of the page on show; null is the first.</summary>
    public string? Current { get; private set; }

    public int Number { get; private set; } = 1;

    /// <summary>The page's address as asked; a number without a cursor is the first page.</summary>
    /// <param name="address">The list with its filter, without the page.</param>
    /// <param name="cursor">Member <c>cursor</c> of the address.</param>
    /// <param name="number">Member <c>page</c> of the address.</param>
    public void Arrive(string address, string? cursor, int? number)
    {
        cursor = string.IsNullOrEmpty(cursor) ? null : cursor;
        if (list == address && Current == cursor)
        {
            return;
        }

        (list, Current, next) = (address, cursor, null);
        Number = Current is null ? 1 : Math.Clamp(number ?? 2, 2, 1_000_000);
        trails.Remember(list, Number, Current);
    }

    public void Shown(string? nextAddress) => next = Query.CursorOf(nextAddress);

    public string? NextLink => next is null ? null : At(next, Number + 1);

    /// <summary>The page before; the first one when the way here is not known.</summary>
    public string? BackLink => Number switch
    {
        1 => null,
        2 => list,
        _ => trails.CursorOf(list, Number - 1) is { } cursor ? At(cursor, Number - 1) : list,
    };

    /// <summary>True when <see cref="BackLink"/> leads past pages in between.</summary>
    public bool BackIsFirst => Number > 2 && BackLink == list;

    private string At(string cursor, int number) => new Query().With("cursor", cursor).With("page", number).On(list);
}
