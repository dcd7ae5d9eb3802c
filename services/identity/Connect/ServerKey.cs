using System.Security.Cryptography;
using ChildPlatform.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Identity.Connect;

/// <summary>What a key is for.</summary>
internal enum ServerKeyUse
{
    /// <summary>RSA, signs tokens; its public half is in the key set that services fetch.</summary>
    Signing,

    /// <summary>AES, seals authorization codes and refresh tokens, which only identity reads.</summary>
    Encryption,
}

/// <summary>
/// A key of the token server, kept so that a restart or a second replica goes on with the same. Old rows stay: tokens that
/// they signed are valid until they expire.
/// </summary>
internal sealed class ServerKey
{
    private const int RsaBits = 2048;
    private const int AesBytes = 32;

    private ServerKey()
    {
    }

    public Guid Id { get; private set; }

    public ServerKeyUse Use { get; private set; }

    /// <summary>PKCS#8 for RSA, the plain bytes for AES.</summary>
    public byte[] Material { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>A new signing key is published first and signs later, so that no service meets a key that it has not fetched yet.</summary>
    public DateTimeOffset ActiveFrom { get; private set; }

    public static ServerKey CreateSigning(DateTimeOffset now, DateTimeOffset activeFrom)
    {
        using var rsa = RSA.Create(RsaBits);

        return Create(ServerKeyUse.Signing, rsa.ExportPkcs8PrivateKey(), now, activeFrom);
    }

    public static ServerKey CreateEncryption(DateTimeOffset now) =>
        Create(ServerKeyUse.Encryption, RandomNumberGenerator.GetBytes(AesBytes), now, now);

    private static ServerKey Create(ServerKeyUse use, byte[] material, DateTimeOffset now, DateTimeOffset activeFrom) => new()
    {
        Id = Guid.CreateVersion7(now),
        Use = use,
        Material = material,
        CreatedAt = now,
        ActiveFrom = activeFrom,
    };
}

internal sealed class ServerKeyConfiguration : IEntityTypeConfiguration<ServerKey>
{
    public void Configure(EntityTypeBuilder<ServerKey> builder)
    {
        builder.ToTable("server_keys");
        builder.IsSecret();
        builder.HasKey(k => k.Id);
        builder.Property(k => k.Id).ValueGeneratedNever();
        builder.Property(k => k.Use).HasMaxLength(20);
    }
}
