using ChildPlatform.Cases.Clocks;
using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Cases;

/// <summary>GET /export: the list as .xlsx with the same filters and order, streamed row by row. Nothing private stands in it.</summary>
internal static class ExportCases
{
    /// <summary>
    /// The list of cases as an .xlsx, with the same filters and order: number, kind, place, state and legal clocks; never a child, an
    /// informant or a text.
    /// </summary>
    public static PushStreamHttpResult Handle(
        [AsParameters] CaseFilter filter, CasesDbContext db, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rows = filter.Apply(db, db.Cases.AsNoTracking().Within(user)).OrderByDescending(row => row.Id)
            .Select(row => new Line(
                row.Number, row.Kind, row.PlaceName, row.PlaceUnitCode, row.ReceivedAt, row.Channel, row.Urgent, row.State,
                row.Clocks.Where(one => one.Step == LegalStep.InitialAssessment).OrderByDescending(one => one.Round).FirstOrDefault(),
                row.Clocks.Where(one => one.Step == LegalStep.UrgentMeasure).OrderByDescending(one => one.Round).FirstOrDefault(),
                row.Clocks.Where(one => one.Step == LegalStep.SupportPlan).OrderByDescending(one => one.Round).FirstOrDefault()))
            .AsAsyncEnumerable();
        var today = VietnamTime.DateOf(now);
        var layout = new SheetLayout<Line>
        {
            Name = "Vụ việc",
            Titles = ["VỤ VIỆC BẢO VỆ TRẺ EM", $"Danh sách vụ việc, lập ngày {VietnamTime.DayMonthYear(today)}"],
        }
            .Text("Số vụ việc", row => row.Number, width: 16)
            .Text("Loại", row => KindOf(row.Kind), width: 30)
            .Text("Nơi xảy ra", row => row.Place, width: 26)
            .Text("Mã đơn vị", row => row.UnitCode, width: 10)
            .Text("Nhận tin", row => Moment(row.ReceivedAt), width: 17)
            .Text("Nguồn tin", row => ChannelOf(row.Channel), width: 30)
            .Text("Khẩn cấp", row => row.Urgent ? "Có" : "", width: 10)
            .Text("Trạng thái", row => StateOf(row.State), width: 22)
            .Text("Đánh giá ban đầu: hạn", row => Due(row.Assess), width: 20)
            .Text("Đánh giá ban đầu", row => How(row.Assess, now), width: 18)
            .Text("Can thiệp khẩn cấp: hạn", row => Due(row.Protect), width: 22)
            .Text("Can thiệp khẩn cấp", row => How(row.Protect, now), width: 18)
            .Text("Kế hoạch: hạn", row => Due(row.Plan), width: 18)
            .Text("Kế hoạch", row => How(row.Plan, now), width: 18);

        return TypedResults.Stream(
            stream => SheetWriter.WriteXlsxAsync(stream, layout, rows, ct), SheetWriter.XlsxContentType, $"vu-viec-{today:yyyy-MM-dd}.xlsx");
    }

    private static string Moment(DateTimeOffset at) =>
        VietnamTime.ToLocal(at).ToString("dd'/'MM'/'yyyy HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An hour clock ends at a moment, a day clock with its day.</summary>
    private static string Due(CaseClock? clock) => clock switch
    {
        null => "",
        { Unit: PeriodUnit.Hour } => Moment(clock.DueAt),
        _ => "hết ngày " + VietnamTime.DayMonthYear(VietnamTime.DateOf(clock.DueAt.AddTicks(-1))),
    };

    private static string How(CaseClock? clock, DateTimeOffset now) => clock switch
    {
        null => "",
        { State: ClockState.Met } => "Đúng hạn",
        { State: ClockState.Stopped } => "Không phải làm",
        { DoneAt: not null } => clock.Deadline.IsMetAt(clock.DoneAt.Value) ? "Đúng hạn" : "Làm trễ hạn",
        { StoppedAt: not null } => "Quá hạn, không còn phải làm",
        _ => clock.State is ClockState.Breached || !clock.Deadline.IsMetAt(now) ? "Quá hạn" : "Đang tính",
    };

    private static string KindOf(CaseKind? kind) => kind switch
    {
        null => "Chưa xác định",
        CaseKind.Abuse => "Trẻ em bị xâm hại",
        CaseKind.AtRisk => "Trẻ em có nguy cơ bị xâm hại",
        CaseKind.SpecialCircumstance => "Trẻ em có hoàn cảnh đặc biệt",
        CaseKind.AccidentInjury => "Tai nạn, thương tích",
        _ => "Thiên tai, dịch bệnh",
    };

    private static string StateOf(CaseState state) => state switch
    {
        CaseState.Received => "Mới tiếp nhận",
        CaseState.Assessed => "Đã đánh giá ban đầu",
        CaseState.PlanSubmitted => "Chờ duyệt kế hoạch",
        CaseState.InProgress => "Đang hỗ trợ, can thiệp",
        _ => "Đã kết thúc",
    };

    private static string ChannelOf(string channel) => channel switch
    {
        "hotline-111" => "Tổng đài 111",
        "hotline-18001581" => "Đường dây 18001581",
        "commune" => "UBND, tổ bảo vệ trẻ em cấp xã",
        "police" => "Công an",
        "school" => "Nhà trường",
        "health" => "Cơ sở y tế",
        "in-person" => "Đến báo trực tiếp",
        _ => "Trang báo tin công khai",
    };

    private sealed record Line(
        string Number, CaseKind? Kind, string Place, string UnitCode, DateTimeOffset ReceivedAt, string Channel, bool Urgent,
        CaseState State, CaseClock? Assess, CaseClock? Protect, CaseClock? Plan);
}
