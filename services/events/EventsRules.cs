using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Events;

/// <summary>Everything the event service refuses. Codes are part of the API and never change.</summary>
internal static class EventsRules
{
    public static readonly BusinessRule WrongState = new("event-wrong-state",
        "Sự kiện đang ở trạng thái không cho phép thao tác này.", "The state of the event does not allow this action.");

    /// <summary>Thông tư 29/2019/TT-BLĐTBXH: no child without written consent, and ratios of adults; neither is kept yet.</summary>
    public static readonly BusinessRule ForumNeedsConsents = new("forum-needs-consents",
        "Diễn đàn trẻ em chỉ được công bố khi có đủ giấy đồng ý và tỷ lệ người phụ trách.",
        "A children's forum is published only with the consents and the ratios of adults.");

    public static readonly BusinessRule PlaceMissing = new("place-missing",
        "Cần có địa điểm trước khi công bố.", "An event needs a place before it is published.");

    public static readonly BusinessRule EventNotOver = new("event-not-over",
        "Sự kiện chưa kết thúc nên chưa thể báo cáo.", "The event is not over yet, so it cannot be closed.");

    /// <summary>One request at a time: the fund must know which one stands.</summary>
    public static readonly BusinessRule FundingOpen = new("funding-open",
        "Sự kiện đang có đề nghị kinh phí chưa kết thúc tại Quỹ.", "The event has a request under way in the fund.");

    public static readonly BusinessRule FundingNotOpen = new("funding-not-open",
        "Sự kiện không có đề nghị kinh phí nào đang xử lý.", "The event has no request under way in the fund.");

    public static readonly BusinessRule FundingAsked = new("funding-asked",
        "Bản nháp đã gửi đề nghị kinh phí nên không xóa được; hãy hủy sự kiện.",
        "A draft that has asked the fund cannot be deleted; cancel the event.");

    public static readonly BusinessRule FundingAboveBudget = new("funding-above-budget",
        "Dòng dự toán từ Quỹ không được thấp hơn số đã đề nghị.",
        "The lines from the fund must not fall below what was asked for.");

    public static readonly BusinessRule FixedOncePublished = new("fixed-once-published",
        "Mẫu và đơn vị không đổi được sau khi công bố.", "Template and unit cannot be changed once the event is published.");

    /// <summary>Sentences for wrong fields that only this service knows; the codes stand in the contract's annotations.</summary>
    public static void RegisterFieldRules()
    {
        FieldRules.Register("title-length", "Tên phải có từ 3 đến 300 ký tự.", "The title needs 3 to 300 characters.");
        FieldRules.Register("reason-length", "Lý do phải có từ 3 đến 500 ký tự.", "The reason needs 3 to 500 characters.");
        FieldRules.Register("purpose-length", "Nội dung chi phải có từ 3 đến 500 ký tự.", "The purpose needs 3 to 500 characters.");
        FieldRules.Register("unknown-unit",
            "Không có đơn vị hành chính mang mã này vào ngày đó trong phạm vi của bạn.",
            "No administrative unit within your reach has this code on that day.");
        FieldRules.Register("ends-before-start", "Ngày kết thúc không được trước ngày bắt đầu.", "The end must not be before the start.");
        FieldRules.Register("longer-than-year", "Thời gian tổ chức không được dài hơn một năm.", "It must not last longer than a year.");
        FieldRules.Register("template-not-offered",
            "Mẫu này chưa được dùng: diễn đàn trẻ em cần giấy đồng ý và tỷ lệ người phụ trách.",
            "This template is not offered yet: a children's forum needs consents and ratios of adults.");
        FieldRules.Register("level-differs-from-unit", "Cấp sự kiện không khớp cấp của đơn vị.", "The level is not that of the unit.");
        FieldRules.Register("agenda-longer-than-parent",
            "Tổng thời lượng các mục con dài hơn mục cha.", "The parts together are longer than the item they belong to.");
        FieldRules.Register("duplicate-line", "Dòng này đã có cùng nguồn.", "This line with this source is there already.");
        FieldRules.Register("spending-without-line",
            "Khoản chi không có trong dự toán.", "Money was spent without a line in the budget.");
        FieldRules.Register("counts-differ", "Tổng số và các số thành phần không khớp.", "The total and its parts do not agree.");
        FieldRules.Register("above-fund-lines",
            "Số đề nghị vượt các dòng dự toán từ Quỹ.", "The amount is above the lines of the budget that come from the fund.");
        FieldRules.Register("units-or-all", "Nêu danh sách đơn vị hoặc chọn tất cả các xã.", "Give a list of units, or all communes.");
        FieldRules.Register("series-empty", "Không có thay đổi nào được nêu.", "Nothing to change was given.");
        FieldRules.Register("dates-together", "Bắt đầu và kết thúc phải được nêu cùng nhau.", "Beginning and end are given together.");
    }
}
