using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Lots;

/// <summary>GET /donations/{id}/trace/export: what a gift paid for, as .xlsx.</summary>
internal static class ExportDonationTrace
{
    /// <summary>Every payment and approved request that draws on a gift, as an .xlsx whose total is what is paid and promised.</summary>
    public static async Task<Results<PushStreamHttpResult, NotFound>> Handle(
        Guid id, FundDbContext db, Catalogues catalogues, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var number = await db.Donations.AsNoTracking().Within(user).Where(gift => gift.Id == id).Select(gift => gift.Number)
            .SingleOrDefaultAsync(ct);
        if (number is null)
        {
            return TypedResults.NotFound();
        }

        var catalogue = await catalogues.Current(ct);
        var today = VietnamTime.Today(clock);
        var layout = new SheetLayout<GiftUse>
        {
            Name = "Đã chi vào đâu",
            Titles =
            [
                "QUỸ BẢO TRỢ TRẺ EM TỈNH QUẢNG NAM",
                $"Các khoản chi từ phiếu thu {number}, lập ngày {VietnamTime.DayMonthYear(today)}",
            ],
        }
            .Text("Đề nghị", row => row.RequestNumber, width: 16)
            .Text("Phiếu chi", row => row.Number, width: 16)
            .Date("Ngày chi", row => row.PaidOn)
            .Text("Chương trình", row => catalogue.Programmes.GetValueOrDefault(row.Programme)?.Name ?? row.Programme, width: 28)
            .Text("Địa bàn", row => row.PublicArea, width: 24)
            .Text("Trạng thái", row => row.State is DrawState.Drawn ? "Đã chi" : "Đang giữ chỗ", width: 14)
            .Money("Từ khoản này (đồng)", row => row.Amount);

        return TypedResults.Stream(
            stream => SheetWriter.WriteXlsxAsync(stream, layout, TraceDonation.Uses(db, id, user).AsAsyncEnumerable(), ct),
            SheetWriter.XlsxContentType, $"da-chi-{number}.xlsx");
    }
}

/// <summary>GET /disbursements/{id}/trace/export: the gifts that a payment comes from, as .xlsx.</summary>
internal static class ExportDisbursementTrace
{
    /// <summary>Every gift that a disbursement draws on, as an .xlsx whose total is its amount.</summary>
    public static async Task<Results<PushStreamHttpResult, NotFound>> Handle(
        Guid id, FundDbContext db, Catalogues catalogues, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var number = await db.Disbursements.AsNoTracking().Within(user).Where(row => row.Id == id)
            .Select(row => row.Number ?? row.RequestNumber).SingleOrDefaultAsync(ct);
        if (number is null)
        {
            return TypedResults.NotFound();
        }

        var catalogue = await catalogues.Current(ct);
        var today = VietnamTime.Today(clock);
        var layout = new SheetLayout<SourceRow>
        {
            Name = "Nguồn tiền",
            Titles =
            [
                "QUỸ BẢO TRỢ TRẺ EM TỈNH QUẢNG NAM",
                $"Các khoản ủng hộ mà {number} dùng, lập ngày {VietnamTime.DayMonthYear(today)}",
            ],
        }
            .Text("Phiếu thu", row => row.Number, width: 16)
            .Date("Ngày nhận", row => row.ReceivedOn)
            .Text("Nhà hảo tâm", row => row.DonorName ?? "Của đơn vị khác", width: 36)
            .Text("Dành cho", row => catalogue.WordsOf(Account.RestrictionOf(row.Account)), width: 28)
            .Money("Số tiền dùng (đồng)", row => row.Amount);

        return TypedResults.Stream(
            stream => SheetWriter.WriteXlsxAsync(stream, layout, TraceDisbursement.Sources(db, id, user).AsAsyncEnumerable(), ct),
            SheetWriter.XlsxContentType, $"nguon-tien-{number}.xlsx");
    }
}
