using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donors;

/// <summary>GET /donors/export: the register as .xlsx with the list's filters, streamed row by row.</summary>
internal static class ExportDonors
{
    /// <summary>The register of givers as an .xlsx, with the filters and the order of the list.</summary>
    /// <param name="q">Words of the name, without tone marks if wished, a tax code or a phone number.</param>
    /// <param name="kind">Kind of giver.</param>
    /// <param name="merged">true: donors that went up in another one; left out or false: those that stand.</param>
    public static PushStreamHttpResult Handle(
        string? q, [Words(typeof(DonorKind))] string? kind, bool? merged, FundDbContext db, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var wanted = EnumText.Parse<DonorKind>(kind, "/kind");
        var rows = ListDonors.Filter(db.Donors.AsNoTracking().Within(user), q, wanted, merged)
            .OrderBy(donor => donor.SearchKey).ThenBy(donor => donor.Id)
            .Select(donor => new Row(
                donor.Name, donor.Kind, donor.TaxCode, donor.Phone, donor.Address, donor.Email, donor.Note,
                db.Donations.Count(gift => gift.DonorId == donor.Id && gift.State == DonationState.Recorded),
                db.Donations.Where(gift => gift.DonorId == donor.Id && gift.State == DonationState.Recorded)
                    .Sum(gift => gift.Amount)))
            .AsAsyncEnumerable();
        var today = VietnamTime.Today(clock);
        var layout = new SheetLayout<Row>
        {
            Name = "Nhà hảo tâm",
            Titles =
            [
                "QUỸ BẢO TRỢ TRẺ EM TỈNH QUẢNG NAM",
                $"Sổ nhà hảo tâm, lập ngày {VietnamTime.DayMonthYear(today)}",
                SheetFilter.Words(
                [
                    wanted is { } one ? $"loại: {FundForms.KindOf(one)}" : null, merged is true ? "đã gộp" : null,
                    SheetFilter.Search(q),
                ]),
            ],
        }
            .Text("Tên", row => row.Name, width: 36)
            .Text("Loại", row => FundForms.KindOf(row.Kind), width: 20)
            .Text("Mã số thuế", row => row.TaxCode, width: 16)
            .Text("Điện thoại", row => row.Phone, width: 16)
            .Text("Địa chỉ", row => row.Address, width: 30)
            .Text("Thư điện tử", row => row.Email, width: 24)
            .Number("Số lần ủng hộ", row => row.Gifts)
            .Money("Tổng ủng hộ (đồng)", row => row.Total)
            .Text("Ghi chú", row => row.Note);

        return TypedResults.Stream(stream => SheetWriter.WriteXlsxAsync(stream, layout, rows, ct),
            SheetWriter.XlsxContentType, $"nha-hao-tam-{today:yyyy-MM-dd}.xlsx");
    }

    private sealed record Row(
        string Name, DonorKind Kind, string? TaxCode, string? Phone, string? Address, string? Email, string? Note, int Gifts,
        long Total);
}
