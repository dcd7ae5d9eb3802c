using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Cases;

/// <summary>Where a referral stands. It moves only from sent to accepted, rejected or revoked, and from accepted to done or revoked.</summary>
public enum ReferralState
{
    Sent,

    /// <summary>The agency has taken it on.</summary>
    Accepted,
    Rejected,

    /// <summary>The service was given.</summary>
    Done,

    /// <summary>Taken back by who sent it.</summary>
    Revoked,
}

/// <summary>A case asks another agency for a service (chuyển tuyến).</summary>
public sealed record class ReferralRequest
{
    /// <summary>Code of an agency of the plan: YT, CA, TP, …</summary>
    [Required(ErrorMessage = "required")]
    public string? Agency { get; init; }

    [Required(ErrorMessage = "required")]
    public MeasureKind? Service { get; init; }

    /// <summary>What is needed, in words, and whatever the agency has to know for it. Kept encrypted.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(4000, ErrorMessage = "too-long")]
    public string? Need { get; init; }

    /// <summary>Day by which it is needed; today or later.</summary>
    public DateOnly? NeededBy { get; init; }
}

/// <summary>A referral, as its agency and those who handle the case see it: no more of the case than stands here.</summary>
public sealed record class ReferralResponse
{
    public required Guid Id { get; init; }

    public required string CaseNumber { get; init; }

    /// <summary>Null for the agency, which does not see the case.</summary>
    public Guid? CaseId { get; init; }

    public required bool Urgent { get; init; }

    /// <summary>The commune or district that sends it.</summary>
    public required CasePlace Place { get; init; }

    public ChildSex? ChildSex { get; init; }

    /// <summary>0-5, 6-10, 11-15, 16+ or unknown; null without a child on record.</summary>
    public string? ChildAgeGroup { get; init; }

    public required string Agency { get; init; }

    public required string AgencyName { get; init; }

    public required MeasureKind Service { get; init; }

    /// <summary>Masked without the header Access-Purpose.</summary>
    public required string Need { get; init; }

    public DateOnly? NeededBy { get; init; }

    public required ReferralState State { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required string SentByName { get; init; }

    /// <summary>When the state last changed; null while it is sent.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    public string? ChangedByName { get; init; }

    /// <summary>What was said with the last change. Masked without the header Access-Purpose.</summary>
    public string? Note { get; init; }

    /// <summary>Whether private texts are masked in this answer.</summary>
    public required bool Masked { get; init; }

    /// <summary>What the caller may do now: accept, reject, done, revoke.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public required int Version { get; init; }
}

/// <summary>What is said with a change of a referral: needed to reject, to finish and to revoke.</summary>
public sealed record class ReferralNoteRequest
{
    /// <summary>Kept encrypted.</summary>
    [StringLength(2000, ErrorMessage = "too-long")]
    public string? Note { get; init; }
}
