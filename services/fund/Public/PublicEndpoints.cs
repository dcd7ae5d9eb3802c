namespace ChildPlatform.Fund.Public;

/// <summary>What anyone may see without signing in: totals and movements, no name, no child.</summary>
internal static class PublicEndpoints
{
    public static void MapPublicFund(this IEndpointRouteBuilder app)
    {
        var fund = app.MapGroup("/api/v1/public/fund").WithTags("Public").AllowAnonymous();

        fund.MapGet("/summary", GetFundSummary.Handle);
        fund.MapGet("/ledger", GetPublicLedger.Handle);
    }

    /// <summary>Shared caches may keep it, but so shortly that a gift shows within two seconds.</summary>
    public static void CacheForASecond(this HttpContext http) => http.Response.Headers.CacheControl = "public, max-age=1";
}
