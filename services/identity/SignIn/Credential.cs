using ChildPlatform.Identity.Users;
using ChildPlatform.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Identity.SignIn;

/// <summary>
/// The password of a person and the count of wrong tries. The row is locked for the moment in which a try is counted; the
/// person's own row is not, so signing in never disturbs an administrator's correction.
/// </summary>
internal sealed class Credential
{
    /// <summary>The fifth wrong try locks.</summary>
    public const int TriesAllowed = 5;

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    private Credential()
    {
    }

    public Guid UserId { get; private set; }

    public string PasswordHash { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    public int FailedTries { get; private set; }

    public DateTimeOffset? LockedUntil { get; private set; }

    public static Credential Create(Guid userId, string passwordHash, DateTimeOffset now) => new()
    {
        UserId = userId,
        PasswordHash = passwordHash,
        ChangedAt = now,
    };

    /// <summary>
    /// Takes one of the tries <i>before</i> the password is looked at, so that many tries at once cannot have more than five
    /// answers between them. The last one locks already here; a right password opens again.
    /// </summary>
    /// <returns>False while locked: then the password must not be looked at.</returns>
    public bool TakeTry(DateTimeOffset now)
    {
        if (LockedUntil > now)
        {
            return false;
        }

        if (LockedUntil is not null)
        {
            LockedUntil = null;
            FailedTries = 0;
        }

        FailedTries++;
        if (FailedTries >= TriesAllowed)
        {
            LockedUntil = now + LockedFor;
        }

        return true;
    }

    public void Succeeded()
    {
        FailedTries = 0;
        LockedUntil = null;
    }

    /// <summary>The same password under today's hash; not a change of the password.</summary>
    public void Rehash(string passwordHash) => PasswordHash = passwordHash;

    public void Reset(string passwordHash, DateTimeOffset now)
    {
        PasswordHash = passwordHash;
        ChangedAt = now;
        Succeeded();
    }
}

internal sealed class CredentialConfiguration : IEntityTypeConfiguration<Credential>
{
    public void Configure(EntityTypeBuilder<Credential> builder)
    {
        builder.ToTable("credentials");
        builder.IsSecret();
        builder.HasKey(c => c.UserId);
        builder.Property(c => c.UserId).ValueGeneratedNever();
        builder.Property(c => c.PasswordHash).HasMaxLength(200);
        builder.HasOne<UserAccount>().WithOne().HasForeignKey<Credential>(c => c.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
