namespace ChildPlatform.Contracts.Identity;

/// <summary>A version of an administrative unit was added or ended. Whoever keeps units replaces the row of this id.</summary>
public sealed record class UnitChanged
{
    public required Guid UnitId { get; init; }

    /// <summary>Code of the General Statistics Office; not an identity by itself.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required UnitLevel Level { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>Ids from the province down, each followed by a slash.</summary>
    public required string Path { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day of validity; null while it is in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Grows with each change of this row; 1 is the unit as delivered. An older word changes nothing.</summary>
    public required int Version { get; init; }
}

/// <summary>What a decision of the state makes of a day.</summary>
public enum CalendarChange
{
    /// <summary>Nobody works: a holiday, the day off in its place, or a working day swapped away.</summary>
    Off,

    /// <summary>A Saturday or Sunday on which offices work.</summary>
    Working,
}

/// <summary>
/// A year of the public calendar was decided anew. Whoever counts working days replaces all days of that year, unless it has a newer
/// version.
/// </summary>
public sealed record class CalendarChanged
{
    public required int Year { get; init; }

    /// <summary>Grows with each change of this year; 1 is the calendar as delivered.</summary>
    public required int Version { get; init; }

    /// <summary>The days that are not what the week makes them; none of them twice.</summary>
    public required IReadOnlyList<ChangedDay> Days { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}

/// <summary>A day that is worked though the week says no, or the other way round.</summary>
public sealed record class ChangedDay
{
    public required DateOnly Date { get; init; }

    public required CalendarChange Change { get; init; }
}
