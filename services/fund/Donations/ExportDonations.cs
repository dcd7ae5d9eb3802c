using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donations;

/// <summary>GET /donations/export: the list as .xlsx with the same filters and order, streamed row by row.</summary>
internal static class ExportDonations
{
    /// <summary>The list of gifts as an .xlsx, with the same filters and order.</summary>
    public static async Task<PushStreamHttpResult> Handle(
        [AsParameters] DonationFilter filter,
        [Words("-receivedOn", "receivedOn", "-amount", "amount", "-recordedAt", "recordedAt")] string? sort,
        FundDbContext db, Catalogues catalogues, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var catalogue = await catalogues.Current(ct);
        filter.Require(catalogue);
        var (ordered, _) = ListDonations.Order(filter.Apply(db.Donations.AsNoTracking().Within(user)), sort ?? "-receivedOn", after: null);
        var rows = ordered.Select(GetDonation.Projection).AsAsyncEnumerable();
        var today = VietnamTime.Today(clock);
        var layout = new SheetLayout<DonationResponse>
        {
            Name = "Ủng hộ",
            Titles =
            [
                "QUỸ BẢO TRỢ TRẺ EM TỈNH QUẢNG NAM",
                $"Danh sách khoản ủng hộ, lập ngày {VietnamTime.DayMonthYear(today)}",
                WordsOf(filter, catalogue),
            ],
        }
            .Text("Số phiếu", row => row.Number, width: 16)
            .Date("Ngày nhận", row => row.ReceivedOn)
            .Text("Nhà hảo tâm", row => row.Donor.Name, width: 36)
            .Money("Số tiền (đồng)", row => row.Amount, total: false)

            // Money that was taken back is shown as it was given and not added: the total equals the book.
            .Money("Còn ghi sổ (đồng)", row => row.State is DonationState.Recorded ? row.Amount : 0)
            .Text("Hình thức", row => FundForms.MethodOf(row.Method), width: 14)
            .Text("Nguồn", row => catalogue.SourceKinds.GetValueOrDefault(row.SourceKind, row.SourceKind), width: 30)
            .Text("Dành cho", row => catalogue.WordsOf(row.Restriction), width: 28)
            .Text("Chứng từ", row => row.Reference, width: 18)
            .Text("Trạng thái", row => StateOf(row.State), width: 12)
            .Text("Lý do hủy", row => row.ReversalReason)
            .Text("Người ghi", row => row.RecordedByName, width: 20)
            .Text("Ghi chú", row => row.Note)
            .Text("Nêu tên công khai", row => row.NamedInPublic ? "Có" : "Không", width: 12);

        return TypedResults.Stream(stream => SheetWriter.WriteXlsxAsync(stream, layout, rows, ct),
            SheetWriter.XlsxContentType, $"ung-ho-{today:yyyy-MM-dd}.xlsx");
    }

    private static string StateOf(DonationState state) => state is DonationState.Recorded ? "Đã ghi sổ" : "Đã hủy";

    /// <summary>What the list was narrowed to, in the words of the portal's filter.</summary>
    public static string WordsOf(DonationFilter filter, Catalogue catalogue) => SheetFilter.Words(
    [
        SheetFilter.Days("nhận", filter.From, filter.To),
        filter.SourceKind is { Length: > 0 } source ? $"nguồn: {catalogue.SourceKinds.GetValueOrDefault(source, source)}" : null,
        filter.Programme switch
        {
            null or "" => null,
            Ledger.Account.Pool => "chương trình: không hạn chế",
            var code => $"chương trình: {catalogue.Programmes.GetValueOrDefault(code)?.Name ?? code}",
        },
        EnumText.Parse<DonationState>(filter.State, "/state") is { } state ? $"trạng thái: {StateOf(state)}" : null,
        EnumText.Parse<PaymentMethod>(filter.Method, "/method") is { } method ? $"hình thức: {FundForms.MethodOf(method)}" : null,
        filter.Donor is null ? null : "một nhà hảo tâm",
        filter.Pledge is null ? null : "một cam kết",
        filter.Import is null ? null : "một danh sách đã nhập",
        SheetFilter.Search(filter.Q),
    ]);
}
