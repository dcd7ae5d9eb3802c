using System.Globalization;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Gateway;

/// <summary>What a person reads while the pages are away: a sentence and the hotlines instead of a problem document.</summary>
internal static class OutagePage
{
    private static readonly byte[] Page = Read();

    /// <summary>A browser that asks for a page says that it takes HTML; programs do not.</summary>
    public static bool IsFor(HttpContext http, Refusal refusal) =>
        refusal.Status == StatusCodes.Status503ServiceUnavailable
        && http.GetEndpoint()?.Metadata.GetMetadata<Passage>()?.PaidBy is PaidBy.Address
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static Task WriteAsync(HttpContext http, Refusal refusal)
    {
        var response = http.Response;
        response.Clear();
        response.StatusCode = refusal.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = Page.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.RetryAfter = (refusal.RetryAfterSeconds ?? 2).ToString(CultureInfo.InvariantCulture);

        return response.Body.WriteAsync(Page, http.RequestAborted).AsTask();
    }

    private static byte[] Read()
    {
        using var stream = typeof(OutagePage).Assembly.GetManifestResourceStream("outage.html")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);

        return copy.ToArray();
    }
}
