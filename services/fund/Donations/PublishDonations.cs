using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donations;

/// <summary>
/// GET /donations/publication: the gifts that stand as they may be put up in public (domain/fund.md §7), streamed row by row. It
/// has no filter by giver and no word search: what a list was narrowed to stands above it, and would tell the name that it hides.
/// </summary>
internal static class PublishDonations
{
    private const string Unnamed = "Nhà hảo tâm không nêu tên";

    /// <summary>
    /// The list of gifts for publication as an .xlsx: who agreed to be named is, everybody else stands without a name. Gifts that
    /// were reversed are left out.
    /// </summary>
    /// <param name="from">First day of receipt.</param>
    /// <param name="to">Last day of receipt.</param>
    /// <param name="sourceKind">Code of a source kind.</param>
    /// <param name="programme">Code of a programme, or POOL for gifts without restriction.</param>
    public static async Task<PushStreamHttpResult> Handle(
        DateOnly? from, DateOnly? to, string? sourceKind, string? programme, FundDbContext db, Catalogues catalogues,
        CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        var catalogue = await catalogues.Current(ct);
        var filter = new DonationFilter(from, to, sourceKind, programme, null, null, null, null, null);
        filter.Require(catalogue);
        var (ordered, _) = ListDonations.Order(
            filter.Apply(db.Donations.AsNoTracking().Within(user)).Where(gift => gift.State == DonationState.Recorded),
            "receivedOn", after: null);
        var rows = ordered.Select(GetDonation.Projection).AsAsyncEnumerable();
        var today = VietnamTime.Today(clock);
        var layout = new SheetLayout<DonationResponse>
        {
            Name = "Công khai",
            Titles =
            [
                "QUỸ BẢO TRỢ TRẺ EM TỈNH QUẢNG NAM",
                $"Danh sách công khai khoản ủng hộ, lập ngày {VietnamTime.DayMonthYear(today)}",
                ExportDonations.WordsOf(filter, catalogue),
            ],
        }
            .Text("Số phiếu", row => row.Number, width: 16)
            .Date("Ngày nhận", row => row.ReceivedOn)
            .Text("Nhà hảo tâm", row => row.NamedInPublic ? row.Donor.Name : Unnamed, width: 36)
            .Money("Số tiền (đồng)", row => row.Amount)
            .Text("Nguồn", row => catalogue.SourceKinds.GetValueOrDefault(row.SourceKind, row.SourceKind), width: 30)
            .Text("Dành cho", row => catalogue.WordsOf(row.Restriction), width: 28);

        return TypedResults.Stream(stream => SheetWriter.WriteXlsxAsync(stream, layout, rows, ct),
            SheetWriter.XlsxContentType, $"cong-khai-ung-ho-{today:yyyy-MM-dd}.xlsx");
    }
}
