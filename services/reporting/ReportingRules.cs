using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Reporting;

/// <summary>Everything reporting refuses. Codes are part of the API and never change.</summary>
internal static class ReportingRules
{
    /// <summary>Targets exist for the years that have a plan: 1715/KH-UBND is the plan of 2024.</summary>
    public static readonly Refusal PlanYearUnknown = new(404, "plan-year-unknown",
        "Không có kế hoạch của năm này.", "There is no plan for this year.");

    public static readonly BusinessRule ReportExists = new("report-exists",
        "Cơ quan đã có báo cáo trong kỳ này.", "The agency has a report in this round.");

    public static readonly BusinessRule NotInRound = new("agency-not-in-round",
        "Cơ quan không thuộc kỳ báo cáo này.", "The agency is not part of this round.");

    public static readonly BusinessRule RoundWithoutReports = new("round-without-reports",
        "Kỳ này không nhận báo cáo theo nhiệm vụ.", "This round takes no reports by assignment.");

    /// <summary>An accepted or submitted report stands as it is: figures stop moving once they are given.</summary>
    public static readonly BusinessRule ReportLocked = new("report-locked",
        "Báo cáo đã gửi hoặc đã được duyệt nên không sửa được.", "The report is submitted or accepted and cannot be edited.");

    public static readonly BusinessRule ReportNotSubmitted = new("report-not-submitted",
        "Chỉ trả lại, rút hoặc duyệt được báo cáo đang chờ duyệt.",
        "Only a report that waits for acceptance can be returned, withdrawn or accepted.");

    public static readonly BusinessRule RoundFrozen = new("round-frozen",
        "Kỳ báo cáo đã chốt tổng hợp.", "The round's synthesis is frozen.");

    public static readonly BusinessRule SynthesisNotReady = new("synthesis-not-ready",
        "Còn cơ quan chưa được duyệt báo cáo và chưa có ghi chú vắng mặt.",
        "An expected report is neither accepted nor noted as absent.");

    /// <summary>Sentences for wrong fields that only reporting knows; the codes stand in the contract's annotations.</summary>
    public static void RegisterFieldRules()
    {
        FieldRules.Register("cut-off-before-period-end",
            "Ngày chốt số liệu không được trước ngày cuối kỳ.", "The cut-off must not be before the last day of the period.");
        FieldRules.Register("evidence-required",
            "Hoàn thành 100% phải có minh chứng.", "100 % needs evidence.");
        FieldRules.Register("status-differs-from-percent",
            "Trạng thái không khớp với tỷ lệ hoàn thành.", "The status does not go with the per cent.");
        FieldRules.Register("reason-length", "Lý do phải có từ 3 đến 500 ký tự.", "The reason needs 3 to 500 characters.");
        FieldRules.Register("title-length", "Nội dung quá ngắn hoặc quá dài.", "The text is too short or too long.");
        FieldRules.Register("unknown-file",
            "Không có tệp minh chứng này của cơ quan.", "The agency has no such file of evidence.");
        FieldRules.Register("invalid-address", "Liên kết phải bắt đầu bằng http hoặc https.", "The link must begin with http or https.");
        FieldRules.Register("denominator-zero", "Mẫu số phải lớn hơn 0.", "The denominator must be greater than 0.");
        FieldRules.Register("numerator-above-denominator",
            "Tử số không được lớn hơn mẫu số.", "The numerator must not be above the denominator.");
        FieldRules.Register("value-or-parts",
            "Nhập tử số và mẫu số, hoặc một số liệu đã công bố.", "Give numerator and denominator, or one published value.");
        FieldRules.Register("ends-before-start", "Ngày kết thúc không được trước ngày bắt đầu.", "The end must not be before the start.");
        FieldRules.Register("cell-empty",
            "Ô này cần số liệu, nội dung hoặc lý do chưa có.", "This cell needs a figure, a text or a reason for its absence.");
        FieldRules.Register("comment-required", "Cần ít nhất một ý kiến khi trả lại.", "At least one comment is needed to return a report.");
    }
}
