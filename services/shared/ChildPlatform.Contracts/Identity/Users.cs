using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Identity;

/// <summary>A role with its words for people.</summary>
public sealed record class RoleResponse
{
    /// <summary>The name as it stands in a token: see <see cref="Roles"/>.</summary>
    public required string Name { get; init; }

    public required string TitleVi { get; init; }

    public required string TitleEn { get; init; }
}

/// <summary>A new person who may sign in.</summary>
public sealed record class CreateUserRequest
{
    /// <summary>Lower-case letters, digits, dot, hyphen, underscore; 3 to 64 characters; never given twice.</summary>
    [Required(ErrorMessage = "required")]
    [RegularExpression("^[a-z0-9][a-z0-9._-]{2,63}$", ErrorMessage = "invalid-value")]
    public string? UserName { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(200, ErrorMessage = "too-long")]
    public string? Name { get; init; }

    /// <summary>First password, 8 to 128 characters, without the user name in it.</summary>
    [Required(ErrorMessage = "required")]
    [StringLength(128, ErrorMessage = "too-long")]
    public string? Password { get; init; }

    /// <summary>Names of <see cref="Roles"/>, at least one.</summary>
    [Required(ErrorMessage = "required")]
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Code of a unit that is valid today: the person sees what is at or below it.</summary>
    [Required(ErrorMessage = "required")]
    public string? UnitCode { get; init; }

    /// <summary>Code of an agency; reporters and referral officers of an agency have one.</summary>
    public string? Agency { get; init; }
}

/// <summary>Corrects a person. The user name and the password are not changed here.</summary>
public sealed record class CorrectUserRequest
{
    [Required(ErrorMessage = "required")]
    [StringLength(200, ErrorMessage = "too-long")]
    public string? Name { get; init; }

    [Required(ErrorMessage = "required")]
    public IReadOnlyList<string>? Roles { get; init; }

    [Required(ErrorMessage = "required")]
    public string? UnitCode { get; init; }

    public string? Agency { get; init; }
}

/// <summary>Gives a person a new password; every session of that person ends.</summary>
public sealed record class ResetPasswordRequest
{
    [Required(ErrorMessage = "required")]
    [StringLength(128, ErrorMessage = "too-long")]
    public string? Password { get; init; }
}

/// <summary>A person who may sign in.</summary>
public sealed record class UserResponse
{
    /// <summary>The <c>sub</c> of the person's tokens.</summary>
    public required Guid Id { get; init; }

    public required string UserName { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public UnitName? Unit { get; init; }

    public string? Agency { get; init; }

    public required bool Disabled { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
