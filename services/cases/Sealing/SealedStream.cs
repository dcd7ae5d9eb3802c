using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ChildPlatform.Cases.Sealing;

/// <summary>
/// Contents of files, block by block, so that memory does not grow with them. Each content has a key of its own (HKDF with a
/// random salt), each block is bound to its position and to whether it is the last, and the last one is shorter than the
/// others: a content that was cut, lengthened or put together from others does not open.
/// </summary>
internal abstract class BlockStream : Stream
{
    public const int BlockBytes = 64 << 10;
    public const int TagBytes = 16;

    private const int NonceBytes = 12;

    private readonly AesGcm _aes;
    private readonly byte[] _place;
    private ReadOnlyMemory<byte> _ready;
    private int _block;
    private bool _ended;

    protected BlockStream(Stream inner, byte[] key, byte[] place)
    {
        Inner = inner;
        _aes = new AesGcm(key, TagBytes);
        _place = [.. place, 0];
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    protected Stream Inner { get; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ready.IsEmpty)
        {
            await ReadyAsync(cancellationToken);
        }

        var length = Math.Min(buffer.Length, _ready.Length);
        _ready[..length].CopyTo(buffer);
        _ready = _ready[length..];

        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Makes the next block ready, if there is one and none is.</summary>
    public async ValueTask ReadyAsync(CancellationToken ct)
    {
        if (_ready.IsEmpty && !_ended)
        {
            (_ready, _ended) = await NextAsync(ct);
        }
    }

    protected abstract ValueTask<(ReadOnlyMemory<byte> Block, bool Last)> NextAsync(CancellationToken ct);

    protected void Encrypt(ReadOnlySpan<byte> plain, Span<byte> sealedBlock, bool last)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        _aes.Encrypt(Nonce(nonce), plain, sealedBlock[..plain.Length], sealedBlock[plain.Length..], Place(last));
    }

    protected void Decrypt(ReadOnlySpan<byte> sealedBlock, Span<byte> plain, bool last)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        _aes.Decrypt(Nonce(nonce), sealedBlock[..^TagBytes], sealedBlock[^TagBytes..], plain, Place(last));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aes.Dispose();
            Inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The number of the block: the key is used for this content alone.</summary>
    private Span<byte> Nonce(Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt32BigEndian(nonce[^4..], _block++);

        return nonce;
    }

    private byte[] Place(bool last)
    {
        _place[^1] = last ? (byte)1 : (byte)0;

        return _place;
    }
}

/// <summary>Reads as the sealed form of what it reads.</summary>
internal sealed class SealingStream(Stream plain, byte[] head, byte[] key, byte[] place) : BlockStream(plain, key, place)
{
    private readonly byte[] _plain = new byte[BlockBytes];
    private readonly byte[] _sealed = new byte[BlockBytes + TagBytes];
    private bool _begun;

    protected override async ValueTask<(ReadOnlyMemory<byte> Block, bool Last)> NextAsync(CancellationToken ct)
    {
        if (!_begun)
        {
            _begun = true;
            return (head, false);
        }

        var length = await Inner.ReadAtLeastAsync(_plain, BlockBytes, throwOnEndOfStream: false, ct);
        var last = length < BlockBytes;
        Encrypt(_plain.AsSpan(0, length), _sealed.AsSpan(0, length + TagBytes), last);

        return (_sealed.AsMemory(0, length + TagBytes), last);
    }
}

/// <summary>Reads as the clear form of what it reads.</summary>
internal sealed class OpeningStream(Stream sealedContent, byte[] key, byte[] place) : BlockStream(sealedContent, key, place)
{
    private readonly byte[] _plain = new byte[BlockBytes];
    private readonly byte[] _sealed = new byte[BlockBytes + TagBytes];

    protected override async ValueTask<(ReadOnlyMemory<byte> Block, bool Last)> NextAsync(CancellationToken ct)
    {
        var length = await Inner.ReadAtLeastAsync(_sealed, _sealed.Length, throwOnEndOfStream: false, ct);
        if (length < TagBytes)
        {
            throw new CryptographicException("The sealed content was cut.");
        }

        var last = length < _sealed.Length;
        Decrypt(_sealed.AsSpan(0, length), _plain.AsSpan(0, length - TagBytes), last);

        return (_plain.AsMemory(0, length - TagBytes), last);
    }
}
