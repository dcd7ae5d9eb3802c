using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Fund.Periods;

/// <summary>Closing the books by month (khóa sổ kế toán).</summary>
internal static class PeriodEndpoints
{
    public static void MapPeriods(this IEndpointRouteBuilder fund)
    {
        var periods = fund.MapGroup("/periods").WithTags("Periods").WithIdempotency<FundDbContext>();
        periods.MapGet("/", ListPeriods.Handle).RequireAuthorization(FundPolicies.ReadJournal).WithName("ListPeriods");
        periods.MapPost("/{month}/close", ClosePeriod.Handle).RequireAuthorization(FundPolicies.ClosePeriods).WithName("ClosePeriod");
        periods.MapPost("/{month}/reopen", ReopenPeriod.Handle).RequireAuthorization(FundPolicies.ReopenPeriods).WithName("ReopenPeriod");
    }
}
