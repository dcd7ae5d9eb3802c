using ChildPlatform.Contracts.Reporting;

namespace ChildPlatform.Portal.Text;

/// <summary>Words of the plan's work and its reports, as screens say them.</summary>
internal static class ReportWords
{
    public static readonly (AssignmentStatus Status, string Name)[] Statuses =
    [
        (AssignmentStatus.NotStarted, "Chưa bắt đầu"),
        (AssignmentStatus.InProgress, "Đang thực hiện"),
        (AssignmentStatus.Done, "Hoàn thành"),
        (AssignmentStatus.NotDone, "Không thực hiện"),
    ];

    public static readonly (AbsenceReason Reason, string Name)[] Absences =
    [
        (AbsenceReason.NotYetDue, "Chưa đến hạn thực hiện"),
        (AbsenceReason.NoData, "Chưa có số liệu"),
        (AbsenceReason.NotOurDuty, "Không thuộc chức năng"),
        (AbsenceReason.Other, "Lý do khác (ghi rõ)"),
    ];

    public static readonly (UrgentSubject Subject, string Name)[] Subjects =
    [
        (UrgentSubject.DeathByAccident, "Trẻ tử vong do tai nạn, thương tích"),
        (UrgentSubject.Violence, "Trẻ bị bạo lực"),
        (UrgentSubject.SexualAbuse, "Trẻ bị xâm hại tình dục"),
        (UrgentSubject.LabourExploitation, "Trẻ bị bóc lột lao động"),
        (UrgentSubject.DisasterOrEpidemic, "Trẻ bị ảnh hưởng bởi thiên tai, dịch bệnh"),
        (UrgentSubject.OtherSpecialCircumstances, "Trẻ có hoàn cảnh đặc biệt khác"),
    ];

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["percent"] = "%",
        ["children"] = " trẻ",
        ["cases"] = " vụ",
        ["events"] = " sự kiện",
        ["gifts"] = " khoản",
        ["payments"] = " khoản",
        ["clocks"] = " mốc",
        ["units"] = " đơn vị",
        ["presents"] = " suất",
    };

    public static string Of(AssignmentStatus status) => Statuses.First(s => s.Status == status).Name;

    public static string ToneOf(AssignmentStatus status) => status switch
    {
        AssignmentStatus.Done => "good",
        AssignmentStatus.NotDone => "bad",
        AssignmentStatus.InProgress => "waiting",
        _ => "neutral",
    };

    public static string Of(AssignmentRole role) => role switch
    {
        AssignmentRole.Lead => "Chủ trì",
        AssignmentRole.Cooperate => "Phối hợp",
        _ => "Thực hiện",
    };

    /// <summary>"còn 6 ngày", "quá hạn 3 ngày".</summary>
    public static string Due(AssignmentResponse task) => task.DueState switch
    {
        DueState.Closed => "đã khép lại",
        DueState.Overdue => $"quá hạn {-task.DueInDays} ngày",
        _ => task.DueInDays == 0 ? "hôm nay" : $"còn {task.DueInDays} ngày",
    };

    public static string ToneOf(DueState state) => state switch
    {
        DueState.Overdue => "bad",
        DueState.DueSoon => "waiting",
        DueState.Closed => "good",
        _ => "neutral",
    };

    public static string Of(ReportState? state) => state switch
    {
        null => "Chưa lập",
        ReportState.Draft => "Đang soạn",
        ReportState.Submitted => "Đã gửi, chờ duyệt",
        ReportState.Returned => "Đã trả lại",
        _ => "Đã duyệt",
    };

    public static string ToneOf(ReportState? state) => state switch
    {
        ReportState.Submitted => "waiting",
        ReportState.Returned => "bad",
        ReportState.Accepted => "good",
        _ => "neutral",
    };

    public static string Step(string action) => action switch
    {
        "open" => "Lập báo cáo",
        "submit" => "Gửi",
        "withdraw" => "Rút lại",
        "return" => "Trả lại",
        "accept" => "Duyệt",
        _ => action,
    };

    public static string Field(string field) => field switch
    {
        "text" => "nội dung",
        "value" => "số liệu",
        "progress" => "tiến độ",
        "evidence" => "minh chứng",
        "absence" => "lý do chưa có",
        "figures" => "số liệu tự động",
        _ => field,
    };

    /// <summary>A value of an indicator: money, a share with one decimal, or a plain number.</summary>
    public static string Value(decimal value, string unit) => unit switch
    {
        "VND" => Vi.Money((long)value),
        "percent" => Vi.Percent(value, decimal.MinValue),
        _ => value.ToString("#,##0.##", Vi.Culture),
    };

    public static string IndicatorSet(string set) => set switch
    {
        "plan" => "Chỉ tiêu của kế hoạch",
        "children" => "Chỉ tiêu thống kê về trẻ em",
        "abuse" => "Chỉ tiêu thống kê về trẻ em bị xâm hại",
        _ => set,
    };

    public static string Of(RoundKind kind) => kind switch
    {
        RoundKind.OwnPlan => "Kế hoạch cụ thể hóa",
        RoundKind.HalfYear => "6 tháng",
        RoundKind.Annual => "Năm",
        _ => "Đột xuất",
    };

    public static string Of(UrgentSubject subject) => Subjects.First(s => s.Subject == subject).Name;

    public static string Of(AbsenceReason reason) => Absences.First(a => a.Reason == reason).Name;

    /// <summary>"1.234.567 ₫", "69,2%", "12 vụ": as the paper of the synthesis writes it.</summary>
    public static string Figure(decimal value, string unit) => unit == "VND" && value == decimal.Truncate(value)
        ? Vi.Money((long)value)
        : (unit == "percent" ? Math.Round(value, 1, MidpointRounding.AwayFromZero) : value).ToString("#,##0.##", Vi.Culture)
            + Units.GetValueOrDefault(unit, "");

    public static string Service(string service) => service switch
    {
        "fund" => "Quỹ",
        "events" => "Sự kiện",
        "cases" => "Bảo vệ trẻ em",
        "reporting" => "Báo cáo",
        _ => service,
    };

    /// <summary>"1715/KH-UBND ngày 13/03/2024".</summary>
    public static string Of(CitedDocument document) =>
        (document.Number ?? document.Subject ?? document.Type) + (document.IssuedOn is { } day ? $" ngày {Vi.Date(day)}" : "");
}
