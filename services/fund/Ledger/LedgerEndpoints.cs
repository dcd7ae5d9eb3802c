namespace ChildPlatform.Fund.Ledger;

/// <summary>
/// The books are those of the provincial fund: an entry has no unit of its own, and the chain can only be judged whole. So the
/// journal is read at the level of the province alone, 403 below. Totals without a name (balances, targets, programmes) are
/// read at every level: a commune must know what a programme can still pay, and the public ledger shows the same movements.
/// </summary>
internal static class LedgerEndpoints
{
    public static void MapLedger(this IEndpointRouteBuilder fund)
    {
        var journal = fund.MapGroup("/journal").WithTags("Ledger").RequireAuthorization(FundPolicies.ReadJournal);

        journal.MapGet("/", ListJournal.Handle);
        journal.MapGet("/export", ExportJournal.Handle);
        journal.MapGet("/verification", VerifyJournal.Handle);
    }
}
