using System.Collections.Concurrent;

namespace ChildPlatform.Portal.Pages;

/// <summary>
/// The cursors that a person has passed in each list, so that "trang trước" works after a look into a record and back. Lives as
/// long as the connection of the page; after a reload the first page is always there to go back to.
/// </summary>
public sealed class PageTrails
{
    private const int MostKept = 2_000;
    private readonly ConcurrentDictionary<(string List, int Number), string> cursors = new();

    public void Remember(string list, int number, string? cursor)
    {
        if (cursors.Count >= MostKept)
        {
            cursors.Clear();
        }

        if (cursor is not null)
        {
            cursors[(list, number)] = cursor;
        }
    }

    public string? CursorOf(string list, int number) => cursors.GetValueOrDefault((list, number));
}
