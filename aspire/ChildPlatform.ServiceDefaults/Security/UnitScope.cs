namespace ChildPlatform.ServiceDefaults.Security;

/// <summary>A row that belongs to an administrative unit.</summary>
public interface IHasUnitPath
{
    /// <summary>Unit ids ("N" format) from the province down, each followed by a slash.</summary>
    string UnitPath { get; }
}

/// <summary>Only the right eyes: every query over scoped rows goes through here.</summary>
public static class UnitScope
{
    /// <summary>Rows at or below the user's unit. A user without a unit sees none.</summary>
    public static IQueryable<T> Within<T>(this IQueryable<T> query, CurrentUser user)
        where T : IHasUnitPath
    {
        var path = user.UnitPath;
        // "" would be a prefix of everything: no unit must mean no rows, never all of them.
        return path.Length == 0 ? query.Where(_ => false) : query.Where(row => row.UnitPath.StartsWith(path));
    }

    /// <summary>The same test for one row in memory.</summary>
    public static bool IsWithin(this IHasUnitPath row, CurrentUser user) =>
        user.UnitPath.Length > 0 && row.UnitPath.StartsWith(user.UnitPath, StringComparison.Ordinal);
}
