using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Cases;

/// <summary>Everything the cases service refuses. Codes are part of the API and never change.</summary>
internal static class CasesRules
{
    public static readonly BusinessRule WrongState = new("wrong-case-state",
        "Vụ việc đang ở trạng thái không cho phép thao tác này.", "The state of the case does not allow this action.");

    /// <summary>These kinds are no abuse: they have no risk form (domain/cases.md §1).</summary>
    public static readonly BusinessRule NoRiskForm = new("no-risk-form",
        "Loại vụ việc này không lập Mẫu 02 đánh giá nguy cơ ban đầu.", "A case of this kind has no initial risk form.");

    /// <summary>Part A high and not outweighed by part B: the decree's urgent measures apply (features C04).</summary>
    public static readonly BusinessRule HighRiskIsUrgent = new("high-risk-is-urgent",
        "Kết quả đánh giá ở mức cao: phải xử lý theo trường hợp khẩn cấp.",
        "The answers show a high risk: the case must be handled as urgent.");

    /// <summary>Nghị định 56/2017/NĐ-CP, Điều 32: at most 15 days in all, unless a competent authority asks for more.</summary>
    public static readonly BusinessRule SeparationTooLong = new("separation-too-long",
        "Tổng thời gian tạm thời cách ly vượt thời hạn; cần văn bản của cơ quan có thẩm quyền.",
        "The separation would last longer than allowed in all; a document of a competent authority is needed.");

    public static readonly BusinessRule NoPlanNeeded = new("no-plan-needed",
        "Kết luận đánh giá không yêu cầu kế hoạch hỗ trợ, can thiệp.", "The assessment concluded that no plan is needed.");

    /// <summary>Who wrote the plan does not approve it: features C05.</summary>
    public static readonly BusinessRule ApproverIsAuthor = new("approver-is-author",
        "Người lập kế hoạch không được tự phê duyệt.", "Who wrote the plan may not decide on it.");

    /// <summary>Help in money is counted by child, so there must be one on record.</summary>
    public static readonly BusinessRule SupportNeedsChild = new("support-needs-child",
        "Cần ghi nhận thông tin trẻ em trước khi đề nghị quỹ hỗ trợ.", "A child must be on record before the fund is asked.");

    /// <summary>Sent, then accepted, rejected or revoked; accepted, then done or revoked (features C06).</summary>
    public static readonly BusinessRule WrongReferralState = new("wrong-referral-state",
        "Yêu cầu chuyển tuyến đang ở trạng thái không cho phép thao tác này.", "The state of the referral does not allow this action.");

    /// <summary>A role that may never see private data asked for it in clear.</summary>
    public static readonly Refusal ClearTextNotAllowed = new(403, "clear-text-not-allowed",
        "Vai trò của bạn không được xem thông tin riêng tư của trẻ em.", "Your role may not read private data of children.");

    /// <summary>A content has no masked form: without a purpose there is nothing to answer.</summary>
    public static readonly Refusal PurposeRequired = new(428, "access-purpose-required",
        "Cần nêu mục đích truy cập (tiêu đề Access-Purpose) để mở tệp.",
        "A file is opened only for a purpose: the Access-Purpose header is needed.");

    public static readonly BusinessRule AttachmentWithdrawn = new("attachment-withdrawn",
        "Tệp đã bị thu hồi.", "The file was withdrawn.");

    /// <summary>Two deadlines of one step, place and first day would leave it to chance which of them counts.</summary>
    public static readonly BusinessRule DeadlineExists = new("deadline-exists",
        "Đã có thời hạn của bước này cho đơn vị và ngày bắt đầu đó.", "There is a deadline of this step for that unit and first day.");

    /// <summary>Law sets the ceiling; a province or commune may only ask for more speed (domain/cases.md §2 rule 4).</summary>
    public static readonly BusinessRule DeadlineNotTighter = new("deadline-not-tighter",
        "Thời hạn riêng của địa phương không được dài hơn thời hạn chung.", "A local deadline must not be longer than the general one.");

    public static void RegisterFieldRules()
    {
        FieldRules.Register("instant-in-future", "Thời điểm không được sau hiện tại.", "The instant must not be after now.");
        FieldRules.Register("date-after-receipt", "Ngày xảy ra không được sau ngày nhận thông tin.",
            "The day must not be after the day of receipt.");
        FieldRules.Register("before-any-child", "Vào ngày đó chưa có trẻ em nào của hôm nay được sinh ra; kiểm tra lại năm.",
            "No child of today was born on that day; look at the year again.");
        FieldRules.Register("instant-too-old", "Thời điểm nhận tin sớm hơn ngày đầu tiên của danh mục đơn vị hành chính.",
            "The instant is before the first day of which the administrative units are known.");
        FieldRules.Register("birth-after-receipt", "Ngày sinh không được sau ngày nhận thông tin.",
            "The birth date must not be after the day of receipt.");
        FieldRules.Register("not-a-child", "Trẻ em là người dưới 16 tuổi vào ngày xảy ra (Luật Trẻ em 2016, Điều 1).",
            "A child is under 16 on the day on which it happened (Law on Children 2016, article 1).");
        FieldRules.Register("duplicate-item", "Mục này đã có trong danh sách.", "This item is in the list already.");
        FieldRules.Register("date-in-past", "Ngày không được trước hôm nay.", "The day must not be before today.");
        FieldRules.Register("date-before-start", "Ngày kết thúc không được trước ngày bắt đầu.", "The last day must not be before the first.");
        FieldRules.Register("unknown-purpose", "Mục đích truy cập không có trong danh mục.", "The purpose of access is not in the catalogue.");
    }
}
