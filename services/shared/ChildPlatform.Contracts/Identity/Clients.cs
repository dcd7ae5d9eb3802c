using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Contracts.Identity;

/// <summary>What a client is for.</summary>
public enum ClientKind
{
    /// <summary>A system of another organisation.</summary>
    Machine,

    /// <summary>A process of the platform that asks its peers.</summary>
    Service,

    /// <summary>Development only: acts as the demo user of the same name.</summary>
    Person,
}

/// <summary>A new machine client, authorised by scope.</summary>
public sealed record class CreateClientRequest
{
    /// <summary>Lower-case letters, digits, dot, hyphen, underscore; 3 to 64 characters; never given twice.</summary>
    [Required(ErrorMessage = "required")]
    [RegularExpression("^[a-z0-9][a-z0-9._-]{2,63}$", ErrorMessage = "invalid-value")]
    public string? ClientId { get; init; }

    [Required(ErrorMessage = "required")]
    [StringLength(200, ErrorMessage = "too-long")]
    public string? Name { get; init; }

    /// <summary>
    /// Made by the caller from a random source, 32 to 128 characters. It is not made here, because an answer is kept for
    /// replays and a secret must not lie there in clear.
    /// </summary>
    [Required(ErrorMessage = "required")]
    [StringLength(128, ErrorMessage = "too-long")]
    public string? Secret { get; init; }

    /// <summary>Scopes of the contract that the client may ask for, at least one.</summary>
    [Required(ErrorMessage = "required")]
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Code of a unit that is valid today; null for a national client, which sees nothing that is scoped by unit.</summary>
    public string? UnitCode { get; init; }
}

/// <summary>A machine client.</summary>
public sealed record class ClientResponse
{
    public required Guid Id { get; init; }

    public required string ClientId { get; init; }

    public required string Name { get; init; }

    public required ClientKind Kind { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public UnitName? Unit { get; init; }

    public required bool Disabled { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
