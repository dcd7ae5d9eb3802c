using ChildPlatform.Contracts.Events;
using ChildPlatform.Kernel;

namespace ChildPlatform.Portal.Text;

/// <summary>Vietnamese words for events.</summary>
internal static class EventWords
{
    private static readonly Dictionary<string, string> Acts = new(StringComparer.Ordinal)
    {
        ["create"] = "Lập kế hoạch",
        ["change"] = "Sửa kế hoạch",
        ["change-series"] = "Đổi cả loạt",
        ["publish"] = "Công bố",
        ["cancel"] = "Hủy",
        ["close"] = "Báo cáo kết quả",
        ["correct-closing"] = "Sửa báo cáo",
        ["ask-fund"] = "Đề nghị kinh phí",
        ["withdraw-funding"] = "Rút đề nghị kinh phí",
        ["copy"] = "Lập cho năm sau",
        ["clone"] = "Lập cho các đơn vị",
    };

    public static string State(EventState state, bool overdue) => overdue ? "Chờ báo cáo" : state switch
    {
        EventState.Draft => "Bản nháp",
        EventState.Published => "Đã công bố",
        EventState.Cancelled => "Đã hủy",
        EventState.Closed => "Đã báo cáo",
        _ => "",
    };

    public static string Tone(EventState state, bool overdue) => overdue ? "bad" : state switch
    {
        EventState.Draft => "neutral",
        EventState.Published => "waiting",
        EventState.Closed => "good",
        _ => "bad",
    };

    public static string Source(BudgetSource source) => source switch
    {
        BudgetSource.Budget => "Ngân sách",
        BudgetSource.Mobilised => "Vận động",
        BudgetSource.Fund => "Quỹ Bảo trợ trẻ em",
        _ => "",
    };

    public static string Funding(FundingState state) => state switch
    {
        FundingState.Requested => "Chờ Quỹ quyết định",
        FundingState.Approved => "Quỹ đã duyệt, chờ chi",
        FundingState.Rejected => "Quỹ từ chối",
        FundingState.Cancelled => "Quỹ đã hủy",
        FundingState.Paid => "Đã chi",
        FundingState.Reversed => "Đã thu hồi",
        _ => "",
    };

    public static string Action(string action) => Acts.GetValueOrDefault(action, action);

    /// <summary>"17/09/2024, 18:00–21:00", or both days when it lasts longer.</summary>
    public static string When(DateTimeOffset startsAt, DateTimeOffset endsAt)
    {
        var (from, to) = (VietnamTime.ToLocal(startsAt), VietnamTime.ToLocal(endsAt));

        return from.Date == to.Date
            ? $"{Vi.Date(VietnamTime.DateOf(from))}, {Clock(from)}–{Clock(to)}"
            : $"{Vi.Date(VietnamTime.DateOf(from))} {Clock(from)} – {Vi.Date(VietnamTime.DateOf(to))} {Clock(to)}";
    }

    /// <summary>What is said of a day that was computed from the lunar calendar.</summary>
    public static string LunarHint(string? lunarDate) =>
        lunarDate is null ? "" : $" Ngày tính theo {lunarDate}, kiểm tra lại ngày.";

    /// <summary>The hour in Viet Nam: "18:00".</summary>
    public static string Clock(DateTimeOffset instant) =>
        VietnamTime.ToLocal(instant).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An hour as people type it: "18:00", "7h30".</summary>
    public static TimeOnly? Hour(string? text) => TimeOnly.TryParseExact(
        text?.Trim(), ["H:mm", "HH:mm", "H'h'mm", "H'h'"], System.Globalization.CultureInfo.InvariantCulture,
        System.Globalization.DateTimeStyles.None, out var time) ? time : null;

    public static DateTimeOffset? At(DateOnly? day, string? hour) =>
        day is { } d && Hour(hour) is { } h ? new DateTimeOffset(d.ToDateTime(h), VietnamTime.Offset) : null;
}
