using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Identity.Users;

/// <summary>A person who may sign in. What proves that it is that person is kept apart, in <see cref="SignIn.Credential"/>.</summary>
internal sealed class UserAccount
{
    private UserAccount()
    {
    }

    /// <summary>The <c>sub</c> of the person's tokens.</summary>
    public Guid Id { get; private set; }

    public string UserName { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string SearchKey { get; private set; } = "";

    public List<string> Roles { get; private set; } = [];

    public Guid? UnitId { get; private set; }

    public string? Agency { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? DisabledAt { get; private set; }

    public int Version { get; private set; }

    public bool IsDisabled => DisabledAt is not null;

    public static UserAccount Create(
        Guid id, string userName, string name, IEnumerable<string> roles, Guid? unitId, string? agency, DateTimeOffset now)
    {
        var user = new UserAccount { Id = id, UserName = userName, CreatedAt = now, Version = 1 };
        user.Set(name, roles, unitId, agency);

        return user;
    }

    public void Correct(string name, IEnumerable<string> roles, Guid? unitId, string? agency, string actorId)
    {
        var newRoles = roles.ToList();
        IdentityRules.AdministratorActsOnSelf.Require(
            !IsActor(actorId) || !Roles.Contains(Contracts.Identity.Roles.Administrator)
            || newRoles.Contains(Contracts.Identity.Roles.Administrator));

        Set(name, newRoles, unitId, agency);
        Version++;
    }

    public void Disable(string actorId, DateTimeOffset now)
    {
        IdentityRules.UserAlreadyDisabled.Require(!IsDisabled);
        IdentityRules.AdministratorActsOnSelf.Require(!IsActor(actorId));

        DisabledAt = now;
        Version++;
    }

    public void Enable()
    {
        IdentityRules.UserNotDisabled.Require(IsDisabled);

        DisabledAt = null;
        Version++;
    }

    /// <summary>A new password is a change of the person that others must not overwrite unseen.</summary>
    public void PasswordWasReset() => Version++;

    private bool IsActor(string actorId) => Guid.TryParse(actorId, out var actor) && actor == Id;

    private void Set(string name, IEnumerable<string> roles, Guid? unitId, string? agency)
    {
        Name = VietnameseText.Normalise(name);
        SearchKey = VietnameseText.SearchKey($"{name} {UserName}");
        Roles = [.. roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        UnitId = unitId;
        Agency = agency;
    }
}

internal sealed class UserAccountConfiguration : IEntityTypeConfiguration<UserAccount>
{
    public void Configure(EntityTypeBuilder<UserAccount> builder)
    {
        builder.ToTable("users");
        builder.HasKey(u => u.Id);
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.Property(u => u.UserName).HasMaxLength(64);
        builder.Property(u => u.Name).HasMaxLength(200);
        builder.Property(u => u.SearchKey).HasMaxLength(300);
        builder.Property(u => u.Roles).HasColumnType("text[]");
        builder.Property(u => u.Agency).HasMaxLength(20);
        builder.Property(u => u.Version).IsConcurrencyToken();
        builder.Ignore(u => u.IsDisabled);
        builder.HasIndex(u => u.UserName).IsUnique();
        builder.HasOne<Units.Unit>().WithMany().HasForeignKey(u => u.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
