using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ChildPlatform.Kernel;

/// <summary>
/// The id of an administrative unit, made from its code and the first day of its validity. Every service computes the same
/// id without asking another, and a code that is given again after a merger is a different unit.
/// </summary>
public static class UnitId
{
    /// <summary>
    /// A UUIDv7 whose time is midnight of <paramref name="validFrom"/> in Viet Nam and whose other bits are the SHA-256 of the code.
    /// </summary>
    /// <param name="code">Code of the General Statistics Office, as text: leading zeros count.</param>
    /// <param name="validFrom">First day of validity, 1970-01-02 or later: UUIDv7 has no earlier time.</param>
    public static Guid For(string code, DateOnly validFrom)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        var milliseconds = VietnamTime.StartOf(validFrom).ToUnixTimeMilliseconds();
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds, nameof(validFrom));

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(code), hash);

        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, milliseconds << 16); // 48 bits of time, then what follows.
        hash[..10].CopyTo(id[6..]);
        id[6] = (byte)(0x70 | (id[6] & 0x0F)); // version 7
        id[8] = (byte)(0x80 | (id[8] & 0x3F)); // variant of RFC 9562

        return new Guid(id, bigEndian: true);
    }
}
