using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Cases;

/// <summary>A report that anybody may give, a child too, without an account.</summary>
public sealed record class PublicReportRequest
{
    /// <summary>What was seen or heard, in words. Kept encrypted.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(4000, ErrorMessage = "too-long")]
    public string? What { get; init; }

    /// <summary>
    /// What it is, as far as the reporter can say; missing when not sure. It tells the officer what to expect and takes no legal
    /// clock away: a report is handled as one of abuse until an officer has looked.
    /// </summary>
    public CaseKind? Kind { get; init; }

    /// <summary>Code of the commune or district where it happens.</summary>
    [Required(ErrorMessage = "required")]
    public string? PlaceUnitCode { get; init; }

    /// <summary>Kept encrypted.</summary>
    [StringLength(500, ErrorMessage = "too-long")]
    public string? PlaceDetail { get; init; }

    /// <summary>Whether somebody is in danger now.</summary>
    public bool Urgent { get; init; }

    /// <summary>Who tells; only if they want to be asked. Kept encrypted.</summary>
    public PersonInput? Informant { get; init; }
}

/// <summary>A commune that a report may name.</summary>
public sealed record class PublicPlaceResponse
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Name of the district that it belongs to.</summary>
    public string? District { get; init; }
}

/// <summary>All that a report is answered with.</summary>
public sealed record class PublicReportResponse
{
    /// <summary>"K7Q2-M9XD-4TZ8": with it, and only with it, the state of the report can be asked.</summary>
    public required string TrackingCode { get; init; }
}

/// <summary>How far a report is, for who gave it.</summary>
public enum ReportStatus
{
    /// <summary>It has arrived and nobody has assessed it yet.</summary>
    Received,

    /// <summary>Somebody is at work on it.</summary>
    InHand,

    /// <summary>The work on it has ended.</summary>
    Closed,
}

/// <summary>A word on how far a report is; never what it says or what was found.</summary>
public sealed record class PublicReportStatusResponse
{
    public required ReportStatus Status { get; init; }
}
