using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Cases;

/// <summary>
/// A file of a case: a photo, a medical paper. Its name is private; what kind it is, how long, when and by whom is not.
/// </summary>
public sealed record class AttachmentResponse
{
    public required Guid Id { get; init; }

    /// <summary>As it was sent, without folders; <c>***</c> without a purpose.</summary>
    public required string Name { get; init; }

    /// <summary>True when name and reason are masked.</summary>
    public required bool Masked { get; init; }

    /// <summary>By its content: pdf, jpeg, png, docx, xlsx.</summary>
    public required string Kind { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public required string AddedByName { get; init; }

    /// <summary>Since then its content is not given any more.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    public string? WithdrawnByName { get; init; }

    /// <summary>Why it was withdrawn; masked without a purpose.</summary>
    public string? Reason { get; init; }
}

/// <summary>Why a file is withdrawn.</summary>
public sealed record class WithdrawAttachmentRequest
{
    /// <summary>Kept sealed, like a note.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(500, ErrorMessage = "too-long")]
    public string? Reason { get; init; }
}
