namespace ChildPlatform.Reporting.Fund;

/// <summary>The fund as reporting's own tables know it.</summary>
internal static class FundEndpoints
{
    public static void MapFund(this IEndpointRouteBuilder reporting)
    {
        var fund = reporting.MapGroup("/fund").WithTags("Fund").RequireAuthorization(ReportingPolicies.Read);

        fund.MapGet("/totals", GetFundTotals.Handle).WithName("GetFundTotals")
            .WithSummary("Gifts of a year by source and month, in whole đồng; the year is that of receipt, by default the running one.");
    }
}
