using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>GET /disbursements/export: the filtered list as a sheet, streamed row by row.</summary>
internal static class ExportDisbursements
{
    /// <summary>The list with the same filters as an .xlsx, oldest request first.</summary>
    public static async Task<PushStreamHttpResult> Handle(
        [AsParameters] DisbursementFilter filter, FundDbContext db, Catalogues catalogues, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var catalogue = await catalogues.Current(ct);
        filter.Require(catalogue);
        var today = VietnamTime.Today(clock);
        var rows = filter.Apply(db.Disbursements.AsNoTracking().Within(user), user)
            .OrderBy(row => row.Id)
            .Select(row => new Line(
                row.RequestNumber, row.Number, row.State,
                db.Programmes.Where(programme => programme.Code == row.Programme).Select(programme => programme.Name).First(),
                row.Purpose, row.Amount, row.PayeeName, row.Beneficiaries.Sum(line => line.Count), row.RequestedByName, row.RequestedAt,
                row.PlannedOn, row.PaidOn,
                db.DisbursementEvidence.Count(file => file.DisbursementId == row.Id && file.WithdrawnAt == null)));
        var layout = new SheetLayout<Line>
        {
            Name = "Khoản chi",
            Titles =
            [
                "QUỸ BẢO TRỢ TRẺ EM TỈNH QUẢNG NAM",
                $"Danh sách đề nghị chi, lập ngày {VietnamTime.DayMonthYear(today)}",
                WordsOf(filter, catalogue),
            ],
        }
            .Text("Số đề nghị", row => row.RequestNumber, 16)
            .Text("Số phiếu chi", row => row.Number, 16)
            .Text("Trạng thái", row => StateWords.Of(row.State), 16)
            .Text("Chương trình", row => row.Programme, 28)
            .Text("Nội dung", row => row.Purpose, 48)
            .Money("Số tiền (đồng)", row => row.Amount)
            .Text("Người nhận", row => row.Payee, 32)
            .Number("Số trẻ", row => row.Children, total: true)
            .Text("Người đề nghị", row => row.RequestedBy, 24)
            .Date("Ngày đề nghị", row => VietnamTime.DateOf(row.RequestedAt))
            .Date("Ngày dự kiến", row => row.PlannedOn)
            .Date("Ngày chi", row => row.PaidOn)
            .Number("Số tệp chứng từ", row => row.Papers);

        return TypedResults.Stream(
            output => SheetWriter.WriteXlsxAsync(output, layout, rows.AsAsyncEnumerable(), ct),
            SheetWriter.XlsxContentType,
            $"khoan-chi-{today:yyyy-MM-dd}.xlsx");
    }

    /// <summary>What the list was narrowed to, in the words of the portal's filter.</summary>
    private static string WordsOf(DisbursementFilter filter, Catalogue catalogue) => SheetFilter.Words(
    [
        SheetFilter.Days("đề nghị", filter.From, filter.To),
        filter.Programme is { Length: > 0 } code
            ? $"chương trình: {catalogue.Programmes.GetValueOrDefault(code)?.Name ?? code}"
            : null,
        filter.States is { Length: > 0 } states
            ? "trạng thái: " + string.Join(", ", states.Select(state => StateWords.Of(EnumText.Parse<DisbursementState>(state))))
            : null,
        filter.Signatures is { } signatures ? $"số chữ ký phê duyệt: {signatures}" : null,
        filter.RequestedBy is { Length: > 0 } ? "một người đề nghị" : null,
        SheetFilter.Search(filter.Q),
    ]);

    private sealed record Line(
        string RequestNumber, string? Number, DisbursementState State, string Programme, string Purpose, long Amount, string Payee,
        int Children, string RequestedBy, DateTimeOffset RequestedAt, DateOnly? PlannedOn, DateOnly? PaidOn, int Papers);
}

/// <summary>States in the words of the office.</summary>
internal static class StateWords
{
    public static string Of(DisbursementState state) => state switch
    {
        DisbursementState.Draft => "Bản nháp",
        DisbursementState.Submitted => "Chờ thẩm định",
        DisbursementState.Appraised => "Chờ phê duyệt",
        DisbursementState.Approved => "Chờ chi",
        DisbursementState.Paid => "Đã chi",
        DisbursementState.Rejected => "Từ chối",
        DisbursementState.Cancelled => "Đã hủy đề nghị",
        DisbursementState.Reversed => "Đã hủy phiếu chi",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
