using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Identity;

/// <summary>Everything identity refuses. Codes are part of the API and never change.</summary>
internal static class IdentityRules
{
    /// <summary>A name that signs is never given to a second person, or the audit trail would be about two.</summary>
    public static readonly BusinessRule UserNameTaken = new("user-name-taken",
        "Tên đăng nhập này đã được dùng.", "This user name is already taken.");

    public static readonly BusinessRule ClientIdTaken = new("client-id-taken",
        "Mã ứng dụng này đã được dùng.", "This client id is already taken.");

    public static readonly BusinessRule UserAlreadyDisabled = new("user-already-disabled",
        "Tài khoản này đã bị vô hiệu hóa.", "This user is already disabled.");

    public static readonly BusinessRule UserNotDisabled = new("user-not-disabled",
        "Tài khoản này không bị vô hiệu hóa.", "This user is not disabled.");

    public static readonly BusinessRule ClientAlreadyDisabled = new("client-already-disabled",
        "Ứng dụng này đã bị vô hiệu hóa.", "This client is already disabled.");

    /// <summary>Clients of the platform itself come from its configuration; switching one off would cut a service from its peers.</summary>
    public static readonly BusinessRule ClientIsBuiltIn = new("client-is-built-in",
        "Ứng dụng của hệ thống do cấu hình quản lý, không vô hiệu hóa được tại đây.",
        "A client of the platform itself is managed by configuration and cannot be disabled here.");

    /// <summary>Keeps the platform from losing its last administrator by a slip of the hand.</summary>
    public static readonly BusinessRule AdministratorActsOnSelf = new("administrator-acts-on-self",
        "Người quản trị không được tự vô hiệu hóa hoặc tự bỏ vai trò quản trị của mình.",
        "Administrators may not disable themselves or drop their own administrator role.");

    /// <summary>What a field of identity alone can be refused for; called before the service starts.</summary>
    public static void RegisterFieldRules()
    {
        FieldRules.Register("date-outside-year",
            "Ngày phải thuộc năm của lịch này.", "The date must lie in the year of this calendar.");
        FieldRules.Register("day-listed-twice", "Ngày này đã có trong danh sách.", "This day is in the list already.");
        FieldRules.Register("day-off-and-worked",
            "Một ngày không thể vừa nghỉ vừa làm việc.", "A day cannot be both off and worked.");
        FieldRules.Register("makeup-on-weekday",
            "Ngày làm bù phải là thứ Bảy hoặc Chủ nhật.", "A day worked in exchange is a Saturday or a Sunday.");
        FieldRules.Register("day-off-on-rest-day",
            "Ngày nghỉ bù hoặc hoán đổi phải từ thứ Hai đến thứ Sáu.", "A day off in exchange lies on Monday to Friday.");
    }
}
