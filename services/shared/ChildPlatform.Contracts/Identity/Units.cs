namespace ChildPlatform.Contracts.Identity;

/// <summary>Where a unit stands in the tree. Levels are not fixed at three: a commune may hang below a district or a province.</summary>
public enum UnitLevel
{
    Province,
    District,
    Commune,
}

/// <summary>How one unit became another.</summary>
public enum UnitChangeKind
{
    Merge,
    Split,
    Rename,
    Move,
    Retype,
}

/// <summary>Code and official name of a unit, enough to tell two communes of the same name apart.</summary>
public sealed record class UnitName
{
    public required Guid Id { get; init; }

    /// <summary>Code of the General Statistics Office, text with its leading zeros.</summary>
    public required string Code { get; init; }

    /// <summary>Full official name with its type word.</summary>
    public required string Name { get; init; }
}

/// <summary>An administrative unit as it is valid in one period. A code alone is not an identity.</summary>
public sealed record class UnitResponse
{
    public required Guid Id { get; init; }

    /// <summary>Code of the General Statistics Office, text with its leading zeros.</summary>
    public required string Code { get; init; }

    /// <summary>Full official name with its type word: "Phường An Mỹ".</summary>
    public required string Name { get; init; }

    /// <summary>The type word: "Phường", "Xã", "Thị trấn", "Huyện", …</summary>
    public required string Type { get; init; }

    public required UnitLevel Level { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>Ids from the province down, "N" format, each followed by a slash: "at or below" is a prefix test.</summary>
    public required string Path { get; init; }

    /// <summary>The district that the unit belongs to, or the district itself; null for a province.</summary>
    public UnitName? District { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day of validity; null while it is in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The resolution that made this version of the unit, where known.</summary>
    public string? LegalBasis { get; init; }
}

/// <summary>What a unit became.</summary>
public sealed record class UnitSuccessor
{
    public required UnitChangeKind Kind { get; init; }

    /// <summary>The day on which the change came into force.</summary>
    public required DateOnly EffectiveOn { get; init; }

    public string? LegalBasis { get; init; }

    public required UnitResponse Unit { get; init; }
}
