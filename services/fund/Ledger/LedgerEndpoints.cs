namespace ChildPlatform.Fund.Ledger;

internal static class LedgerEndpoints
{
    public static void MapLedger(this IEndpointRouteBuilder fund)
    {
        var journal = fund.MapGroup("/journal").WithTags("Ledger").RequireAuthorization(FundPolicies.ReadJournal);

        journal.MapGet("/", ListJournal.Handle);
        journal.MapGet("/verification", VerifyJournal.Handle);
    }
}
