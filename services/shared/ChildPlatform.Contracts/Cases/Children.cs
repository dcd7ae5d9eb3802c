using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Cases;

/// <summary>What is known of the child. Everything but sex and unit is kept encrypted.</summary>
public sealed record class ChildInput
{
    [StringLength(200, ErrorMessage = "too-long")]
    public string? Name { get; init; }

    public ChildSex? Sex { get; init; }

    /// <summary>Never after the receipt; a child is under 16 on the day on which it happened.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>Years on the day on which it happened, where no birth date is known: 0 to 15.</summary>
    public int? EstimatedAge { get; init; }

    /// <summary>Code of the commune where the child lives.</summary>
    public string? ResidenceUnitCode { get; init; }

    [StringLength(500, ErrorMessage = "too-long")]
    public string? Address { get; init; }

    /// <summary>9 to 12 digits as printed; never a key.</summary>
    public string? PersonalNumber { get; init; }

    [MaxLength(6, ErrorMessage = "too-many")]
    public IReadOnlyList<PersonInput>? Carers { get; init; }
}

/// <summary>A parent, carer or informant.</summary>
public sealed record class PersonInput
{
    /// <summary>Father, mother, carer, neighbour, …, in words.</summary>
    [StringLength(100, ErrorMessage = "too-long")]
    public string? Relation { get; init; }

    [StringLength(200, ErrorMessage = "too-long")]
    public string? Name { get; init; }

    [StringLength(20, ErrorMessage = "too-long")]
    public string? Phone { get; init; }

    [StringLength(500, ErrorMessage = "too-long")]
    public string? Address { get; init; }
}

/// <summary>The child of a case.</summary>
public sealed record class ChildResponse
{
    /// <summary>A random code, the same in all cases of this child; says nothing about who it is.</summary>
    public required string Code { get; init; }

    public required ChildSex Sex { get; init; }

    /// <summary>0-5, 6-10, 11-15, 16+ or unknown, on the day of receipt: the finest that is told without a purpose.</summary>
    public required string AgeGroup { get; init; }

    public string? ResidenceUnitCode { get; init; }

    public string? Name { get; init; }

    /// <summary>Only in clear; null when masked.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>Only in clear; null when masked.</summary>
    public int? EstimatedAge { get; init; }

    public string? Address { get; init; }

    public string? PersonalNumber { get; init; }

    public required IReadOnlyList<PersonResponse> Carers { get; init; }
}

/// <summary>A parent, carer or informant.</summary>
public sealed record class PersonResponse
{
    public string? Relation { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? Address { get; init; }
}
