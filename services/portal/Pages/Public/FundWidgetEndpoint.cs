using ChildPlatform.Portal.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Portal.Pages.Public;

/// <summary>GET /cong-khai/quy/nhung: the thermometer that press and partners put on their own pages.</summary>
internal static class FundWidgetEndpoint
{
    public const string Path = "/cong-khai/quy/nhung";

    // The one page that others may frame: it holds public figures, runs no script and sends no form.
    private const string Policy =
        "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors *";

    public static void MapFundWidget(this WebApplication app) => app.MapGet(Path, Handle).AllowAnonymous();

    private static async Task<RazorComponentResult<FundWidget>> Handle(
        HttpContext http, PublicApi api, ILogger<FundWidget> log)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;

        return new RazorComponentResult<FundWidget>(new { Summary = await ReadAsync(http, api, log) });
    }

    /// <summary>Of the year in <c>?nam=</c>; of the newest one with a target when it names none.</summary>
    private static async Task<Contracts.Fund.PublicSummaryResponse?> ReadAsync(HttpContext http, PublicApi api, ILogger log)
    {
        var year = int.TryParse(http.Request.Query["nam"], out var asked) && asked is >= 2000 and <= 2100 ? asked : (int?)null;
        try
        {
            return await api.SummaryAsync(year);
        }
        catch (Exception e) when (e is ApiException or OperationCanceledException)
        {
            log.LogWarning("The widget has no figures: {Reason}", e.Message);
            return null;
        }
    }
}
