using ChildPlatform.Contracts.Events;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Events.Data;
using ChildPlatform.Events.Templates;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChildPlatform.Events.Events;

/// <summary>GET /export: the list as .xlsx with the same filters and order, streamed row by row.</summary>
internal static class ExportEvents
{
    /// <summary>The list of events as an .xlsx, with the same filters and order.</summary>
    public static async Task<PushStreamHttpResult> Handle(
        [AsParameters] EventFilter filter, [Words("-startsAt", "startsAt")] string? sort, EventsDbContext db,
        IOptions<ClosingOptions> closing, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var late = Overdue.EndedBefore(clock, closing.Value);
        var templates = await db.TemplateNames(ct);
        var rows = ListEvents.Order(filter.Apply(db, db.Events.AsNoTracking().Within(user), late), sort ?? "-startsAt", after: null)
            .AsAsyncEnumerable();
        var today = VietnamTime.Today(clock);
        var layout = new SheetLayout<CommunityEvent>
        {
            Name = "Sự kiện",
            Titles = ["SỰ KIỆN VÌ TRẺ EM", $"Danh sách sự kiện, lập ngày {VietnamTime.DayMonthYear(today)}"],
        }
            .Text("Số", row => row.Number, width: 16)
            .Text("Tên sự kiện", row => row.Title, width: 40)
            .Text("Loại", row => templates[row.Template].Name, width: 26)
            .Text("Đơn vị", row => row.UnitName, width: 24)
            .Date("Bắt đầu", row => VietnamTime.DateOf(row.StartsAt))
            .Date("Kết thúc", row => VietnamTime.DateOf(row.EndsAt))
            .Text("Địa điểm", row => row.Place, width: 30)
            .Text("Trạng thái", row => StateOf(row, late), width: 16)
            .Text("Trẻ em dự kiến", row => Whole(row.PlannedChildren))
            .Text("Trẻ em tham gia", row => row.Children is { } children ? Whole(children) : "")
            .Money("Dự toán (đồng)", row => row.Planned)
            .Money("Thực chi (đồng)", row => row.Cost ?? 0);

        return TypedResults.Stream(
            stream => SheetWriter.WriteXlsxAsync(stream, layout, rows, ct), SheetWriter.XlsxContentType, $"su-kien-{today:yyyy-MM-dd}.xlsx");
    }

    private static string Whole(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string StateOf(CommunityEvent row, DateTimeOffset late) => row.State switch
    {
        EventState.Draft => "Bản nháp",
        EventState.Published when row.EndsAt < late => "Chờ báo cáo",
        EventState.Published => "Đã công bố",
        EventState.Cancelled => "Đã hủy",
        _ => "Đã báo cáo",
    };
}
