using Microsoft.AspNetCore.Http.Features;

namespace ChildPlatform.Gateway;

/// <summary>How much a request may carry: 1 MiB of JSON or form fields, 20 MiB of files and sheets.</summary>
internal static class BodyLimit
{
    public const long Text = 1 << 20;
    public const long Upload = 20 << 20;

    /// <summary>False when the announced length is too much; a body without a length is cut off while it passes.</summary>
    public static bool Admits(HttpRequest request)
    {
        if (request.ContentLength is { } length)
        {
            return length <= Text || length <= For(request);
        }

        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            request.Body = new CountedBody(request.Body, For(request));
        }

        return true;
    }

    private static long For(HttpRequest request)
    {
        var type = request.ContentType.AsSpan();
        var isText = type.IsEmpty
            || type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            || type.Contains("json", StringComparison.OrdinalIgnoreCase);
        return isText ? Text : Upload;
    }

    /// <summary>
    /// Ends with the error that the proxy answers as 413. The server's own limit would also close the connection under a
    /// client that is still sending, and the client might never see the answer.
    /// </summary>
    private sealed class CountedBody(Stream inner, long limit) : Stream
    {
        private long _left = limit;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            _left -= read;
            return _left >= 0
                ? read
                : throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
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
    }
}
