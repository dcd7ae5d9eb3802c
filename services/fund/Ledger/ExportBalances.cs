using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Ledger;

/// <summary>GET /balances/export: the balances of a day as a sheet.</summary>
internal static class ExportBalances
{
    /// <summary>What each fund held at the end of a day, as an .xlsx, with the words of <c>/balances</c>. 422 for a day to come.</summary>
    /// <param name="asOf">A day up to today; required.</param>
    /// <param name="basis"><c>effective</c> unless given, or <c>entered</c>.</param>
    public static async Task<PushStreamHttpResult> Handle(
        DateOnly? asOf, string? basis, FundDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var day = BalanceDay.Parse(asOf, basis, clock) ?? throw new InvalidInputException("/asOf", "required");
        var balances = await GetBalances.At(day, db, ct);
        var layout = new SheetLayout<BalanceItem>
        {
            Name = "Số dư",
            Titles =
            [
                "QUỸ BẢO TRỢ TRẺ EM TỈNH QUẢNG NAM",
                $"Số dư cuối ngày {VietnamTime.DayMonthYear(day.Day)}, "
                    + (day.Basis is BalanceBasis.Effective ? "tính theo ngày thu, chi" : "như sổ đã ghi tới hết ngày"),
            ],
        }
            .Text("Nguồn", row => row.Name, 40)
            .Money("Số dư (đồng)", row => row.Balance, total: true);
        layout = day.Basis is BalanceBasis.Effective
            ? layout.Money("Trong đó ghi sổ sau ngày này (đồng)", row => row.EnteredLater ?? 0, total: true)
            : layout;

        return TypedResults.Stream(
            output => SheetWriter.WriteXlsxAsync(output, layout, balances.Items.ToAsyncEnumerable(), ct),
            SheetWriter.XlsxContentType,
            $"so-du-{day.Day:yyyy-MM-dd}.xlsx");
    }
}
