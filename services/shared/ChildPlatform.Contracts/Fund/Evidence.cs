using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Fund;

/// <summary>A kind of paper that proves a disbursement (loại chứng từ): data with validity.</summary>
public record class PaperKindResponse
{
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day on which it may be given; null while in force.</summary>
    public DateOnly? ValidTo { get; init; }
}

/// <summary>
/// A file of evidence of a disbursement (chứng từ). What its sender called it is not kept, since that may tell who a child is: it
/// is named by the number of the request and its own.
/// </summary>
public record class DisbursementEvidenceResponse
{
    public required Guid Id { get; init; }

    /// <summary><c>DN-2024-000012-02.pdf</c>: the name under which it is given.</summary>
    public required string Name { get; init; }

    /// <summary>Code of the kind of paper.</summary>
    public required string Paper { get; init; }

    public required string PaperName { get; init; }

    /// <summary>By its content: pdf, jpeg, png, docx, xlsx.</summary>
    public required string Kind { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public required string AddedByName { get; init; }

    /// <summary>Since then its content is not given any more.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    public string? WithdrawnByName { get; init; }

    /// <summary>Why it was withdrawn.</summary>
    public string? Reason { get; init; }
}

/// <summary>Papers that a programme asks for before a request may be submitted; replaces what it asked for.</summary>
public record class RequiredPapersRequest
{
    /// <summary>Codes of kinds of papers; none, and nothing is asked for.</summary>
    [Required(ErrorMessage = "required")]
    [MaxLength(20, ErrorMessage = "too-many")]
    public IReadOnlyList<string>? Papers { get; init; }
}
