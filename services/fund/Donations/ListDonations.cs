using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace ChildPlatform.Fund.Donations;

/// <summary>What a list, its export and its sum are narrowed to.</summary>
/// <param name="From">First day of receipt.</param>
/// <param name="To">Last day of receipt.</param>
/// <param name="SourceKind">Code of a source kind.</param>
/// <param name="Programme">Code of a programme, or POOL for gifts without restriction.</param>
/// <param name="State">recorded or reversed.</param>
/// <param name="Method">transfer, cash or treasury.</param>
/// <param name="Donor">Id of a donor.</param>
/// <param name="Import">Id of an import.</param>
/// <param name="Q">Words of the donor's name or the reference, without tone marks if wished, or a receipt number.</param>
/// <param name="Pledge">Id of a pledge.</param>
internal sealed record DonationFilter(
    DateOnly? From, DateOnly? To, string? SourceKind, string? Programme, [Words(typeof(DonationState))] string? State,
    [Words(typeof(PaymentMethod))] string? Method, Guid? Donor, Guid? Import,
    string? Q, Guid? Pledge = null)
{
    /// <summary>Refuses words and codes that mean nothing, all at once: they would only ever list nothing.</summary>
    public void Require(Catalogue catalogue)
    {
        var wrong = new WrongFields();
        if (!string.IsNullOrWhiteSpace(SourceKind) && !catalogue.HasSourceKind(SourceKind))
        {
            wrong.Add("/sourceKind", "not-in-catalogue");
        }

        if (!string.IsNullOrWhiteSpace(Programme) && Programme != Ledger.Account.Pool && !catalogue.KnowsProgramme(Programme))
        {
            wrong.Add("/programme", "not-in-catalogue");
        }

        if (!EnumText.Knows<DonationState>(State))
        {
            wrong.Add("/state", FieldRules.InvalidValue);
        }

        if (!EnumText.Knows<PaymentMethod>(Method))
        {
            wrong.Add("/method", FieldRules.InvalidValue);
        }

        wrong.ThrowIfAny();
    }

    public IQueryable<Donation> Apply(IQueryable<Donation> donations)
    {
        if (From is { } from)
        {
            donations = donations.Where(donation => donation.ReceivedOn >= from);
        }

        if (To is { } to)
        {
            donations = donations.Where(donation => donation.ReceivedOn <= to);
        }

        if (!string.IsNullOrWhiteSpace(SourceKind))
        {
            donations = donations.Where(donation => donation.SourceKind == SourceKind);
        }

        if (!string.IsNullOrWhiteSpace(Programme))
        {
            donations = Programme == Ledger.Account.Pool
                ? donations.Where(donation => donation.Programme == null && donation.Purpose == null)
                : donations.Where(donation => donation.Programme == Programme);
        }

        if (EnumText.Parse<DonationState>(State, "/state") is { } state)
        {
            donations = donations.Where(donation => donation.State == state);
        }

        if (EnumText.Parse<PaymentMethod>(Method, "/method") is { } method)
        {
            donations = donations.Where(donation => donation.Method == method);
        }

        if (Donor is { } donor)
        {
            donations = donations.Where(donation => donation.DonorId == donor);
        }

        if (Pledge is { } pledge)
        {
            donations = donations.Where(donation => donation.PledgeId == pledge);
        }

        if (Import is { } import)
        {
            donations = donations.Where(donation => donation.ImportId == import);
        }

        return Search(donations);
    }

    private IQueryable<Donation> Search(IQueryable<Donation> donations)
    {
        var text = VietnameseText.Normalise(Q);
        if (text.Length == 0)
        {
            return donations;
        }

        if (text.StartsWith("PT-", StringComparison.OrdinalIgnoreCase))
        {
            var number = text.ToUpperInvariant();

            return donations.Where(donation => donation.Number == number);
        }

        return SearchWords.Of(text) is { } words
            ? donations.Where(donation => EF.Property<NpgsqlTsVector>(donation, "SearchVector")
                .Matches(EF.Functions.ToTsQuery("simple", words)))
            : donations.Where(_ => false);
    }
}

/// <summary>GET /donations: keyset pages, newest receipt first unless asked otherwise.</summary>
internal static class ListDonations
{
    /// <summary>Gifts at or below the caller's unit.</summary>
    /// <param name="sort">The order; -receivedOn when it is left out.</param>
    public static async Task<Page<DonationResponse>> Handle(
        [AsParameters] DonationFilter filter,
        [Words("-receivedOn", "receivedOn", "-amount", "amount", "-recordedAt", "recordedAt")] string? sort,
        PageRequest page, FundDbContext db, Catalogues catalogues, CurrentUser user, CancellationToken ct)
    {
        filter.Require(await catalogues.Current(ct));
        var donations = filter.Apply(db.Donations.AsNoTracking().Within(user));
        var (ordered, key) = Order(donations, sort ?? "-receivedOn", page.After);
        var rows = await ordered.Select(GetDonation.Projection).Take(page.Take).ToListAsync(ct);

        return page.ToPage(rows, key);
    }

    public static (IQueryable<Donation> Ordered, Func<DonationResponse, object?[]> Key) Order(
        IQueryable<Donation> donations, string sort, Cursor? after)
    {
        switch (sort)
        {
            case "-receivedOn" or "receivedOn":
                {
                    var descending = sort[0] == '-';
                    if (after is not null)
                    {
                        var (day, id) = (after.Get<DateOnly>(0), after.Get<Guid>(1));
                        donations = descending
                            ? donations.Where(d => d.ReceivedOn < day || (d.ReceivedOn == day && d.Id < id))
                            : donations.Where(d => d.ReceivedOn > day || (d.ReceivedOn == day && d.Id > id));
                    }

                    return (descending
                        ? donations.OrderByDescending(d => d.ReceivedOn).ThenByDescending(d => d.Id)
                        : donations.OrderBy(d => d.ReceivedOn).ThenBy(d => d.Id),
                        row => [row.ReceivedOn, row.Id]);
                }

            case "-amount" or "amount":
                {
                    var descending = sort[0] == '-';
                    if (after is not null)
                    {
                        var (amount, id) = (after.Get<long>(0), after.Get<Guid>(1));
                        donations = descending
                            ? donations.Where(d => d.Amount < amount || (d.Amount == amount && d.Id < id))
                            : donations.Where(d => d.Amount > amount || (d.Amount == amount && d.Id > id));
                    }

                    return (descending
                        ? donations.OrderByDescending(d => d.Amount).ThenByDescending(d => d.Id)
                        : donations.OrderBy(d => d.Amount).ThenBy(d => d.Id),
                        row => [row.Amount, row.Id]);
                }

            // Ids carry the time of recording, so they sort by it.
            case "-recordedAt" or "recordedAt":
                {
                    var descending = sort[0] == '-';
                    if (after is not null)
                    {
                        var id = after.Get<Guid>(0);
                        donations = descending ? donations.Where(d => d.Id < id) : donations.Where(d => d.Id > id);
                    }

                    return (descending ? donations.OrderByDescending(d => d.Id) : donations.OrderBy(d => d.Id), row => [row.Id]);
                }

            default:
                throw new InvalidInputException("/sort", "invalid-value");
        }
    }
}
