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

    /// <summary>
    /// The donor into which this one was merged: it has this one's gifts, and gets those that still come in its name.
    /// </summary>
    public DonorPointer? MergedInto { get; init; }

    /// <summary>In the answer about one donor: merges that it took part in, newest first, at most 100.</summary>
    public IReadOnlyList<DonorMergeResponse> Merges { get; init; } = [];
}

/// <summary>A donor by id and name.</summary>
public record class DonorPointer
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
}

/// <summary>Merges another donor into the one of the address, which is kept.</summary>
public record class DonorMergeRequest
{
    /// <summary>The donor that goes up in the kept one. It stays readable and points there.</summary>
    [Required(ErrorMessage = "required")]
    public Guid? Merged { get; init; }

    /// <summary>Version of the donor that goes up, as it was looked at: 412 when somebody changed it meanwhile.</summary>
    [Required(ErrorMessage = "required")]
    public int? MergedVersion { get; init; }

    /// <summary>Why they are the same giver: 3 to 500 characters.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(500, MinimumLength = 3, ErrorMessage = "reason-length")]
    public string? Reason { get; init; }
}

/// <summary>What a merge would do, before it is done. Money is whole đồng.</summary>
public record class DonorMergePreview
{
    public required DonorResponse Kept { get; init; }
    public required DonorResponse Merged { get; init; }

    /// <summary>Gifts that would move to the kept donor, reversed ones included. Each keeps the name that came with it.</summary>
    public required long Gifts { get; init; }

    /// <summary>Sum of those that stand.</summary>
    public required long Total { get; init; }
    public required long ReversedGifts { get; init; }
    public DateOnly? FirstOn { get; init; }
    public DateOnly? LastOn { get; init; }

    /// <summary>Pledges that would move, cancelled ones included.</summary>
    public required long Pledges { get; init; }

    /// <summary>Code of the rule that stands against it, for example <c>donor-merged</c>; absent when it may be done.</summary>
    public string? Refusal { get; init; }

    /// <summary>The rule's sentence in the caller's language.</summary>
    public string? RefusalText { get; init; }
}

/// <summary>A merge of two donors, as both of them show it. Money is whole đồng.</summary>
public record class DonorMergeResponse
{
    public required Guid Id { get; init; }
    public required DonorPointer Kept { get; init; }
    public required DonorPointer Merged { get; init; }

    /// <summary>Gifts that moved, and the sum of those that stood.</summary>
    public required long Gifts { get; init; }
    public required long Total { get; init; }
    public required string Reason { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? UndoneAt { get; init; }
    public string? UndoneByName { get; init; }
    public string? UndoReason { get; init; }
}

/// <summary>Donors of one unit's register that look alike.</summary>
public record class DuplicateGroup
{
    /// <summary><c>tax-code</c>, <c>phone</c> or <c>name</c>: what they have in common.</summary>
    public required string Reason { get; init; }

    /// <summary>How many they are.</summary>
    public required int Count { get; init; }

    /// <summary>The longest known first, at most 10.</summary>
    public required IReadOnlyList<DonorResponse> Donors { get; init; }
}

/// <summary>Another donor that looks like this one. <see cref="Reason"/> is <c>tax-code</c>, <c>phone</c> or <c>name</c>.</summary>
public record class PossibleDuplicate
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required DonorKind Kind { get; init; }
    public required string Reason { get; init; }
}
