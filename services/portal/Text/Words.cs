using System.Text.Json;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Portal.Api;

namespace ChildPlatform.Portal.Text;

/// <summary>Vietnamese words for the codes of the contract (docs/glossary.md). Unknown codes are shown as they are.</summary>
internal static class Words
{
    public static readonly IReadOnlyList<(DonorKind Kind, string Name)> DonorKinds =
    [
        (DonorKind.Person, "Cá nhân"),
        (DonorKind.Enterprise, "Doanh nghiệp"),
        (DonorKind.Charity, "Tổ chức từ thiện, xã hội"),
        (DonorKind.Agency, "Cơ quan, đơn vị"),
        (DonorKind.ForeignNgo, "Tổ chức phi chính phủ nước ngoài"),
        (DonorKind.NationalFund, "Quỹ Bảo trợ trẻ em Việt Nam"),
        (DonorKind.StateBudget, "Ngân sách nhà nước"),
        (DonorKind.Religious, "Tổ chức tôn giáo"),
        (DonorKind.Overseas, "Người Việt Nam ở nước ngoài"),
        (DonorKind.Event, "Thu từ sự kiện"),
        (DonorKind.Anonymous, "Ẩn danh"),
    ];

    public static readonly IReadOnlyList<(PaymentMethod Method, string Name)> Methods =
    [
        (PaymentMethod.Transfer, "Chuyển khoản"),
        (PaymentMethod.Cash, "Tiền mặt"),
        (PaymentMethod.Treasury, "Kho bạc Nhà nước"),
    ];

    public static readonly IReadOnlyList<(DisbursementState State, string Name)> States =
    [
        (DisbursementState.Draft, "Bản nháp"),
        (DisbursementState.Submitted, "Chờ thẩm định"),
        (DisbursementState.Appraised, "Chờ phê duyệt"),
        (DisbursementState.Approved, "Chờ chi"),
        (DisbursementState.Paid, "Đã chi"),
        (DisbursementState.Rejected, "Từ chối"),
        (DisbursementState.Cancelled, "Đã hủy"),
        (DisbursementState.Reversed, "Đã thu hồi"),
    ];

    public static readonly IReadOnlyList<CodeName> SupportPeriods =
    [
        new("once", "Một lần duy nhất"),
        new("year", "Một lần mỗi năm"),
        new("quarter", "Một lần mỗi quý"),
        new("month", "Một lần mỗi tháng"),
    ];

    /// <summary>Kinds of days as the calendar's catalogue has them; the last three change nothing.</summary>
    public static readonly IReadOnlyList<CodeName> DayKinds =
    [
        new("holiday", "Nghỉ lễ, tết"),
        new("compensatory_off", "Nghỉ bù"),
        new("swapped_off", "Nghỉ hoán đổi"),
        new("makeup_workday", "Làm bù"),
        new("event", "Ngày kỷ niệm (không nghỉ)"),
        new("lunar_new_year", "Mùng 1 Tết (để biết)"),
        new("unconfirmed", "Chưa chính thức (không nghỉ)"),
    ];

    public static readonly IReadOnlyList<CodeName> DayMarks =
    [
        new("SRC", "Có văn bản"),
        new("COMPUTED", "Tính theo âm lịch"),
        new("RECALL", "Cần xác nhận"),
    ];

    public const string DatesReversed = "“Đến ngày” phải từ “Từ ngày” trở đi.";

    /// <summary>What a norm's amount is for.</summary>
    public static string PeriodOf(SupportPeriod period) => period switch
    {
        SupportPeriod.Once => "một lần duy nhất",
        SupportPeriod.Year => "mỗi năm",
        SupportPeriod.Quarter => "mỗi quý",
        _ => "mỗi tháng",
    };

    public static string Of(SupportPeriod period) => SupportPeriods.First(named => named.Code == Code(period)).Name;

    private static readonly Dictionary<string, string> RoleNames = new(StringComparer.Ordinal)
    {
        [Roles.FundOfficer] = "Cán bộ quỹ",
        [Roles.FundAccountant] = "Kế toán quỹ",
        [Roles.FundCashier] = "Thủ quỹ",
        [Roles.FundApprover] = "Giám đốc quỹ",
        [Roles.FundCouncilApprover] = "Hội đồng quản lý quỹ",
        [Roles.EventOrganizer] = "Cán bộ tổ chức sự kiện",
        [Roles.CaseWorker] = "Người làm công tác bảo vệ trẻ em",
        [Roles.CaseApprover] = "Chủ tịch UBND cấp xã",
        [Roles.CaseSupervisor] = "Giám sát vụ việc",
        [Roles.Reporter] = "Cán bộ báo cáo",
        [Roles.Coordinator] = "Điều phối kế hoạch",
        [Roles.Leader] = "Lãnh đạo",
        [Roles.PrivacyOfficer] = "Cán bộ bảo vệ dữ liệu cá nhân",
        [Roles.ReferralOfficer] = "Đầu mối chuyển tuyến",
        [Roles.Auditor] = "Kiểm toán",
        [Roles.Administrator] = "Quản trị hệ thống",
    };

    private static readonly Dictionary<string, string> MessageNames = new(StringComparer.Ordinal)
    {
        [nameof(DonationsRecorded)] = "Khoản ủng hộ đã ghi sổ",
        [nameof(DonationReversed)] = "Khoản ủng hộ đã hủy",
        [nameof(DisbursementPaid)] = "Khoản chi đã chi tiền",
        [nameof(DisbursementReversed)] = "Khoản chi đã thu hồi",
        [nameof(SourceKindDecided)] = "Cách tính nguồn đã quyết định",
        [nameof(UnitChanged)] = "Đơn vị hành chính thay đổi",
        [nameof(CalendarChanged)] = "Lịch làm việc thay đổi",
        [nameof(CaseOpened)] = "Vụ việc đã tiếp nhận",
        [nameof(CaseClassified)] = "Loại vụ việc đã xác định",
        [nameof(CaseAssessed)] = "Vụ việc đã đánh giá ban đầu",
        [nameof(ChildProtected)] = "Biện pháp khẩn cấp đã quyết định",
        [nameof(PlanSubmitted)] = "Kế hoạch hỗ trợ đã trình",
        [nameof(PlanApproved)] = "Kế hoạch hỗ trợ đã phê duyệt",
        [nameof(ClockBreached)] = "Thời hạn của vụ việc đã quá",
        [nameof(ClocksMoved)] = "Thời hạn của vụ việc tính lại theo lịch",
        [nameof(SupportRequested)] = "Vụ việc đề nghị quỹ hỗ trợ",
        [nameof(ChildHelped)] = "Trẻ em đã được hỗ trợ",
        [nameof(ChildHelpReversed)] = "Hỗ trợ trẻ em đã thu hồi",
        [nameof(FundingDecided)] = "Quỹ đã quyết định về đề nghị",
        [nameof(EventPublished)] = "Sự kiện đã công bố",
        [nameof(EventCancelled)] = "Sự kiện đã hủy",
        [nameof(EventClosed)] = "Sự kiện đã tổng kết",
        [nameof(FundingRequested)] = "Sự kiện đề nghị kinh phí",
        [nameof(FundingWithdrawn)] = "Sự kiện rút đề nghị kinh phí",
        ["unreadable"] = "Tin không đọc được",
    };

    private static readonly Dictionary<string, string> ActionNames = new(StringComparer.Ordinal)
    {
        ["submit"] = "Gửi thẩm định",
        ["correct"] = "Sửa bản nháp",
        ["appraise"] = "Thẩm định đạt",
        ["approve"] = "Phê duyệt",
        ["reject"] = "Từ chối",
        ["pay"] = "Chi tiền",
        ["cancel"] = "Hủy đề nghị",
        ["reverse"] = "Thu hồi khoản chi",
    };

    private static readonly Dictionary<string, string> StepNames = new(StringComparer.Ordinal)
    {
        ["request"] = "Lập đề nghị",
        ["requested"] = "Lập đề nghị",
        ["create"] = "Lập đề nghị",
        ["created"] = "Lập đề nghị",
        ["draft"] = "Lập đề nghị",
        ["correct"] = "Sửa bản nháp",
        ["corrected"] = "Sửa bản nháp",
        ["submit"] = "Gửi thẩm định",
        ["submitted"] = "Gửi thẩm định",
        ["appraise"] = "Thẩm định",
        ["norm-exception"] = "Cho phép vượt mức chi",
        ["appraised"] = "Thẩm định",
        ["approve"] = "Phê duyệt",
        ["approved"] = "Phê duyệt",
        ["sign"] = "Ký phê duyệt",
        ["signed"] = "Ký phê duyệt",
        ["reject"] = "Từ chối",
        ["rejected"] = "Từ chối",
        ["pay"] = "Chi tiền",
        ["paid"] = "Chi tiền",
        ["cancel"] = "Hủy đề nghị",
        ["cancelled"] = "Hủy đề nghị",
        ["reverse"] = "Thu hồi khoản chi",
        ["reversed"] = "Thu hồi khoản chi",
        ["withdraw"] = "Bên đề nghị rút lại",
        ["move-draw"] = "Chuyển nguồn tiền",
    };

    /// <summary>A message by the full name of its contract type.</summary>
    public static string Message(string type)
    {
        var name = type[(type.LastIndexOf('.') + 1)..];

        return MessageNames.GetValueOrDefault(name, name);
    }

    /// <summary>Why a message was parked; null when only the technical words say it.</summary>
    public static string? MessageFault(string? reason) => reason switch
    {
        null => "Không rõ",
        _ when reason.StartsWith("rule: ", StringComparison.Ordinal) => $"Trái quy tắc nghiệp vụ ({reason[6..]})",
        _ when reason.StartsWith("unrouted", StringComparison.Ordinal) => "Chưa có dịch vụ nào nhận loại tin này",
        _ when reason.StartsWith("delivered ", StringComparison.Ordinal) => "Dịch vụ dừng đột ngột nhiều lần khi nhận tin này",
        _ => null,
    };

    public static string Of(DonorKind? kind) => DonorKinds.FirstOrDefault(k => k.Kind == kind).Name ?? "";

    public static string Of(PaymentMethod? method) => Methods.FirstOrDefault(m => m.Method == method).Name ?? "";

    public static string Of(DonationState state) => state is DonationState.Recorded ? "Đã ghi sổ" : "Đã hủy";

    public static string Of(DisbursementState state) => States.First(s => s.State == state).Name;

    /// <summary>An appraised request with its first signature waits for the council, not for the director.</summary>
    public static string Of(DisbursementResponse disbursement) => IsAwaitingSecondSignature(disbursement)
        ? "Chờ chữ ký thứ hai"
        : Of(disbursement.State);

    public static bool IsAwaitingSecondSignature(DisbursementResponse d) =>
        d.State is DisbursementState.Appraised && d.SecondSignatureNeeded && d.Approvals.Count > 0;

    /// <summary>Who moves next, or what the state means: the words under the state chip.</summary>
    public static string NextStep(DisbursementResponse d) => d.State switch
    {
        DisbursementState.Draft => "Cán bộ quỹ gửi thẩm định",
        DisbursementState.Submitted => "Kế toán thẩm định",
        DisbursementState.Appraised when IsAwaitingSecondSignature(d) => "Hội đồng ký lần hai",
        DisbursementState.Appraised => "Giám đốc phê duyệt",
        DisbursementState.Approved => "Thủ quỹ chi tiền",
        DisbursementState.Paid => "Đã xong",
        DisbursementState.Rejected => "Kết thúc, không sửa và gửi lại được",
        _ => "Đã khép lại",
    };

    /// <summary>Where the signatures of a request above the threshold stand; null when one signature is enough.</summary>
    public static string? Signatures(DisbursementResponse d)
    {
        if (!d.SecondSignatureNeeded)
        {
            return null;
        }

        var given = string.Join(", ", d.Approvals.Select(a => a.ByName));
        return d.State switch
        {
            DisbursementState.Approved or DisbursementState.Paid or DisbursementState.Reversed => $"Đủ hai chữ ký: {given}",
            DisbursementState.Rejected or DisbursementState.Cancelled => d.Approvals.Count == 0
                ? "Chưa có chữ ký nào khi dừng"
                : $"Có {d.Approvals.Count} trong hai chữ ký khi dừng: {given}",
            _ when d.Approvals.Count == 0 => "Trên ngưỡng: cần hai chữ ký, của giám đốc và của Hội đồng quản lý quỹ",
            _ => $"Đã ký: {given}. Còn chờ Hội đồng quản lý quỹ",
        };
    }

    public static string Of(CaseCheck check) => check switch
    {
        CaseCheck.ToBeChecked => "Đang chờ xác minh vụ việc",
        CaseCheck.Supportable => "Vụ việc thuộc diện hỗ trợ",
        CaseCheck.Refused => "Vụ việc chưa được hỗ trợ",
        _ => "Không gắn với vụ việc",
    };

    public static (string Tone, string Text) Of(DrawState state) => state switch
    {
        DrawState.Drawn => ("good", "Đã chi"),
        DrawState.Reserved => ("waiting", "Đang giữ chỗ"),
        DrawState.Released => ("neutral", "Đã nhả"),
        DrawState.Reversed => ("neutral", "Đã thu hồi"),
        _ => ("neutral", "Đã chuyển"),
    };

    public static string Role(string role) => RoleNames.GetValueOrDefault(role, role);

    public static string Action(string action) => ActionNames.GetValueOrDefault(action, action);

    public static string Step(string step) => StepNames.GetValueOrDefault(step, step);

    public static (string Tone, string Text) Of(PledgeState state) => state switch
    {
        PledgeState.Open => ("waiting", "Đang chờ"),
        PledgeState.Overdue => ("bad", "Quá hạn"),
        PledgeState.Fulfilled => ("good", "Đã nhận đủ"),
        _ => ("neutral", "Đã hủy"),
    };

    public static (string Tone, string Text) Of(InstalmentState state) => state switch
    {
        InstalmentState.Paid => ("good", "Đã nhận đủ"),
        InstalmentState.PartlyPaid => ("waiting", "Nhận một phần"),
        InstalmentState.Overdue => ("bad", "Quá hạn"),
        _ => ("neutral", "Chưa đến hạn"),
    };

    public static string DuplicateReason(string reason) => reason switch
    {
        "tax-code" => "trùng mã số thuế",
        "phone" => "trùng số điện thoại",
        "name" => "tên gần giống",
        _ => "thông tin gần giống",
    };

    public static string EntryKind(string kind) => kind switch
    {
        "donation" or "receipt" => "Thu ủng hộ",
        "donation-reversal" or "donation-reversed" => "Hủy khoản ủng hộ",
        "payment" or "disbursement" => "Chi hỗ trợ",
        "payment-reversal" or "disbursement-reversal" => "Thu hồi khoản chi",
        "repurposing" => "Đổi mục đích tiền ủng hộ",
        "draw-move" => "Chuyển nguồn tiền của khoản chi",
        _ => kind,
    };

    public static string VerificationProblem(string? problem) => problem switch
    {
        "hash-mismatch" => "nội dung bút toán đã bị thay đổi",
        "missing-entry" => "thiếu một bút toán",
        "foreign-entry" => "có bút toán lạ chen vào",
        "cut-off" => "phần cuối sổ bị cắt mất",
        "balance-mismatch" => "số dư không khớp với bút toán",
        "lots-mismatch" => "số dư không khớp với các lô tiền ủng hộ",
        "gift-mismatch" => "lô tiền không khớp với khoản ủng hộ",
        "draws-mismatch" => "lô tiền không khớp với các khoản chi từ nó",
        "payment-mismatch" => "khoản chi không khớp với các lô tiền của nó",
        null or "" => "không rõ nguyên nhân",
        _ => problem,
    };

    /// <summary>An enum's word on the wire, for query strings.</summary>
    public static string Code<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>What <see cref="Code{T}"/> has written; null for anything else.</summary>
    public static T? Parse<T>(string? code) where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Code(value!.Value) == code);
}
