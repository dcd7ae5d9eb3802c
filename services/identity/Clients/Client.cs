using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Users;
using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Identity.Clients;

/// <summary>
/// What the platform knows of a client that asks for tokens in its own name: whom or which unit it stands for. Secret and
/// permissions are OpenIddict's, under the same client id.
/// </summary>
internal sealed class Client
{
    private Client()
    {
    }

    public Guid Id { get; private set; }

    public string ClientId { get; private set; } = "";

    public string Name { get; private set; } = "";

    public ClientKind Kind { get; private set; }

    public List<string> Scopes { get; private set; } = [];

    /// <summary>The demo user that the client acts as; null for a machine.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>Null for a national client, which sees nothing that is scoped by unit.</summary>
    public Guid? UnitId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? DisabledAt { get; private set; }

    public int Version { get; private set; }

    public bool IsDisabled => DisabledAt is not null;

    public static Client Create(
        Guid id, string clientId, string name, ClientKind kind, IEnumerable<string> scopes, Guid? unitId, Guid? userId, DateTimeOffset now) => new()
        {
            Id = id,
            ClientId = clientId,
            Name = VietnameseText.Normalise(name),
            Kind = kind,
            Scopes = [.. scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            UnitId = unitId,
            UserId = userId,
            CreatedAt = now,
            Version = 1,
        };

    /// <summary>A new release of the platform may let its own client ask for more, or less.</summary>
    public void MayAsk(IEnumerable<string> scopes)
    {
        List<string> wanted = [.. scopes.Order(StringComparer.Ordinal)];
        if (!Scopes.SequenceEqual(wanted))
        {
            Scopes = wanted;
            Version++;
        }
    }

    public void Disable(DateTimeOffset now)
    {
        IdentityRules.ClientIsBuiltIn.Require(Kind is not ClientKind.Service);
        IdentityRules.ClientAlreadyDisabled.Require(!IsDisabled);

        DisabledAt = now;
        Version++;
    }
}

internal sealed class ClientConfiguration : IEntityTypeConfiguration<Client>
{
    public void Configure(EntityTypeBuilder<Client> builder)
    {
        builder.ToTable("clients");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.ClientId).HasMaxLength(100);
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.Kind).HasMaxLength(20);
        builder.Property(c => c.Scopes).HasColumnType("text[]");
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Ignore(c => c.IsDisabled);
        builder.HasIndex(c => c.ClientId).IsUnique();
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Units.Unit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
