using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Reporting;

/// <summary>How an agency stands to a duty of the plan's section V: it leads (chủ trì), cooperates (phối hợp) or carries out.</summary>
public enum AssignmentRole
{
    Lead,
    Cooperate,
    Do,
}

/// <summary>Where a duty stands.</summary>
public enum AssignmentStatus
{
    NotStarted,
    InProgress,
    Done,

    /// <summary>It will not be done, for a reason that is written down.</summary>
    NotDone,
}

/// <summary>How near the due day is; what is done, or will not be done, is closed.</summary>
public enum DueState
{
    OnTrack,

    /// <summary>Seven days or fewer: amber.</summary>
    DueSoon,

    /// <summary>The day has passed: red.</summary>
    Overdue,
    Closed,
}

/// <summary>What kind of proof it is.</summary>
public enum EvidenceKind
{
    Link,
    Document,

    /// <summary>A file that was sent before, to <c>/evidence</c>.</summary>
    File,
}

/// <summary>A proof: a link, a paper with its number and date, or a file. Never names a child.</summary>
public record class EvidenceItem
{
    [Required(ErrorMessage = "required")]
    public EvidenceKind? Kind { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(300, MinimumLength = 3, ErrorMessage = "title-length")]
    public string? Title { get; init; }

    /// <summary>http or https; needed for a link.</summary>
    [StringLength(500, ErrorMessage = "too-long")]
    public string? Url { get; init; }

    /// <summary>Number of the paper, <c>1385/CĐ-TTg</c>; needed for a document.</summary>
    [StringLength(60, ErrorMessage = "too-long")]
    public string? Number { get; init; }

    /// <summary>Day of the paper; needed for a document, not after today.</summary>
    public DateOnly? IssuedOn { get; init; }

    /// <summary>Id that <c>POST /evidence</c> answered; needed for a file.</summary>
    public Guid? File { get; init; }
}

/// <summary>A file of evidence; its content is at <c>/evidence/{id}</c>.</summary>
public record class EvidenceFileResponse
{
    public required Guid Id { get; init; }

    /// <summary>As it was sent, without folders.</summary>
    public required string Name { get; init; }

    /// <summary>By its content: pdf, jpeg, png, docx, xlsx.</summary>
    public required string Kind { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Code of the agency whose evidence it is.</summary>
    public required string Agency { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public required string AddedByName { get; init; }
}

/// <summary>The plan of a year and how much it holds.</summary>
public record class PlanResponse
{
    public required int Year { get; init; }

    /// <summary><c>1715/KH-UBND</c>.</summary>
    public required string Number { get; init; }
    public required string Title { get; init; }
    public required DateOnly IssuedOn { get; init; }
    public required int Targets { get; init; }
    public required int Tasks { get; init; }
    public required int Assignments { get; init; }
    public required IReadOnlyList<PlanAgencyResponse> Agencies { get; init; }
    public required IReadOnlyList<CitedDocument> Documents { get; init; }
}

/// <summary>An agency as the plan names it.</summary>
public record class PlanAgencyResponse
{
    public required string Code { get; init; }
    public required string Name { get; init; }

    /// <summary>department, court, union, press, open_set or district_committee.</summary>
    public required string Kind { get; init; }

    /// <summary>True where the plan orders, false where it asks ("Đề nghị").</summary>
    public required bool Ordered { get; init; }
    public required string Section { get; init; }

    /// <summary>Code of the district that a committee governs.</summary>
    public string? UnitCode { get; init; }
}

/// <summary>A legal document that the plan cites.</summary>
public record class CitedDocument
{
    /// <summary>Null for the three that the plan names without a number.</summary>
    public string? Number { get; init; }
    public required string Type { get; init; }
    public string? Issuer { get; init; }
    public DateOnly? IssuedOn { get; init; }
    public string? Subject { get; init; }
    public string? Note { get; init; }

    /// <summary>Sections of the plan that cite it; <c>/fn3</c> is a footnote.</summary>
    public required IReadOnlyList<string> CitedIn { get; init; }
}

/// <summary>The plan's tasks as a tree, and what was given to whom.</summary>
public record class PlanTasksResponse
{
    public required int Year { get; init; }

    /// <summary>The nine groups of section III, each with its tasks; only tasks of the assignments below when filtered.</summary>
    public required IReadOnlyList<PlanTaskNode> Groups { get; init; }

    /// <summary>Assignments (section V), each once, in the plan's order. Some belong to no task of section III.</summary>
    public required IReadOnlyList<AssignmentResponse> Items { get; init; }
}

/// <summary>A task group or task of section III.</summary>
public record class PlanTaskNode
{
    public required string Code { get; init; }
    public required string Title { get; init; }

    /// <summary>fund, events, cases, reporting: where its figures come from.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>Codes of agencies that lead it.</summary>
    public required IReadOnlyList<string> Leads { get; init; }

    /// <summary>Codes of agencies that cooperate.</summary>
    public required IReadOnlyList<string> Cooperating { get; init; }

    /// <summary>Codes of agencies that carry it out.</summary>
    public required IReadOnlyList<string> CarriedOutBy { get; init; }

    /// <summary>Agency that is taken to own the task because section V names none.</summary>
    public string? AssumedOwner { get; init; }
    public required IReadOnlyList<CitedDocument> Documents { get; init; }

    /// <summary>Ids of the assignments among the items.</summary>
    public required IReadOnlyList<Guid> Assignments { get; init; }
    public required IReadOnlyList<PlanTaskNode> Tasks { get; init; }
}

/// <summary>One duty of one agency.</summary>
public record class AssignmentResponse
{
    public required Guid Id { get; init; }
    public required int Year { get; init; }

    /// <summary>Row of section V: <c>V.2.a.1</c>; several agencies may share it.</summary>
    public required string Code { get; init; }
    public required string Agency { get; init; }
    public required string AgencyName { get; init; }
    public required AssignmentRole Role { get; init; }
    public required string Title { get; init; }
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>Codes of the tasks of section III that it belongs to.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }
    public required IReadOnlyList<CitedDocument> Documents { get; init; }
    public required DateOnly DueOn { get; init; }
    public required DueState DueState { get; init; }

    /// <summary>Days from today to the due day; negative when it has passed.</summary>
    public required int DueInDays { get; init; }
    public required int Percent { get; init; }
    public required AssignmentStatus Status { get; init; }

    /// <summary>Why it will not be done.</summary>
    public string? Reason { get; init; }
    public required int EvidenceCount { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Every statement of progress, newest first; in the answer about one assignment only.</summary>
    public IReadOnlyList<ProgressEntryResponse>? History { get; init; }
    public required int Version { get; init; }
}

/// <summary>One statement of progress.</summary>
public record class ProgressEntryResponse
{
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }
    public required int Percent { get; init; }
    public required AssignmentStatus Status { get; init; }
    public string? Reason { get; init; }
    public string? Note { get; init; }

    /// <summary>Day that the note is about.</summary>
    public DateOnly? NoteOn { get; init; }
    public required IReadOnlyList<EvidenceItem> Evidence { get; init; }
}

/// <summary>A new statement of progress; the ones before stay in the history.</summary>
public record class ProgressRequest
{
    [Required(ErrorMessage = "required")]
    [Range(0, 100, ErrorMessage = "out-of-range")]
    public int? Percent { get; init; }

    [Required(ErrorMessage = "required")]
    public AssignmentStatus? Status { get; init; }

    /// <summary>Needed with the status not-done, 3 to 500 characters.</summary>
    [StringLength(500, ErrorMessage = "too-long")]
    public string? Reason { get; init; }

    [StringLength(2000, ErrorMessage = "too-long")]
    public string? Note { get; init; }

    /// <summary>Day that the note is about, not after today; today when left out.</summary>
    public DateOnly? NoteOn { get; init; }

    [MaxLength(20, ErrorMessage = "too-many")]
    public IReadOnlyList<EvidenceItem>? Evidence { get; init; }
}

/// <summary>An agency's own plan (kế hoạch cụ thể hóa), as it says that it was issued.</summary>
public record class OwnPlanRequest
{
    /// <summary>Agency of the plan; the caller's own when left out.</summary>
    [StringLength(10, ErrorMessage = "too-long")]
    public string? Agency { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(60, MinimumLength = 1, ErrorMessage = "too-long")]
    public string? Number { get; init; }

    [Required(ErrorMessage = "required")]
    public DateOnly? IssuedOn { get; init; }

    /// <summary>Where the paper can be read; http or https.</summary>
    [StringLength(500, ErrorMessage = "too-long")]
    public string? Url { get; init; }
}

/// <summary>Who has an own plan, and from the due day on who has none.</summary>
public record class OwnPlansResponse
{
    public required int Year { get; init; }

    /// <summary>Exclusive: due before this day.</summary>
    public required DateOnly DueBefore { get; init; }
    public required DateOnly LastDay { get; init; }

    /// <summary>True from midnight in Viet Nam of the due day.</summary>
    public required bool IsDue { get; init; }
    public required IReadOnlyList<OwnPlanResponse> Items { get; init; }

    /// <summary>Expected agencies without a plan; empty until it is due.</summary>
    public required IReadOnlyList<AgencyName> Missing { get; init; }
}

public record class OwnPlanResponse
{
    public required string Agency { get; init; }
    public required string AgencyName { get; init; }

    /// <summary>False for a body that the plan only asks.</summary>
    public required bool Expected { get; init; }
    public string? Number { get; init; }
    public DateOnly? IssuedOn { get; init; }
    public string? Url { get; init; }
    public DateTimeOffset? UploadedAt { get; init; }
    public bool? Late { get; init; }
}

/// <summary>Code and name of an agency.</summary>
public record class AgencyName
{
    public required string Code { get; init; }
    public required string Name { get; init; }
}
