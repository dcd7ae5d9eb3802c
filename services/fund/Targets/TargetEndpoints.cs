using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Programmes;

namespace ChildPlatform.Fund.Targets;

internal static class TargetEndpoints
{
    public static void MapTargets(this IEndpointRouteBuilder fund)
    {
        fund.MapGet("/targets/{year:int}", GetTargets.Handle).WithTags("Targets").RequireAuthorization(FundPolicies.ReadTotals);
        fund.MapGet("/balances/export", ExportBalances.Handle).WithTags("Ledger").RequireAuthorization(FundPolicies.ReadTotals);
        fund.MapGet("/balances", GetBalances.Handle).WithTags("Ledger").RequireAuthorization(FundPolicies.ReadTotals);
    }
}
