using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Cases;

/// <summary>Everything the cases service refuses. Codes are part of the API and never change.</summary>
internal static class CasesRules
{
    public static readonly BusinessRule WrongState = new("wrong-state",
        "Vụ việc đang ở trạng thái không cho phép thao tác này.", "The state of the case does not allow this action.");

    /// <summary>These kinds are no abuse: they have no risk form (domain/cases.md §1).</summary>
    public static readonly BusinessRule NoRiskForm = new("no-risk-form",
        "Loại vụ việc này không lập Mẫu 02 đánh giá nguy cơ ban đầu.", "A case of this kind has no initial risk form.");

    /// <summary>Part A high and not outweighed by part B: the decree's urgent measures apply (features C04).</summary>
    public static readonly BusinessRule HighRiskIsUrgent = new("high-risk-is-urgent",
        "Kết quả đánh giá ở mức cao: phải xử lý theo trường hợp khẩn cấp.",
        "The answers show a high risk: the case must be handled as urgent.");

    /// <summary>A role that may never see private data asked for it in clear.</summary>
    public static readonly Refusal ClearTextNotAllowed = new(403, "clear-text-not-allowed",
        "Vai trò của bạn không được xem thông tin riêng tư của trẻ em.", "Your role may not read private data of children.");

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
        FieldRules.Register("not-a-child", "Người này không phải là trẻ em (từ đủ 16 tuổi).", "This person is no child (16 or older).");
        FieldRules.Register("unknown-purpose", "Mục đích truy cập không có trong danh mục.", "The purpose of access is not in the catalogue.");
    }
}
