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
}
