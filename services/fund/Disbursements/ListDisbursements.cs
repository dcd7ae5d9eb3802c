using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>What a list, its export and a work counter are narrowed to.</summary>
/// <param name="State">One state or several, separated by commas: draft, submitted, appraised, …</param>
/// <param name="Signatures">Number of signatures given, which tells the director's queue (0) from the council's (1).</param>
/// <param name="Programme">Code of a programme.</param>
/// <param name="From">First day of request, in Viet Nam.</param>
/// <param name="To">Last day of request.</param>
/// <param name="RequestedBy">Id of the requester, or <c>me</c>.</param>
/// <param name="Q">Words of the purpose or the payee, without tone marks if wished, or a number (DN-…, PC-…, or VV-… of a case).</param>
internal sealed record DisbursementFilter(
    [Words(typeof(DisbursementState), Several = true)] string? State, int? Signatures, string? Programme, DateOnly? From, DateOnly? To,
    string? RequestedBy, string? Q)
{
    /// <summary>The words of <see cref="State"/>.</summary>
    internal string[] States => State?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Refuses words and codes that mean nothing, all at once: they would only ever list nothing.</summary>
    public void Require(Catalogue catalogue)
    {
        var wrong = new WrongFields();
        if (!States.All(EnumText.Knows<DisbursementState>))
        {
            wrong.Add("/state", FieldRules.InvalidValue);
        }

        if (!string.IsNullOrWhiteSpace(Programme) && !catalogue.KnowsProgramme(Programme))
        {
            wrong.Add("/programme", "not-in-catalogue");
        }

        wrong.ThrowIfAny();
    }

    public IQueryable<Disbursement> Apply(IQueryable<Disbursement> disbursements, CurrentUser user)
    {
        if (!string.IsNullOrWhiteSpace(State))
        {
            var states = States.Select(word => EnumText.Parse<DisbursementState>(word, "/state")!.Value).ToArray();
            disbursements = disbursements.Where(row => states.Contains(row.State));
        }

        if (Signatures is { } signatures)
        {
            disbursements = disbursements.Where(row => row.Signatures == signatures);
        }

        if (!string.IsNullOrWhiteSpace(Programme))
        {
            disbursements = disbursements.Where(row => row.Programme == Programme);
        }

        if (From is { } from)
        {
            var start = VietnamTime.StartOf(from).ToUniversalTime();
            disbursements = disbursements.Where(row => row.RequestedAt >= start);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var end = VietnamTime.StartOf(to.AddDays(1)).ToUniversalTime();
            disbursements = disbursements.Where(row => row.RequestedAt < end);
        }

        if (!string.IsNullOrWhiteSpace(RequestedBy))
        {
            var requester = RequestedBy == "me" ? user.Id : RequestedBy;
            disbursements = disbursements.Where(row => row.RequestedBy == requester);
        }

        return Search(disbursements);
    }

    private IQueryable<Disbursement> Search(IQueryable<Disbursement> disbursements)
    {
        var text = VietnameseText.Normalise(Q);
        if (text.Length == 0)
        {
            return disbursements;
        }

        if (text.StartsWith("DN-", StringComparison.OrdinalIgnoreCase) || text.StartsWith("PC-", StringComparison.OrdinalIgnoreCase))
        {
            var number = text.ToUpperInvariant();

            return disbursements.Where(row => row.RequestNumber == number || row.Number == number);
        }

        if (text.StartsWith("VV-", StringComparison.OrdinalIgnoreCase))
        {
            var number = text.ToUpperInvariant();

            return disbursements.Where(row => row.Beneficiaries.Any(line => line.CaseNumber == number));
        }

        return SearchWords.Of(text) is { } words
            ? disbursements.Where(row => EF.Property<NpgsqlTsVector>(row, "SearchVector")
                .Matches(EF.Functions.ToTsQuery("simple", words)))
            : disbursements.Where(_ => false);
    }
}

/// <summary>GET /disbursements: keyset pages, newest request first unless asked otherwise.</summary>
internal static class ListDisbursements
{
    /// <summary>Disbursements at or below the caller's unit.</summary>
    /// <param name="sort">The order; -requestedAt when it is left out.</param>
    public static async Task<Page<DisbursementResponse>> Handle(
        [AsParameters] DisbursementFilter filter,
        [Words("-requestedAt", "requestedAt", "-amount", "amount")] string? sort, PageRequest page, FundDbContext db,
        Catalogues catalogues, CurrentUser user, CancellationToken ct)
    {
        filter.Require(await catalogues.Current(ct));
        var found = filter.Apply(db.Disbursements.AsNoTracking().AsSplitQuery().Within(user), user);
        var (ordered, key) = Order(found, sort ?? "-requestedAt", page.After);
        var rows = await ordered.Take(page.Take).ToListAsync(ct);

        return page.ToPage(rows, row => GetDisbursement.Of(row, user), key);
    }

    private static (IQueryable<Disbursement> Ordered, Func<Disbursement, object?[]> Key) Order(
        IQueryable<Disbursement> disbursements, string sort, Cursor? after)
    {
        var descending = sort.StartsWith('-');
        switch (sort.TrimStart('-'))
        {
            // Ids carry the time of the request, so they sort by it.
            case "requestedAt":
                if (after is not null)
                {
                    var id = after.Get<Guid>(0);
                    disbursements = descending ? disbursements.Where(row => row.Id < id) : disbursements.Where(row => row.Id > id);
                }

                return (descending ? disbursements.OrderByDescending(row => row.Id) : disbursements.OrderBy(row => row.Id),
                    row => [row.Id]);

            case "amount":
                if (after is not null)
                {
                    var (amount, id) = (after.Get<long>(0), after.Get<Guid>(1));
                    disbursements = descending
                        ? disbursements.Where(row => row.Amount < amount || (row.Amount == amount && row.Id < id))
                        : disbursements.Where(row => row.Amount > amount || (row.Amount == amount && row.Id > id));
                }

                return (descending
                    ? disbursements.OrderByDescending(row => row.Amount).ThenByDescending(row => row.Id)
                    : disbursements.OrderBy(row => row.Amount).ThenBy(row => row.Id),
                    row => [row.Amount, row.Id]);

            default:
                throw new InvalidInputException("/sort", FieldRules.InvalidValue);
        }
    }
}
