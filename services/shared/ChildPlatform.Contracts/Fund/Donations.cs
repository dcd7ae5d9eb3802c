using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Fund;

/// <summary>How the money came or went.</summary>
public enum PaymentMethod
{
    Transfer,
    Cash,
    Treasury,
}

/// <summary>A gift stands until it is reversed; its number is kept either way.</summary>
public enum DonationState
{
    Recorded,
    Reversed,
}

/// <summary>
/// none, programme, area or child; <c>split</c> only in answers, for a gift of several lines with a restriction each.
/// </summary>
public enum RestrictionKind
{
    None,
    Programme,
    Area,
    Child,
    Split,
}

/// <summary>
/// The donor's will: what the money may pay for (domain/fund.md §5). A payment may draw on money of an area when all its children
/// live there, and on money for a child when it helps that child alone.
/// </summary>
public record class Restriction
{
    [Required(ErrorMessage = "required")]
    public RestrictionKind? Kind { get; init; }

    /// <summary>Code of a programme; required when <see cref="Kind"/> is <c>programme</c>, absent when <c>none</c>.</summary>
    [StringLength(40, ErrorMessage = "too-long")]
    public string? Programme { get; init; }

    /// <summary>Code of a district or commune; required when <see cref="Kind"/> is <c>area</c>, absent otherwise.</summary>
    [StringLength(10, ErrorMessage = "too-long")]
    public string? Area { get; init; }

    /// <summary>
    /// Number of the case of a child, never a name; required when <see cref="Kind"/> is <c>child</c>, absent otherwise.
    /// </summary>
    [StringLength(30, ErrorMessage = "too-long")]
    public string? CaseNumber { get; init; }
}

/// <summary>A line of a gift: a part of the money with a restriction of its own, by amount or by percent.</summary>
public record class GiftLine
{
    [Required(ErrorMessage = "required")]
    public Restriction? Restriction { get; init; }

    /// <summary>Whole đồng; the lines sum to the gift. Either all lines have an amount or all a percent.</summary>
    [Range(1L, 9_007_199_254_740_991L, ErrorMessage = "amount-out-of-range")]
    public long? Amount { get; init; }

    /// <summary>
    /// Share of the gift; the lines sum to 100. Each line gets its share in whole đồng, rounded down, and the đồng that are left over
    /// go to the first lines, one each.
    /// </summary>
    [Range(0.0001, 100, ErrorMessage = "out-of-range")]
    public decimal? Percent { get; init; }
}

/// <summary>A line of a gift as recorded.</summary>
public record class GiftLineResponse
{
    /// <summary>1 for the first.</summary>
    public required int Position { get; init; }
    public required Restriction Restriction { get; init; }

    /// <summary>Whole đồng.</summary>
    public required long Amount { get; init; }
}

/// <summary>A gift as posted by an officer or an integrator.</summary>
public record class DonationRequest
{
    [Required(ErrorMessage = "required")]
    public DonorReference? Donor { get; init; }

    /// <summary>Whole đồng, 1 to 9,007,199,254,740,991.</summary>
    [Required(ErrorMessage = "required")]
    [Range(1L, 9_007_199_254_740_991L, ErrorMessage = "amount-out-of-range")]
    public long? Amount { get; init; }

    [Required(ErrorMessage = "required")]
    public PaymentMethod? Method { get; init; }

    /// <summary>The day the money came; not after today in Việt Nam.</summary>
    [Required(ErrorMessage = "required")]
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>Code of the catalogue of source kinds, for example <c>DOANH_NGHIEP_TO_CHUC</c>.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(40, ErrorMessage = "too-long")]
    public string? SourceKind { get; init; }

    /// <summary>Absent: the gift may pay for any programme.</summary>
    public Restriction? Restriction { get; init; }

    /// <summary>
    /// The gift split over several purposes, at most 20; then <see cref="Restriction"/> is absent. Absent: all of it has that one
    /// restriction, as with a single line.
    /// </summary>
    [MinLength(1, ErrorMessage = "required")]
    [MaxLength(20, ErrorMessage = "too-many")]
    public IReadOnlyList<GiftLine>? Lines { get; init; }

    /// <summary>Code of a campaign. There are none yet, so any is refused with <c>not-in-catalogue</c>.</summary>
    [StringLength(100, ErrorMessage = "too-long")]
    public string? Campaign { get; init; }

    /// <summary>The giver does not want to be named in public for this gift; it goes before <see cref="NameConsent"/>.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The giver has agreed to be named in public for this gift. Without it nobody is.</summary>
    public bool NameConsent { get; init; }

    /// <summary>
    /// The pledge that this money is part of; the donor is then named by the id that the pledge has. It may be set and taken away
    /// later too.
    /// </summary>
    public Guid? Pledge { get; init; }

    /// <summary>The bank's or treasury's own reference.</summary>
    [StringLength(100, ErrorMessage = "too-long")]
    public string? Reference { get; init; }

    [StringLength(1000, ErrorMessage = "too-long")]
    public string? Note { get; init; }
}

/// <summary>A recorded gift. Money is whole đồng; instants carry +07:00.</summary>
public record class DonationResponse
{
    public required Guid Id { get; init; }

    /// <summary>Receipt number, gap-free in its book and year: <c>PT-2024-000123</c>.</summary>
    public required string Number { get; init; }

    public required DonationState State { get; init; }
    public required DonorReference Donor { get; init; }
    public required long Amount { get; init; }
    public required PaymentMethod Method { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required string SourceKind { get; init; }
    public required Restriction Restriction { get; init; }

    /// <summary>The lines of a split gift, in the answers about one gift; absent in lists, and for a gift of one line.</summary>
    public IReadOnlyList<GiftLineResponse>? Lines { get; init; }
    public string? Campaign { get; init; }

    /// <summary>The giver does not want to be named in public for this gift. Officers see the name all the same.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The giver has agreed to be named in public for this gift.</summary>
    public bool NameConsent { get; init; }

    /// <summary>
    /// Whether public replies and the list for publication name the giver now: agreed, not anonymous, a giver with a name, and
    /// the gift stands.
    /// </summary>
    public bool NamedInPublic { get; init; }

    /// <summary>The pledge that this money is part of.</summary>
    public Guid? Pledge { get; init; }
    public string? Reference { get; init; }
    public string? Note { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string RecordedBy { get; init; }
    public required string RecordedByName { get; init; }
    public DateTimeOffset? ReversedAt { get; init; }
    public string? ReversedBy { get; init; }
    public string? ReversedByName { get; init; }
    public string? ReversalReason { get; init; }

    /// <summary>When the giver got the signed receipt; absent while the office holds it.</summary>
    public DateTimeOffset? ReceiptGivenAt { get; init; }
    public string? ReceiptGivenByName { get; init; }
    public required int Version { get; init; }

    /// <summary>Near matches in the register at the time of recording, at or below the recorder's unit.</summary>
    public IReadOnlyList<PossibleDuplicate> PossibleDuplicates { get; init; } = [];

    /// <summary>
    /// In the answer to the recording: the name as it was given, when the known donor (same tax code) is registered under
    /// another one; the receipt bears the registered name. Null when both agree.
    /// </summary>
    public string? DonorNameGiven { get; init; }
}

/// <summary>Whether the giver of one gift is named in public. Both may be changed at any time, in both directions.</summary>
public record class DonationNamingRequest
{
    /// <summary>The giver does not want to be named for this gift; it goes before <see cref="NameConsent"/>.</summary>
    [Required(ErrorMessage = "required")]
    public bool? Anonymous { get; init; }

    /// <summary>The giver has agreed to be named for this gift.</summary>
    [Required(ErrorMessage = "required")]
    public bool? NameConsent { get; init; }
}

/// <summary>All gifts that a filter finds, not one page of them. Whole đồng.</summary>
public record class DonationSummaryResponse
{
    /// <summary>Gifts that stand, and their sum.</summary>
    public required long Count { get; init; }
    public required long Total { get; init; }

    /// <summary>Gifts that were taken back, which no total counts.</summary>
    public required long ReversedCount { get; init; }
    public required long ReversedTotal { get; init; }
}

/// <summary>Why a gift, a disbursement or a payment is taken back.</summary>
public record class ReasonRequest
{
    [Required(ErrorMessage = "required")]
    [StringLength(500, MinimumLength = 3, ErrorMessage = "reason-length")]
    public string? Reason { get; init; }
}

/// <summary>What an import did, or with <c>dryRun</c> would do. Amounts are whole đồng.</summary>
public record class ImportResponse
{
    public required Guid Id { get; init; }
    public required string FileName { get; init; }
    public required bool DryRun { get; init; }

    /// <summary>Data rows read, without titles, header and total row.</summary>
    public required int Rows { get; init; }
    public required int Good { get; init; }
    public required int Bad { get; init; }

    /// <summary>Good rows that the fund already holds; they are never recorded again.</summary>
    public required int AlreadyImported { get; init; }

    /// <summary>Gifts that this call recorded (0 in a dry run).</summary>
    public required int Recorded { get; init; }

    /// <summary>Sum of the good rows.</summary>
    public required long Total { get; init; }

    /// <summary>Good rows that the fund did not hold before this call, and their sum: what a commit records.</summary>
    public required int NewRows { get; init; }
    public required long NewTotal { get; init; }
    public required IReadOnlyList<ImportWarning> Warnings { get; init; }
    public required IReadOnlyList<ImportError> Errors { get; init; }

    /// <summary>The first good rows, as they were understood.</summary>
    public IReadOnlyList<ImportRow> Preview { get; init; } = [];
}

/// <summary>A remark that does not stop the import, for example a total row that differs from its rows.</summary>
public record class ImportWarning
{
    public int? Row { get; init; }
    public required string Code { get; init; }
    public required string Message { get; init; }
}

/// <summary>A row that cannot be recorded: the sheet's own row number, the column's header, a stable code, and a sentence.</summary>
public record class ImportError
{
    public required int Row { get; init; }
    public required string Column { get; init; }

    /// <summary>What the cell holds, as text; long text is cut. Null for an empty cell.</summary>
    public string? Value { get; init; }
    public required string Code { get; init; }
    public required string Message { get; init; }
}

/// <summary>A row as understood by the import.</summary>
public record class ImportRow
{
    public required int Row { get; init; }
    public required string DonorName { get; init; }
    public required DonorKind DonorKind { get; init; }
    public required long Amount { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required PaymentMethod Method { get; init; }
    public required string SourceKind { get; init; }
    public string? Programme { get; init; }
    public required bool AlreadyImported { get; init; }
}
