using ChildPlatform.Kernel;

namespace ChildPlatform.Events.Data;

/// <summary>Turns what a person types into a prefix query over the folded words of a row.</summary>
internal static class SearchWords
{
    /// <summary>"Nguyễn Văn" becomes "nguyen:* &amp; van:*"; null when nothing searchable was typed.</summary>
    public static string? Of(string text)
    {
        // Only letters and digits reach the query language of PostgreSQL: its operators in a name must not be an error.
        var folded = string.Concat(VietnameseText.SearchKey(text).Select(c => char.IsLetterOrDigit(c) ? c : ' '));
        var words = folded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(12).ToArray();

        return words.Length == 0 ? null : string.Join(" & ", words.Select(word => word + ":*"));
    }
}
