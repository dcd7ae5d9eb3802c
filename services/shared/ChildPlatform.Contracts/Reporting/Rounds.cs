using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Reporting;

/// <summary>What kind of round it is (plan, section VI).</summary>
public enum RoundKind
{
    OwnPlan,
    HalfYear,
    Annual,
    AdHoc,
}

/// <summary>How an agency stands to a round.</summary>
public enum RoundStanding
{
    /// <summary>Counts in both rates.</summary>
    Expected,

    /// <summary>Asked, not ordered: listed apart, outside both rates.</summary>
    Invited,
}

/// <summary>A reporting round.</summary>
public record class RoundResponse
{
    public required Guid Id { get; init; }
    public required int Year { get; init; }

    /// <summary>Row of the plan's section VI: <c>VI.1.2</c>.</summary>
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required RoundKind Kind { get; init; }
    public string? Recipient { get; init; }

    /// <summary>Exclusive ("trước ngày"): the last moment is the end of the day before, in Viet Nam. Null without a due day.</summary>
    public DateOnly? DueBefore { get; init; }
    public DateOnly? LastDay { get; init; }

    /// <summary>The coordinator's own due day for the synthesis, exclusive too.</summary>
    public DateOnly? SynthesisDueBefore { get; init; }
    public DateOnly? SynthesisLastDay { get; init; }
    public DateOnly? PeriodFrom { get; init; }
    public DateOnly? PeriodTo { get; init; }

    /// <summary>Facts are counted that reached their service by the end of this day.</summary>
    public DateOnly? CutOff { get; init; }

    /// <summary>True while period and cut-off are the proposal that came with the system: the plan states neither.</summary>
    public required bool IsDesign { get; init; }
    public required int Expected { get; init; }
    public required int Invited { get; init; }
    public required int Received { get; init; }
    public required int Accepted { get; init; }
    public required bool Frozen { get; init; }

    /// <summary>True on a weekend's last day: no shift, only a warning.</summary>
    public required bool LastDayIsWeekend { get; init; }

    /// <summary>The caller's own report, when there is one.</summary>
    public Guid? OwnReport { get; init; }

    /// <summary>In the answer about one round only.</summary>
    public IReadOnlyList<RoundAgencyResponse>? Agencies { get; init; }
    public required int Version { get; init; }
}

public record class RoundAgencyResponse
{
    public required string Agency { get; init; }
    public required string AgencyName { get; init; }
    public required RoundStanding Standing { get; init; }
}

/// <summary>Changes a round, or makes an ad hoc one. Whoever is not named is neither expected nor invited.</summary>
public record class RoundRequest
{
    [Required(ErrorMessage = "required")]
    [StringLength(300, MinimumLength = 3, ErrorMessage = "title-length")]
    public string? Name { get; init; }

    public DateOnly? DueBefore { get; init; }
    public DateOnly? SynthesisDueBefore { get; init; }
    public DateOnly? PeriodFrom { get; init; }
    public DateOnly? PeriodTo { get; init; }
    public DateOnly? CutOff { get; init; }

    /// <summary>Codes of agencies; unchanged when left out.</summary>
    [MaxLength(200, ErrorMessage = "too-many")]
    public IReadOnlyList<string>? Expected { get; init; }

    /// <summary>Codes of agencies; unchanged when left out.</summary>
    [MaxLength(200, ErrorMessage = "too-many")]
    public IReadOnlyList<string>? Invited { get; init; }
}

/// <summary>Who is in, who is late and who is missing.</summary>
public record class CompletenessResponse
{
    public required Guid RoundId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public DateOnly? DueBefore { get; init; }
    public required int Expected { get; init; }

    /// <summary>Expected reports that passed validation and were not withdrawn.</summary>
    public required int Received { get; init; }
    public required int OnTime { get; init; }
    public required int Accepted { get; init; }

    /// <summary>Received of expected in per cent, one decimal, halves upwards; null when nobody is expected.</summary>
    public decimal? Completeness { get; init; }

    /// <summary>On time of expected in per cent, one decimal, halves upwards.</summary>
    public decimal? Timeliness { get; init; }

    /// <summary>Expected agencies without a report.</summary>
    public required IReadOnlyList<AgencyName> Missing { get; init; }

    /// <summary>Expected agencies whose first valid submission came too late.</summary>
    public required IReadOnlyList<LateReport> Late { get; init; }

    /// <summary>The whole board, expected agencies first.</summary>
    public required IReadOnlyList<RoundBoardRow> Board { get; init; }

    /// <summary>Bodies that are asked: outside both rates.</summary>
    public required int Invited { get; init; }
    public required int InvitedReceived { get; init; }
}

public record class LateReport
{
    public required string Agency { get; init; }
    public required string AgencyName { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }
}

public record class RoundBoardRow
{
    public required string Agency { get; init; }
    public required string AgencyName { get; init; }
    public required RoundStanding Standing { get; init; }
    public Guid? ReportId { get; init; }
    public ReportState? State { get; init; }
    public DateTimeOffset? FirstSubmittedAt { get; init; }
    public bool? Late { get; init; }
    public int? Number { get; init; }
}

/// <summary>All rounds of a year, in the plan's order.</summary>
public record class RoundsResponse
{
    public required IReadOnlyList<RoundResponse> Items { get; init; }
}

/// <summary>The agencies of a round with their reports.</summary>
public record class RoundBoardResponse
{
    public required IReadOnlyList<RoundBoardRow> Items { get; init; }
}
