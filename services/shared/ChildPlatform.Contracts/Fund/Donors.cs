using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Fund;

/// <summary>What a giver is (domain/fund.md §3).</summary>
public enum DonorKind
{
    Person,
    Enterprise,
    Charity,
    ForeignNgo,
    NationalFund,
    StateBudget,
    Agency,
    Religious,
    Overseas,
    Event,
    Anonymous,
}

/// <summary>How a telephone number is written.</summary>
public static class PhoneForm
{
    /// <summary>3 digits (111) to 15 (the most that E.164 allows), or nothing.</summary>
    public const string Pattern = @"^[ +.()\-]*((\d[ .()\-]*){3,15})?$";
}

/// <summary>A giver as named on a gift: by <see cref="Id"/>, or by name and kind, then the known donor is found or a new one is made.</summary>
public record class DonorReference
{
    /// <summary>A donor of the register; when given, the other members are ignored.</summary>
    public Guid? Id { get; init; }

    [StringLength(300, ErrorMessage = "too-long")]
    public string? Name { get; init; }

    public DonorKind? Kind { get; init; }

    /// <summary>10 digits, or 13 with a dash before the last three (mã số thuế).</summary>
    [RegularExpression(@"^\d{10}(-?\d{3})?$", ErrorMessage = "invalid-tax-code")]
    public string? TaxCode { get; init; }

    /// <summary>3 to 15 digits, with blanks, dots, dashes and brackets as people write them, and a leading + if wished.</summary>
    [StringLength(30, ErrorMessage = "too-long")]
    [RegularExpression(PhoneForm.Pattern, ErrorMessage = "invalid-phone")]
    public string? Phone { get; init; }
}

/// <summary>Registers a donor, or corrects one (PUT replaces every member).</summary>
public record class DonorRequest
{
    [Required(ErrorMessage = "required")]
    [StringLength(300, ErrorMessage = "too-long")]
    public string? Name { get; init; }

    [Required(ErrorMessage = "required")]
    public DonorKind? Kind { get; init; }

    [RegularExpression(@"^\d{10}(-?\d{3})?$", ErrorMessage = "invalid-tax-code")]
    public string? TaxCode { get; init; }

    /// <summary>3 to 15 digits, with blanks, dots, dashes and brackets as people write them, and a leading + if wished.</summary>
    [StringLength(30, ErrorMessage = "too-long")]
    [RegularExpression(PhoneForm.Pattern, ErrorMessage = "invalid-phone")]
    public string? Phone { get; init; }

    [StringLength(500, ErrorMessage = "too-long")]
    public string? Address { get; init; }

    [StringLength(200, ErrorMessage = "too-long")]
    public string? Email { get; init; }

    [StringLength(1000, ErrorMessage = "too-long")]
    public string? Note { get; init; }
}

/// <summary>A donor of the register. Totals are whole đồng of gifts that stand.</summary>
public record class DonorResponse
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required DonorKind Kind { get; init; }
    public string? TaxCode { get; init; }
    public string? Phone { get; init; }
    public string? Address { get; init; }
    public string? Email { get; init; }
    public string? Note { get; init; }
    public required long DonationCount { get; init; }
    public required long DonationTotal { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public required int Version { get; init; }

    /// <summary>Other donors that may be the same giver: named, never merged by themselves.</summary>
    public IReadOnlyList<PossibleDuplicate> PossibleDuplicates { get; init; } = [];
}

/// <summary>Another donor that looks like this one. <see cref="Reason"/> is <c>tax-code</c>, <c>phone</c> or <c>name</c>.</summary>
public record class PossibleDuplicate
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required DonorKind Kind { get; init; }
    public required string Reason { get; init; }
}
