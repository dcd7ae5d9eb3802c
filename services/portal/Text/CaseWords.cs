using System.Globalization;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using ChildPlatform.Portal.Api;

namespace ChildPlatform.Portal.Text;

/// <summary>Vietnamese words for cases, in the terms of Nghị định 56/2017/NĐ-CP.</summary>
internal static class CaseWords
{
    /// <summary>Channels that an officer may choose; the public form and the hotline's own client are told apart by theirs.</summary>
    public static readonly IReadOnlyList<CodeName> Channels =
    [
        new("in-person", "Đến báo trực tiếp"),
        new("hotline-111", "Tổng đài 111"),
        new("hotline-18001581", "Đường dây 18001581"),
        new("commune", "UBND, tổ bảo vệ trẻ em cấp xã"),
        new("police", "Công an"),
        new("school", "Nhà trường"),
        new("health", "Cơ sở y tế"),
    ];

    public static readonly IReadOnlyList<CodeName> Kinds =
    [
        Of(CaseKind.Abuse, "Trẻ em bị xâm hại"),
        Of(CaseKind.AtRisk, "Trẻ em có nguy cơ bị xâm hại"),
        Of(CaseKind.SpecialCircumstance, "Trẻ em có hoàn cảnh đặc biệt"),
        Of(CaseKind.AccidentInjury, "Tai nạn, thương tích"),
        Of(CaseKind.DisasterAffected, "Thiên tai, dịch bệnh"),
    ];

    /// <summary>What a report is about, as somebody says who knows no law.</summary>
    public static readonly IReadOnlyList<CodeName> ReportedKinds =
    [
        Of(CaseKind.Abuse, "Trẻ bị đánh, bạo lực, xâm hại, bóc lột hoặc bỏ rơi"),
        Of(CaseKind.AtRisk, "Lo trẻ sắp bị hại: bị dọa, bị theo dõi, nhà hay đánh nhau"),
        Of(CaseKind.AccidentInjury, "Trẻ bị tai nạn, thương tích, đuối nước"),
        Of(CaseKind.SpecialCircumstance, "Trẻ mồ côi, khuyết tật, không nơi nương tựa, cần giúp đỡ"),
        Of(CaseKind.DisasterAffected, "Trẻ gặp bão, lũ, thiên tai khác hoặc dịch bệnh"),
    ];

    public static readonly IReadOnlyList<CodeName> Forms =
    [
        Of(AbuseForm.Violence, "Bạo lực"),
        Of(AbuseForm.SexualAbuse, "Xâm hại tình dục"),
        Of(AbuseForm.Exploitation, "Bóc lột"),
        Of(AbuseForm.Trafficking, "Mua bán"),
        Of(AbuseForm.Abandonment, "Bỏ rơi"),
        Of(AbuseForm.Neglect, "Bỏ mặc"),
        Of(AbuseForm.Other, "Khác"),
    ];

    public static readonly IReadOnlyList<CodeName> States =
    [
        Of(CaseState.Received, "Mới tiếp nhận"),
        Of(CaseState.Assessed, "Đã đánh giá ban đầu"),
        Of(CaseState.PlanSubmitted, "Chờ duyệt kế hoạch"),
        Of(CaseState.InProgress, "Đang hỗ trợ, can thiệp"),
        Of(CaseState.Closed, "Đã kết thúc"),
    ];

    public static readonly IReadOnlyList<CodeName> Sexes =
        [Of(ChildSex.Female, "Nữ"), Of(ChildSex.Male, "Nam"), Of(ChildSex.Unknown, "Chưa rõ")];

    public static readonly IReadOnlyList<CodeName> Measures =
    [
        Of(MeasureKind.Health, "Y tế"),
        Of(MeasureKind.Psychology, "Tâm lý"),
        Of(MeasureKind.Social, "Xã hội"),
        Of(MeasureKind.Education, "Giáo dục"),
        Of(MeasureKind.Legal, "Pháp lý"),
        Of(MeasureKind.Care, "Chăm sóc thay thế"),
        Of(MeasureKind.Other, "Khác"),
    ];

    public static readonly IReadOnlyList<(RiskLevel Level, string Name)> Levels =
        [(RiskLevel.High, "Cao"), (RiskLevel.Medium, "Trung bình"), (RiskLevel.Low, "Thấp")];

    public static readonly IReadOnlyList<(AssessmentConclusion Conclusion, string Name, string Meaning)> Conclusions =
    [
        (AssessmentConclusion.Urgent, "Cần can thiệp khẩn cấp", "Tính mạng, sức khỏe, nhân phẩm bị đe dọa: biện pháp trong 12 giờ từ khi nhận tin."),
        (AssessmentConclusion.PlanNeeded, "Cần kế hoạch hỗ trợ, can thiệp", "Không khẩn cấp: lập kế hoạch trong 05 ngày làm việc."),
        (AssessmentConclusion.NoAction, "Chưa phát hiện nguy cơ", "Không lập kế hoạch."),
    ];

    public static readonly IReadOnlyList<(UrgentMeasureKind Kind, string Name, string Meaning)> UrgentMeasures =
    [
        (UrgentMeasureKind.SafeCare, "Bảo vệ, chăm sóc an toàn", "Nơi ở an toàn, chăm sóc y tế, không tách khỏi gia đình."),
        (UrgentMeasureKind.Separation, "Tạm thời cách ly", "Tách trẻ khỏi người gây hại; tổng cộng nhiều nhất 15 ngày."),
    ];

    public static readonly IReadOnlyList<CodeName> Referrals =
    [
        Of(ReferralState.Sent, "Chờ tiếp nhận"),
        Of(ReferralState.Accepted, "Đã tiếp nhận"),
        Of(ReferralState.Done, "Đã thực hiện"),
        Of(ReferralState.Rejected, "Từ chối"),
        Of(ReferralState.Revoked, "Đã rút"),
    ];

    private static readonly Dictionary<string, string> Actions = new(StringComparer.Ordinal)
    {
        ["intake"] = "Tiếp nhận thông tin",
        ["classify"] = "Xác định loại vụ việc",
        ["assess"] = "Đánh giá ban đầu (Mẫu 02)",
        ["separate"] = "Biện pháp khẩn cấp",
        ["plan"] = "Lập kế hoạch (Mẫu 04)",
        ["approve"] = "Phê duyệt kế hoạch",
        ["return"] = "Trả lại kế hoạch",
        ["child"] = "Cập nhật thông tin trẻ em",
        ["refer"] = "Chuyển tuyến",
        ["referral"] = "Chuyển tuyến",
        ["attachment"] = "Tệp đính kèm",
        ["support"] = "Quỹ trả lời về hỗ trợ",
        ["breach"] = "Quá thời hạn",
        ["calendar"] = "Thời hạn tính lại theo lịch mới",
    };

    private static readonly Dictionary<SupportState, string> Supports = new()
    {
        [SupportState.Planned] = "Trong kế hoạch, chưa gửi quỹ",
        [SupportState.Requested] = "Đã gửi quỹ, chờ xét duyệt",
        [SupportState.Approved] = "Quỹ đã phê duyệt, chờ chi",
        [SupportState.Rejected] = "Quỹ từ chối",
        [SupportState.Cancelled] = "Quỹ đã hủy",
        [SupportState.Paid] = "Đã chi",
        [SupportState.Reversed] = "Đã thu hồi",
    };

    private static readonly Dictionary<TaskKind, string> Tasks = new()
    {
        [TaskKind.Assess] = "Đánh giá nguy cơ ban đầu (Mẫu 02)",
        [TaskKind.Protect] = "Quyết định can thiệp khẩn cấp",
        [TaskKind.Plan] = "Lập kế hoạch hỗ trợ, can thiệp (Mẫu 04)",
        [TaskKind.RewritePlan] = "Lập lại kế hoạch đã bị trả lại",
        [TaskKind.DecidePlan] = "Xem xét, phê duyệt kế hoạch",
    };

    private static readonly Dictionary<string, string> ChildMembers = new(StringComparer.Ordinal)
    {
        ["name"] = "họ tên",
        ["birthDate"] = "ngày sinh",
        ["estimatedAge"] = "tuổi ước tính",
        ["address"] = "địa chỉ",
        ["personalNumber"] = "số định danh",
        ["carers"] = "cha mẹ, người chăm sóc",
        ["sex"] = "giới tính",
        ["residenceUnitCode"] = "nơi cư trú",
    };

    public static string Of(CaseState state) => NameOf(States, state);

    public static string Of(CaseKind? kind) => kind is { } known ? NameOf(Kinds, known) : "Chưa xác định";

    public static string Of(AbuseForm form) => NameOf(Forms, form);

    public static string Of(ChildSex sex) => NameOf(Sexes, sex);

    public static string Of(MeasureKind kind) => NameOf(Measures, kind);

    public static string Of(ReferralState state) => NameOf(Referrals, state);

    public static string Of(SupportState state) => Supports[state];

    public static string Of(TaskKind kind) => Tasks[kind];

    public static string Of(RiskLevel level) => Levels.First(one => one.Level == level).Name;

    public static string Of(AssessmentConclusion conclusion) => Conclusions.First(one => one.Conclusion == conclusion).Name;

    public static string Of(UrgentMeasureKind kind) => UrgentMeasures.First(one => one.Kind == kind).Name;

    public static string Of(PlanState state) => state switch
    {
        PlanState.Submitted => "Chờ Chủ tịch UBND phê duyệt",
        PlanState.Returned => "Đã trả lại để lập lại",
        _ => "Đã phê duyệt",
    };

    public static string Of(ReportStatus status) => status switch
    {
        ReportStatus.Received => "Đã nhận tin, đang chờ cán bộ đánh giá",
        ReportStatus.InHand => "Cán bộ bảo vệ trẻ em đang xử lý",
        _ => "Đã xử lý xong",
    };

    public static string AgeGroup(string group) => group switch
    {
        "unknown" => "Chưa rõ tuổi",
        "16+" => "Từ 16 tuổi",
        _ => $"{group.Replace("-", "–", StringComparison.Ordinal)} tuổi",
    };

    public static string Channel(string code) =>
        code is "web" ? "Trang báo tin công khai" : Channels.FirstOrDefault(channel => channel.Code == code)?.Name ?? code;

    public static string Action(string action) => Actions.GetValueOrDefault(action, action);

    /// <summary>"12 giờ", "5 ngày làm việc".</summary>
    public static string Rule(string rule) => rule.Split(' ') is [var amount, var unit]
        ? $"{amount} {PeriodUnit(unit)}"
        : rule;

    public static string PeriodUnit(string unit) => unit switch
    {
        "hour" => "giờ",
        "working-day" => "ngày làm việc",
        "calendar-day" => "ngày",
        "week" => "tuần",
        "month" => "tháng",
        "year" => "năm",
        _ => unit,
    };

    /// <summary>What a step tells beside its name: which clock, from when to when, which agency.</summary>
    public static string? Details(CaseStepResponse step) => (step.Action, step.Details?.Split(' ')) switch
    {
        (_, null) => null,
        ("classify", [var kind]) when Words.Parse<CaseKind>(kind) is { } known => Of(known),
        ("breach", [var clock]) => Step(clock),
        ("calendar", [var clock, var from, var to]) when Instant(from) is { } before && Instant(to) is { } after =>
            $"{Step(clock)}: từ {Vi.Time(before)} thành {Vi.Time(after)}",
        ("support", [var state, .. var rest]) when Words.Parse<SupportState>(state) is { } known => rest.Length == 0 ? Of(known)
            : known is SupportState.Rejected or SupportState.Cancelled ? $"{Of(known)}: {string.Join(' ', rest)}"
            : $"{Of(known)}, phiếu {string.Join(' ', rest)}",
        ("referral", [var agency, var state]) when Words.Parse<ReferralState>(state) is { } known => $"{agency}: {Of(known).ToLower(Vi.Culture)}",
        ("attachment", [var what, var kind]) => $"{(what == "withdrawn" ? "thu hồi" : "thêm")} tệp {kind.ToUpperInvariant()}",
        ("child", _) => string.Join(", ", step.Details!.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .Select(member => ChildMembers.GetValueOrDefault(member, member))),
        _ => step.Details,
    };

    /// <summary>"Ngày sinh: 09/03/2015 → 09/03/2012".</summary>
    public static string Change(FieldChange change)
    {
        var name = ChildMembers.GetValueOrDefault(change.Field, change.Field);

        return $"{char.ToUpper(name[0], Vi.Culture)}{name[1..]}: {Value(change.From)} → {Value(change.To)}";

        string Value(string? text) => change.Field switch
        {
            _ when text is null => "(chưa rõ)",
            "birthDate" when DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) => Vi.Date(day),
            "sex" when Words.Parse<ChildSex>(text) is { } sex => Of(sex),
            _ => text,
        };
    }

    /// <summary>The step that a clock measures.</summary>
    public static string Step(string code) => code switch
    {
        "S4" => "Đánh giá nguy cơ ban đầu",
        "S5" => "Can thiệp khẩn cấp, tạm thời cách ly",
        "S7" => "Lập kế hoạch hỗ trợ, can thiệp",
        _ => code,
    };

    /// <summary>In the words of who reported it.</summary>
    public static string Reported(CaseKind kind) => NameOf(ReportedKinds, kind);

    /// <summary>Kinds with an initial risk form; the others go from the intake to the plan.</summary>
    public static bool HasRiskForm(CaseKind? kind) => kind is null or CaseKind.Abuse or CaseKind.AtRisk;

    private static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant : null;

    private static CodeName Of<T>(T value, string name) where T : struct, Enum => new(Words.Code(value), name);

    private static string NameOf<T>(IReadOnlyList<CodeName> names, T value) where T : struct, Enum =>
        names.First(name => name.Code == Words.Code(value)).Name;
}

/// <summary>How a legal clock stands at a moment, in words and a tone that repeats them.</summary>
/// <param name="Tone">As of <c>StateChip</c>: good, waiting, bad, neutral.</param>
/// <param name="Words">"Trong hạn, còn 11 giờ 20 phút".</param>
internal readonly record struct ClockFace(string Tone, string Words)
{
    /// <summary>The share of the time from which a clock is said to be nearly due (features U03).</summary>
    private const double NearlyDue = 0.25;

    public static ClockFace Of(ClockResponse clock, DateTimeOffset now)
    {
        switch (clock.State)
        {
            case ClockState.Met:
                return new("good", "Đã làm đúng hạn");
            case ClockState.Stopped:
                return new("neutral", "Không còn phải làm");
            case var _ when clock.DoneAt is { } done && done > clock.DueAt:
                return new("bad", $"Đã làm, trễ {Span(done - clock.DueAt)}");
            case ClockState.Breached when clock.DoneAt is not null:
                return new("bad", "Đã làm, trễ hạn");
            case ClockState.Breached when clock.StoppedAt is { } stopped:
                return new("bad", $"Đã quá hạn {Span((stopped - clock.DueAt).Duration())}, không còn phải làm");
        }

        var left = clock.DueAt - now;
        if (left < TimeSpan.Zero || clock.State is ClockState.Breached)
        {
            return new("bad", $"Quá hạn {Span(left.Duration())}");
        }

        return left <= (clock.DueAt - clock.StartedAt) * NearlyDue
            ? new("waiting", $"Sắp đến hạn, còn {Span(left)}")
            : new("good", $"Trong hạn, còn {Span(left)}");
    }

    /// <summary>An hour clock ends at a moment, a day clock with its day: "04:40 ngày 27/04/2024", "hết ngày 07/05/2024".</summary>
    public static string DueWords(ClockResponse clock) => clock.Rule.EndsWith(" hour", StringComparison.Ordinal)
        ? VietnamTime.ToLocal(clock.DueAt).ToString("HH:mm 'ngày' dd'/'MM'/'yyyy", CultureInfo.InvariantCulture)
        : $"hết ngày {Vi.Date(VietnamTime.DateOf(clock.DueAt.AddTicks(-1)))}";

    /// <summary>"2 ngày 5 giờ", "11 giờ 20 phút", "40 phút".</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => "dưới 1 phút",
        { TotalHours: < 1 } => $"{span.Minutes} phút",
        { TotalDays: < 1 } => span.Minutes == 0 ? $"{span.Hours} giờ" : $"{span.Hours} giờ {span.Minutes} phút",
        _ => span.Hours == 0 ? $"{span.Days} ngày" : $"{span.Days} ngày {span.Hours} giờ",
    };
}
