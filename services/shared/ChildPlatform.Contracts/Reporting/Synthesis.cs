using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Reporting;

/// <summary>Freezes a round into the province's report.</summary>
public record class SynthesisRequest
{
    /// <summary>Number of the paper: <c>112/BC-SLĐTBXH</c>.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(60, MinimumLength = 1, ErrorMessage = "too-long")]
    public string? Number { get; init; }

    /// <summary>Day on the paper; today when left out.</summary>
    public DateOnly? SignedOn { get; init; }

    [StringLength(100, ErrorMessage = "too-long")]
    public string? Place { get; init; }

    /// <summary>Office of the signer, <c>GIÁM ĐỐC</c> when left out.</summary>
    [StringLength(100, ErrorMessage = "too-long")]
    public string? SignerOffice { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(100, MinimumLength = 3, ErrorMessage = "title-length")]
    public string? SignerName { get; init; }

    /// <summary>Nơi nhận, in order; the usual ones when left out.</summary>
    [MaxLength(30, ErrorMessage = "too-many")]
    public IReadOnlyList<string>? Recipients { get; init; }

    /// <summary>General remarks in front of the tables.</summary>
    [StringLength(8000, ErrorMessage = "too-long")]
    public string? Remarks { get; init; }

    /// <summary>Why an expected report is not there; one for each that is not accepted.</summary>
    [MaxLength(200, ErrorMessage = "too-many")]
    public IReadOnlyList<AbsentReport>? Absent { get; init; }
}

public record class AbsentReport
{
    [Required(ErrorMessage = "required")]
    [StringLength(10, ErrorMessage = "too-long")]
    public string? Agency { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(500, MinimumLength = 3, ErrorMessage = "reason-length")]
    public string? Note { get; init; }
}

/// <summary>A frozen synthesis: what the paper says, and a hash that tells any change.</summary>
public record class SynthesisResponse
{
    public required Guid Id { get; init; }
    public required Guid RoundId { get; init; }
    public required string Number { get; init; }
    public required DateOnly SignedOn { get; init; }
    public required DateTimeOffset FrozenAt { get; init; }
    public required string FrozenByName { get; init; }

    /// <summary>True when it was frozen before the coordinator's own due day.</summary>
    public bool? Late { get; init; }

    /// <summary>SHA-256 of the content, hexadecimal.</summary>
    public required string Hash { get; init; }
    public required SynthesisContent Content { get; init; }
    public required IReadOnlyList<SynthesisFile> Files { get; init; }
}

public record class SynthesisFile
{
    /// <summary>docx, pdf or xlsx.</summary>
    public required string Format { get; init; }
    public required long Size { get; init; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    public required string Hash { get; init; }
}

/// <summary>What the paper says; screen and files are made from this alone.</summary>
public record class SynthesisContent
{
    public required string Title { get; init; }
    public required string RoundCode { get; init; }
    public required string RoundName { get; init; }
    public DateOnly? PeriodFrom { get; init; }
    public DateOnly? PeriodTo { get; init; }
    public required string Place { get; init; }
    public required string SignerOffice { get; init; }
    public required string SignerName { get; init; }
    public required IReadOnlyList<string> Recipients { get; init; }
    public string? Remarks { get; init; }
    public required int Expected { get; init; }
    public required int Received { get; init; }
    public required int OnTime { get; init; }
    public decimal? Completeness { get; init; }
    public decimal? Timeliness { get; init; }
    public required IReadOnlyList<SynthesisTarget> Targets { get; init; }
    public required IReadOnlyList<SynthesisReport> Reports { get; init; }
    public required IReadOnlyList<SynthesisAbsence> Absent { get; init; }
}

public record class SynthesisTarget
{
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Wanted { get; init; }
    public decimal? Value { get; init; }
    public required string Unit { get; init; }
    public bool? Met { get; init; }
}

public record class SynthesisReport
{
    public required string Agency { get; init; }
    public required string AgencyName { get; init; }
    public required int Number { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }
    public required bool Late { get; init; }
    public required IReadOnlyList<SynthesisCell> Cells { get; init; }
}

public record class SynthesisCell
{
    public required string Code { get; init; }
    public required string Title { get; init; }
    public string? Text { get; init; }
    public decimal? Value { get; init; }
    public int? Progress { get; init; }
    public string? Absence { get; init; }
    public required IReadOnlyList<SynthesisFigure> Figures { get; init; }
}

public record class SynthesisFigure
{
    public required string Label { get; init; }
    public required decimal Value { get; init; }
    public required string Unit { get; init; }
}

public record class SynthesisAbsence
{
    public required string Agency { get; init; }
    public required string AgencyName { get; init; }
    public required string Note { get; init; }
}
