using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Pledges;

/// <summary>GET /pledges: keyset pages, newest promise first.</summary>
internal static class ListPledges
{
    /// <summary>Pledges at or below the caller's unit, each with its instalments and what is left to come.</summary>
    public static async Task<Page<PledgeResponse>> Handle(
        [AsParameters] PledgeFilter filter, PageRequest page, FundDbContext db, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var today = VietnamTime.Today(clock);
        var pledges = filter.Apply(db, user, today);
        if (page.After is { } after)
        {
            var (day, id) = (after.Get<DateOnly>(0), after.Get<Guid>(1));
            pledges = pledges.Where(row => row.Pledge.PledgedOn < day || (row.Pledge.PledgedOn == day && row.Pledge.Id < id));
        }

        var rows = await Order(pledges).Take(page.Take).ToListAsync(ct);

        return page.ToPage(rows, row => GetPledge.Of(row, today), row => [row.Pledge.PledgedOn, row.Pledge.Id]);
    }

    public static IQueryable<PledgeRow> Order(IQueryable<PledgeRow> pledges) =>
        pledges.OrderByDescending(row => row.Pledge.PledgedOn).ThenByDescending(row => row.Pledge.Id);
}

/// <summary>GET /pledges/export: the list as .xlsx, a row for each instalment.</summary>
internal static class ExportPledges
{
    /// <summary>The instalments of the listed pledges as an .xlsx, with the same filters and order.</summary>
    public static async Task<PushStreamHttpResult> Handle(
        [AsParameters] PledgeFilter filter, FundDbContext db, Catalogues catalogues, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var today = VietnamTime.Today(clock);
        var catalogue = await catalogues.Current(ct);
        var rows = ListPledges.Order(filter.Apply(db, user, today)).AsAsyncEnumerable();
        var layout = new SheetLayout<(PledgeResponse Pledge, InstalmentResponse Part)>
        {
            Name = "Cam kết",
            Titles =
            [
                "QUỸ BẢO TRỢ TRẺ EM TỈNH QUẢNG NAM",
                $"Danh sách cam kết ủng hộ, lập ngày {VietnamTime.DayMonthYear(today)}",
                SheetFilter.Words(
                [
                    filter.States.Length > 0
                        ? "trạng thái: " + string.Join(", ",
                            filter.States.Select(word => StateOf(EnumText.Parse<PledgeState>(word, "/state")!.Value)))
                        : null,
                    SheetFilter.Days("đến hạn", filter.DueFrom, filter.DueTo),
                    filter.Donor is null ? null : "một nhà hảo tâm",
                    SheetFilter.Search(filter.Q),
                ]),
            ],
        }
            .Text("Số cam kết", row => row.Pledge.Number, width: 16)
            .Text("Nhà hảo tâm", row => row.Pledge.Donor.Name, width: 36)
            .Date("Ngày cam kết", row => row.Pledge.PledgedOn)
            .Text("Nguồn", row => catalogue.SourceKinds.GetValueOrDefault(row.Pledge.SourceKind, row.Pledge.SourceKind),
                width: 30)
            .Text("Chương trình", row => row.Pledge.Programme is { } code
                ? catalogue.Programmes.GetValueOrDefault(code)?.Name ?? code : "Không hạn chế", width: 28)
            .Number("Đợt", row => row.Part.Position)
            .Date("Hạn", row => row.Part.DueOn)
            .Money("Cam kết (đồng)", row => row.Part.Amount)
            .Money("Đã nhận (đồng)", row => row.Part.Received)
            .Money("Còn lại (đồng)", row => row.Pledge.State is PledgeState.Cancelled ? 0 : row.Part.Remaining)
            .Text("Trạng thái đợt", row => row.Pledge.State is PledgeState.Cancelled ? "Đã hủy" : StateOf(row.Part.State),
                width: 16)
            .Text("Lý do hủy", row => row.Pledge.CancelReason)
            .Text("Ghi chú", row => row.Pledge.Note);

        return TypedResults.Stream(stream => SheetWriter.WriteXlsxAsync(stream, layout, Parts(), ct),
            SheetWriter.XlsxContentType, $"cam-ket-{today:yyyy-MM-dd}.xlsx");

        async IAsyncEnumerable<(PledgeResponse, InstalmentResponse)> Parts()
        {
            await foreach (var row in rows.WithCancellation(ct))
            {
                var pledge = GetPledge.Of(row, today);
                foreach (var part in pledge.Instalments)
                {
                    yield return (pledge, part);
                }
            }
        }
    }

    private static string StateOf(PledgeState state) => state switch
    {
        PledgeState.Open => "Đang chờ",
        PledgeState.Overdue => "Quá hạn",
        PledgeState.Fulfilled => "Đã đủ",
        _ => "Đã hủy",
    };

    private static string StateOf(InstalmentState state) => state switch
    {
        InstalmentState.Paid => "Đã đủ",
        InstalmentState.PartlyPaid => "Nhận một phần",
        InstalmentState.Overdue => "Quá hạn",
        _ => "Chưa đến hạn",
    };
}
