using System.Globalization;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Forms;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Donations;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donors;

/// <summary>GET /donors/{id}/statement and /donors/{id}/thank-you-letter: what one giver gets for a year.</summary>
internal static class DonorPaper
{
    /// <summary>
    /// The yearly statement of a giver as a PDF: every gift with its receipt and whether that was handed over, those taken back
    /// marked and not added, and the total in figures and words. 409 <c>no-gifts-in-year</c> when there is none.
    /// </summary>
    /// <param name="id">The giver.</param>
    /// <param name="year">Year of receipt, 2000 to 2100; the running year when left out.</param>
    public static Task<Results<FileContentHttpResult, NotFound>> Statement(
        Guid id, int? year, FundDbContext db, Catalogues catalogues, CurrentUser user, TimeProvider clock,
        CancellationToken ct) =>
        Of(id, year, letter: false, new YearPapers(db, catalogues, user, clock), ct);

    /// <summary>
    /// The letter that thanks a giver for the gifts of a year that stand, as a PDF. 409 <c>no-gifts-in-year</c> when none stands.
    /// </summary>
    /// <param name="id">The giver.</param>
    /// <param name="year">Year of receipt, 2000 to 2100; the running year when left out.</param>
    public static Task<Results<FileContentHttpResult, NotFound>> Letter(
        Guid id, int? year, FundDbContext db, Catalogues catalogues, CurrentUser user, TimeProvider clock,
        CancellationToken ct) =>
        Of(id, year, letter: true, new YearPapers(db, catalogues, user, clock), ct);

    private static async Task<Results<FileContentHttpResult, NotFound>> Of(
        Guid id, int? year, bool letter, YearPapers papers, CancellationToken ct)
    {
        var asked = papers.Year(year);

        return await papers.Donor(id, ct) is { } donor
            ? TypedResults.File(await papers.Pdf([donor], asked, letter, ct), "application/pdf",
                YearPapers.FileName(letter, asked))
            : TypedResults.NotFound();
    }
}

/// <summary>GET /donors/statements: the papers of all givers of a year in one file.</summary>
internal static class DonorPapersOfYear
{
    /// <summary>
    /// Statements, or letters of thanks, of all givers with gifts of a year that stand, by name, as one PDF with a paper each.
    /// Anonymous givers are left out. At most 200 givers and 5000 gifts go into a file: 409 <c>too-many-papers</c> says how many
    /// there are, and kind, name or least total narrow it. 409 <c>no-gifts-in-year</c> when there is nobody.
    /// </summary>
    /// <param name="year">Year of receipt, 2000 to 2100; the running year when left out.</param>
    /// <param name="form">statement or letter; statement when left out.</param>
    /// <param name="kind">Kind of giver.</param>
    /// <param name="q">Words of the name, without tone marks if wished, a tax code or a phone number.</param>
    /// <param name="least">Only givers whose gifts of the year add up to this many đồng or more.</param>
    public static async Task<FileContentHttpResult> Handle(
        int? year, [Words("statement", "letter")] string? form, [Words(typeof(DonorKind))] string? kind, string? q, long? least,
        FundDbContext db, Catalogues catalogues, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var papers = new YearPapers(db, catalogues, user, clock);
        var asked = papers.Year(year);
        var letter = form switch
        {
            null or "" or "statement" => false,
            "letter" => true,
            _ => throw new InvalidInputException("/form", FieldRules.InvalidValue),
        };
        if (least is < 0)
        {
            throw new InvalidInputException("/least", "out-of-range");
        }

        var donors = await papers.Givers(asked, EnumText.Parse<DonorKind>(kind, "/kind"), q, least ?? 0, ct);

        return TypedResults.File(await papers.Pdf(donors, asked, letter, ct), "application/pdf",
            YearPapers.FileName(letter, asked));
    }
}

/// <summary>Reads givers and their gifts of a year, and prints them.</summary>
internal sealed class YearPapers(FundDbContext db, Catalogues catalogues, CurrentUser user, TimeProvider clock)
{
    private const int MostDonors = 200;
    private const int MostGifts = 5_000;

    public int Year(int? asked) => asked switch
    {
        null => VietnamTime.Today(clock).Year,
        >= 2000 and <= 2100 => asked.Value,
        _ => throw new InvalidInputException("/year", "out-of-range"),
    };

    public static string FileName(bool letter, int year) =>
        string.Create(CultureInfo.InvariantCulture, $"{(letter ? "thu-cam-on" : "bang-ke-ung-ho")}-{year}.pdf");

    public Task<Donor?> Donor(Guid id, CancellationToken ct) =>
        db.Donors.AsNoTracking().Within(user).SingleOrDefaultAsync(donor => donor.Id == id, ct);

    public async Task<List<Donor>> Givers(int year, DonorKind? kind, string? q, long least, CancellationToken ct)
    {
        var sums = GiftsOf(year).Where(gift => gift.State == DonationState.Recorded)
            .GroupBy(gift => gift.DonorId)
            .Where(group => group.Sum(gift => gift.Amount) >= least)
            .Select(group => group.Key);
        var wanted = ListDonors.Filter(db.Donors.AsNoTracking().Within(user), q, kind, merged: false)
            .Where(donor => donor.Kind != DonorKind.Anonymous && sums.Contains(donor.Id));
        var donors = await wanted.OrderBy(donor => donor.SearchKey).ThenBy(donor => donor.Id).Take(MostDonors + 1)
            .ToListAsync(ct);
        if (donors.Count > MostDonors)
        {
            throw TooMany("donors", await wanted.CountAsync(ct), MostDonors);
        }

        return donors;
    }

    /// <summary>The papers of these givers, whose gifts are read by one query.</summary>
    public async Task<byte[]> Pdf(IReadOnlyList<Donor> donors, int year, bool letter, CancellationToken ct)
    {
        var ids = donors.Select(donor => donor.Id).ToArray();
        var gifts = GiftsOf(year).Where(gift => ids.Contains(gift.DonorId));
        if (letter)
        {
            gifts = gifts.Where(gift => gift.State == DonationState.Recorded);
        }

        var rows = await gifts.OrderBy(gift => gift.ReceivedOn).ThenBy(gift => gift.Id).Take(MostGifts + 1).ToListAsync(ct);
        FundRules.NoGiftsInYear.Require(rows.Count > 0, new Dictionary<string, object?> { ["year"] = year });
        if (rows.Count > MostGifts)
        {
            throw TooMany("gifts", await gifts.CountAsync(ct), MostGifts);
        }

        var catalogue = await catalogues.Current(ct);
        var byDonor = rows.ToLookup(gift => gift.DonorId);
        var today = VietnamTime.Today(clock);
        DonorYear[] papers =
        [
            .. donors.Where(donor => byDonor.Contains(donor.Id)).Select(donor => new DonorYear
            {
                Issuer = FundForms.Issuer,
                Year = year,
                DonorName = donor.Name,
                DonorAddress = donor.Address,
                DonorTaxCode = donor.TaxCode,
                Gifts = [.. byDonor[donor.Id].Select(gift => Line(gift, donor, catalogue))],
                MadeOn = today,
                Signatures = [new FormSignature("Người lập bảng", user.Name), new FormSignature("Giám đốc", null)],
            }),
        ];

        return letter ? DonorPapers.Letters(papers) : DonorPapers.Statements(papers);
    }

    private static StatementGift Line(Donation gift, Donor donor, Catalogue catalogue) => new()
    {
        ReceivedOn = gift.ReceivedOn,
        Number = gift.Number,
        Purpose = catalogue.WordsOf(gift.RestrictedTo()),
        Method = FundForms.MethodOf(gift.Method),
        Amount = new Vnd(gift.Amount),
        Reversed = gift.State is DonationState.Reversed,
        ReceiptGivenOn = gift.ReceiptGivenAt is { } at ? VietnamTime.DateOf(at) : null,
        GivenAs = VietnameseText.EqualityKey(gift.DonorName) == VietnameseText.EqualityKey(donor.Name) ? null : gift.DonorName,
    };

    private IQueryable<Donation> GiftsOf(int year)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));

        return db.Donations.AsNoTracking().Within(user).Where(gift => gift.ReceivedOn >= first && gift.ReceivedOn <= last);
    }

    private static BusinessRuleException TooMany(string what, int found, int most) =>
        new(FundRules.TooManyPapers, new Dictionary<string, object?> { [what] = found, ["most"] = most });
}
