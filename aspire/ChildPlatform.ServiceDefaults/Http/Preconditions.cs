using ChildPlatform.ServiceDefaults.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace ChildPlatform.ServiceDefaults.Http;

/// <summary>How large a body an endpoint takes.</summary>
public sealed record BodyLimit(long Bytes)
{
    public const long Json = 1 << 20;

    public const long Upload = 20 << 20;
}

/// <summary>Marks on routes about the body.</summary>
public static class BodyExtensions
{
    /// <summary>
    /// The endpoint takes a file of up to 20 MiB as multipart. Requests carry a bearer token and no cookie, so the
    /// anti-forgery check that forms get by default has nothing to protect here.
    /// </summary>
    public static TBuilder AllowUpload<TBuilder>(this TBuilder builder, long bytes = BodyLimit.Upload)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new BodyLimit(bytes)));
        return builder.DisableAntiforgery();
    }
}

/// <summary>
/// 413, 415 and 428, in this order, after 401 and 403 and before anything reads the body. It looks only at the endpoint's
/// metadata and the headers.
/// </summary>
internal sealed class PreconditionMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint || HttpMethods.IsGet(context.Request.Method))
        {
            return next(context);
        }

        var request = context.Request;
        var accepts = endpoint.Metadata.GetMetadata<IAcceptsMetadata>();
        if (request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true && accepts is null)
        {
            return next(context);
        }

        var takesFile = endpoint.Metadata.GetMetadata<FileUpload>() is not null;
        var limit = takesFile
            ? context.RequestServices.GetRequiredService<FileCheck>().MostOfBody
            : endpoint.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? BodyLimit.Json;
        if (request.ContentLength > limit)
        {
            return Problems.WriteAsync(context, takesFile ? FileRefusals.TooLarge : Refusals.TooLarge);
        }

        // A chunked body has no length to judge by: the server counts it while it is read.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }

        if (accepts is not null && HasBody(request) && !Takes(accepts, request.ContentType))
        {
            return Problems.WriteAsync(context, Refusals.UnsupportedType);
        }

        var idempotency = endpoint.Metadata.GetMetadata<IdempotencyMetadata>();
        if (idempotency is not null)
        {
            string? key = request.Headers[IdempotencyMetadata.Header];
            if (string.IsNullOrEmpty(key))
            {
                if (idempotency.Required)
                {
                    return Problems.WriteAsync(context, Refusals.KeyRequired);
                }
            }
            else if (key.Length > 255)
            {
                return Problems.WriteAsync(context, Refusals.KeyInvalid);
            }
        }

        if (endpoint.Metadata.GetMetadata<IfMatchRequired>() is not null && request.Headers.IfMatch.Count == 0)
        {
            return Problems.WriteAsync(context, Refusals.IfMatchRequired);
        }

        var hashed = idempotency is not null && request.Headers.ContainsKey(IdempotencyMetadata.Header);
        RequestDelegate on = hashed ? HashThenNext : next;

        return takesFile ? context.RequestServices.GetRequiredService<UploadRoom>().ReceiveAsync(context, on) : on(context);
    }

    private async Task HashThenNext(HttpContext context)
    {
        await IdempotencyHash.ReadAsync(context);
        await next(context);
    }

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength is > 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count > 0)
        || (request.ContentLength is null && !HttpProtocol.IsHttp11(request.Protocol)
            && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true);

    private static bool Takes(IAcceptsMetadata accepts, string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var given))
        {
            return false;
        }

        foreach (var type in accepts.ContentTypes)
        {
            if (MediaTypeHeaderValue.TryParse(type, out var taken) && (given.IsSubsetOf(taken) || taken.MediaType.Equals(given.MediaType, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
