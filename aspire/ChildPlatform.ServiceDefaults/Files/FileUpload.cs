using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ChildPlatform.ServiceDefaults.Files;

/// <summary>Marks an endpoint that takes one file to keep, as the multipart field <c>file</c>.</summary>
public sealed record FileUpload
{
    /// <summary>What the parts of a form take beside the file.</summary>
    public const long Around = 64 << 10;
}

/// <summary>The mark on routes.</summary>
public static class FileUploadExtensions
{
    /// <summary>The endpoint takes a file to keep, no larger than the setting <c>Files__MaxBytes</c>.</summary>
    public static TBuilder AllowFile<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new FileUpload()));

        return builder.DisableAntiforgery();
    }
}

/// <summary>
/// Files come in through memory and never through the server's temporary files: those would hold in clear what is sealed before
/// it is kept. So that memory is bounded, only a few come in at a time, and none slowly for ever.
/// </summary>
internal sealed class UploadRoom : IDisposable
{
    private const int AtATime = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Whoever sends more slowly than this would keep the others waiting.</summary>
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 16 << 10, gracePeriod: TimeSpan.FromSeconds(10));

    private readonly SemaphoreSlim _places = new(AtATime);

    /// <summary>Reads a request with its file while one of the places is its own.</summary>
    /// <exception cref="RefusedException">try-again: all places stayed taken.</exception>
    public async Task ReceiveAsync(HttpContext context, RequestDelegate read)
    {
        if (!await _places.WaitAsync(Patience, context.RequestAborted))
        {
            throw new RefusedException(Refusals.TryAgain);
        }

        try
        {
            if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            {
                rate.MinDataRate = Slowest;
            }

            var most = context.RequestServices.GetRequiredService<FileCheck>().MostOfBody;
            context.Features.Set<IFormFeature>(new FormFeature(context.Request, new FormOptions
            {
                MemoryBufferThreshold = (int)most,
                MultipartBodyLengthLimit = most,
                ValueCountLimit = 8,
                ValueLengthLimit = 4 << 10,
                KeyLengthLimit = 100,
            }));
            await read(context);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
