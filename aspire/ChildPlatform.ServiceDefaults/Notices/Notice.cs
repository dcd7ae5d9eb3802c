using ChildPlatform.ServiceDefaults.Security;

namespace ChildPlatform.ServiceDefaults.Notices;

/// <summary>
/// A word to those who should act: what is due, what is late. Never changed, and taken away when it is old; whether somebody has
/// read it is a row of its own. It names codes and numbers of cases, never a person.
/// </summary>
public sealed class Notice
{
    public long Id { get; init; }

    /// <summary>What is told, and for which day or occasion: unique, so that replicas and repeated runs tell it once.</summary>
    public required string Key { get; init; }

    /// <summary>What kind of word it is, in lower-kebab: <c>task-overdue</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Only people with this role; empty is any role.</summary>
    public string Role { get; init; } = "";

    /// <summary>Only people of this agency; empty is any agency, or none.</summary>
    public string Agency { get; init; } = "";

    /// <summary>Only people who see this unit: theirs is the same or above it. Empty is anywhere.</summary>
    public string UnitPath { get; init; } = "";

    public required string Vi { get; init; }

    public required string En { get; init; }

    /// <summary>What it is about, so that a page can lead there: <c>task</c>, <c>round</c>, <c>case</c>.</summary>
    public required string SubjectType { get; init; }

    /// <summary>Id of the subject, or the year of the plan.</summary>
    public required string SubjectId { get; init; }

    public DateTimeOffset CreatedAt { get; internal set; }
}

/// <summary>This person has read this notice.</summary>
public sealed class NoticeRead
{
    public required string UserId { get; init; }

    public required long NoticeId { get; init; }

    public required DateTimeOffset ReadAt { get; init; }
}

/// <summary>Whose notices they are: every query over notices goes through here.</summary>
internal static class NoticeAudience
{
    public static IQueryable<Notice> For(this IQueryable<Notice> notices, CurrentUser user)
    {
        // "" first: what is told to whoever has the other marks. A list, since a span would not become SQL.
        List<string> roles = ["", .. user.Roles];
        List<string> agencies = user.Agency is { } agency ? ["", agency] : [""];
        var path = user.UnitPath;
        var addressed = notices.Where(notice => roles.Contains(notice.Role) && agencies.Contains(notice.Agency));

        // "" would be a prefix of everything: no unit must mean nothing that is scoped by unit.
        return path.Length == 0
            ? addressed.Where(notice => notice.UnitPath == "")
            : addressed.Where(notice => notice.UnitPath == "" || notice.UnitPath.StartsWith(path));
    }
}
