using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace ChildPlatform.Cases.Sealing;

/// <summary>Keys for private texts. They come from outside the database, so that its files and backups alone tell nothing.</summary>
internal sealed class SealingOptions
{
    /// <summary>Name of the key that new texts are sealed with.</summary>
    public string Current { get; set; } = "";

    /// <summary>
    /// Random secrets by name, at least 32 characters each; the keys are derived from them. Older ones stay until nothing is sealed
    /// with them any more.
    /// </summary>
    public Dictionary<string, string> Keys { get; set; } = [];
}

/// <summary>A start with no key, or with one that is none, is refused by name.</summary>
internal sealed class SealingOptionsCheck : IValidateOptions<SealingOptions>
{
    private const int ShortestSecret = 32;

    public ValidateOptionsResult Validate(string? name, SealingOptions options)
    {
        if (!options.Keys.ContainsKey(options.Current))
        {
            return ValidateOptionsResult.Fail("Sealing__Current must name one of Sealing__Keys__<name>.");
        }

        var wrong = options.Keys.Where(key => key.Value.Length < ShortestSecret || Encoding.UTF8.GetByteCount(key.Key) > byte.MaxValue)
            .Select(key => "Sealing__Keys__" + key.Key).ToArray();

        return wrong.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Shorter than 32 characters: " + string.Join(", ", wrong));
    }
}

/// <summary>
/// Seals private texts and contents of files with AES-256-GCM. What is sealed is bound to its place (column and row): a sealed
/// text that is moved to another row does not open there. The name of the key stands in front, so that keys can be changed
/// without touching rows.
/// </summary>
internal sealed class Sealer
{
    private const byte Version = 1;
    private const byte ContentVersion = 2;
    private const int SaltBytes = 32;
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly Dictionary<string, byte[]> _keys;
    private readonly string _current;

    public Sealer(IOptions<SealingOptions> options)
    {
        _keys = options.Value.Keys.ToDictionary(key => key.Key, key => HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key.Value), KeyBytes, info: "childplatform cases"u8.ToArray()));
        _current = options.Value.Current;
    }

    /// <summary>Seals a text for a place; null stays null.</summary>
    public byte[]? Seal(string? text, SealedPlace place)
    {
        if (text is null)
        {
            return null;
        }

        var name = Encoding.UTF8.GetBytes(_current);
        var plain = Encoding.UTF8.GetBytes(text);
        var blob = new byte[2 + name.Length + NonceBytes + plain.Length + TagBytes];
        blob[0] = Version;
        blob[1] = (byte)name.Length;
        name.CopyTo(blob, 2);
        var nonce = blob.AsSpan(2 + name.Length, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_keys[_current], TagBytes);
        aes.Encrypt(nonce, plain, blob.AsSpan(2 + name.Length + NonceBytes, plain.Length), blob.AsSpan(^TagBytes..), place.Bytes());

        return blob;
    }

    /// <summary>Opens what was sealed for this place; null stays null.</summary>
    /// <exception cref="CryptographicException">It was changed, moved from another place, or its key is not there.</exception>
    public string? Open(byte[]? sealedText, SealedPlace place)
    {
        if (sealedText is null)
        {
            return null;
        }

        if (sealedText.Length < 2 || sealedText[0] != Version || sealedText.Length < 2 + sealedText[1] + NonceBytes + TagBytes)
        {
            throw new CryptographicException("This is not a sealed text.");
        }

        var name = Encoding.UTF8.GetString(sealedText, 2, sealedText[1]);
        if (!_keys.TryGetValue(name, out var key))
        {
            throw new CryptographicException($"The key {name} is not configured.");
        }

        var body = sealedText.AsSpan(2 + sealedText[1]);
        var plain = new byte[body.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(body[..NonceBytes], body[NonceBytes..^TagBytes], body[^TagBytes..], plain, place.Bytes());

        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>
    /// A stream that reads as the sealed form of a content for a place. The name of the key and a salt stand in front.
    /// </summary>
    public Stream Seal(Stream content, SealedPlace place)
    {
        var name = Encoding.UTF8.GetBytes(_current);
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);

        return new SealingStream(
            content, [ContentVersion, (byte)name.Length, .. name, .. salt], ContentKey(_keys[_current], salt), place.Bytes());
    }

    /// <summary>A stream that reads as the content that was sealed for this place; its first block is opened already.</summary>
    /// <exception cref="CryptographicException">It was changed, moved from another place, or its key is not there.</exception>
    public async Task<Stream> Open(Stream sealedContent, SealedPlace place, CancellationToken ct)
    {
        try
        {
            var head = new byte[2 + byte.MaxValue + SaltBytes];
            if (await sealedContent.ReadAtLeastAsync(head.AsMemory(0, 2), 2, throwOnEndOfStream: false, ct) < 2
                || head[0] != ContentVersion)
            {
                throw new CryptographicException("This is not a sealed content.");
            }

            var rest = head.AsMemory(2, head[1] + SaltBytes);
            if (await sealedContent.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, ct) < rest.Length)
            {
                throw new CryptographicException("The sealed content was cut.");
            }

            var name = Encoding.UTF8.GetString(rest.Span[..head[1]]);
            if (!_keys.TryGetValue(name, out var key))
            {
                throw new CryptographicException($"The key {name} is not configured.");
            }

            var content = new OpeningStream(sealedContent, ContentKey(key, rest.Span[head[1]..].ToArray()), place.Bytes());
            await content.ReadyAsync(ct);

            return content;
        }
        catch
        {
            await sealedContent.DisposeAsync();
            throw;
        }
    }

    private static byte[] ContentKey(byte[] key, byte[] salt) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyBytes, salt, "childplatform file"u8.ToArray());

    /// <summary>Seals a record as JSON; null stays null.</summary>
    public byte[]? SealJson<T>(T? value, SealedPlace place)
        where T : class => Seal(value is null ? null : JsonSerializer.Serialize(value, JsonSerializerOptions.Web), place);

    /// <summary>Opens a record that was sealed as JSON.</summary>
    public T? OpenJson<T>(byte[]? sealedText, SealedPlace place)
        where T : class => Open(sealedText, place) is { } text ? JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web) : null;
}

/// <summary>Where a sealed text belongs: column and row.</summary>
internal readonly record struct SealedPlace(string Column, Guid Row)
{
    public byte[] Bytes() => Encoding.UTF8.GetBytes($"{Column}/{Row:N}");
}
