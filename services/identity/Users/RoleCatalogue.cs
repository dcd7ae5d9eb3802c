using System.Collections.Frozen;
using ChildPlatform.Contracts.Identity;

namespace ChildPlatform.Identity.Users;

/// <summary>The roles with their words for people, in the order in which screens show them.</summary>
internal static class RoleCatalogue
{
    public static readonly IReadOnlyList<RoleResponse> All =
    [
        Role(Roles.FundOfficer, "Cán bộ Quỹ", "Fund officer"),
        Role(Roles.FundAccountant, "Kế toán Quỹ", "Fund accountant"),
        Role(Roles.FundCashier, "Thủ quỹ", "Fund cashier"),
        Role(Roles.FundApprover, "Giám đốc Quỹ (phê duyệt)", "Fund director (approval)"),
        Role(Roles.FundCouncilApprover, "Hội đồng Quỹ (chữ ký thứ hai)", "Fund council (second signature)"),
        Role(Roles.EventOrganizer, "Cán bộ tổ chức sự kiện", "Event organiser"),
        Role(Roles.CaseWorker, "Người làm công tác bảo vệ trẻ em cấp xã", "Child protection worker of a commune"),
        Role(Roles.CaseApprover, "Chủ tịch UBND cấp xã", "Chairman of a commune"),
        Role(Roles.CaseSupervisor, "Giám sát vụ việc cấp tỉnh", "Case supervisor of the province"),
        Role(Roles.Reporter, "Cán bộ báo cáo của cơ quan, huyện", "Reporter of an agency or a district"),
        Role(Roles.Coordinator, "Đầu mối kế hoạch (Sở LĐTBXH)", "Coordinator of the plan"),
        Role(Roles.Leader, "Lãnh đạo", "Leader"),
        Role(Roles.PrivacyOfficer, "Cán bộ bảo vệ dữ liệu cá nhân", "Privacy officer"),
        Role(Roles.ReferralOfficer, "Cán bộ tiếp nhận chuyển tuyến", "Referral officer"),
        Role(Roles.Auditor, "Kiểm toán, thanh tra", "Auditor"),
        Role(Roles.Administrator, "Quản trị hệ thống", "Administrator"),
    ];

    public static readonly FrozenSet<string> Names = All.Select(r => r.Name).ToFrozenSet(StringComparer.Ordinal);

    private static RoleResponse Role(string name, string vi, string en) => new() { Name = name, TitleVi = vi, TitleEn = en };
}
