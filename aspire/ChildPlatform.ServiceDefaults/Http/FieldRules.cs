using System.Collections.Concurrent;

namespace ChildPlatform.ServiceDefaults.Http;

/// <summary>One wrong field: an RFC 6901 pointer into the body (or the parameter's name as one) and a code of <see cref="FieldRules"/>.</summary>
public sealed record FieldError(string Pointer, string Code);

/// <summary>The request is readable but wrong: 422 with one entry per field.</summary>
public sealed class InvalidInputException(IReadOnlyList<FieldError> errors)
    : Exception("Invalid input: " + string.Join(", ", errors.Select(e => e.Pointer + " " + e.Code)))
{
    public InvalidInputException(string pointer, string code)
        : this([new FieldError(pointer, code)])
    {
    }

    public IReadOnlyList<FieldError> Errors { get; } = errors;
}

/// <summary>
/// What a field can be refused for, in both languages. Codes are part of the API and never change. A service adds its own
/// at start with <see cref="Register"/>; data annotations name a code as their <c>ErrorMessage</c>.
/// </summary>
public static class FieldRules
{
    public const string InvalidValue = "invalid-value";

    private static readonly ConcurrentDictionary<string, (string Vi, string En)> Known = new(StringComparer.Ordinal);

    static FieldRules()
    {
        Register("required", "Trường này là bắt buộc.", "This field is required.");
        Register("out-of-range", "Giá trị nằm ngoài khoảng cho phép.", "The value is out of range.");
        Register("amount-out-of-range", "Số tiền phải là số nguyên đồng, từ 1 đến 9.007.199.254.740.991.",
            "The amount must be whole đồng, from 1 to 9,007,199,254,740,991.");
        Register("too-long", "Nội dung quá dài.", "The text is too long.");
        Register("too-short", "Nội dung quá ngắn.", "The text is too short.");
        Register("too-many", "Danh sách có quá nhiều mục.", "The list has too many items.");
        Register("wrong-type", "Kiểu dữ liệu không đúng.", "The JSON type is wrong.");
        Register("unknown-member", "Thuộc tính này không tồn tại.", "This property does not exist.");
        Register("duplicate-member", "Thuộc tính này xuất hiện hai lần.", "This property is given twice.");
        Register("not-in-catalogue", "Mã này không có trong danh mục.", "This code is not in the catalogue.");
        Register("date-in-future", "Ngày không được sau ngày hôm nay.", "The date must not be after today.");
        Register("invalid-date", "Ngày không hợp lệ (định dạng yyyy-mm-dd).", "The date is not valid (format yyyy-mm-dd).");
        Register("invalid-instant", "Thời điểm không hợp lệ (RFC 3339, có múi giờ).", "The instant is not valid (RFC 3339 with a zone).");
        Register("invalid-email", "Địa chỉ thư điện tử không hợp lệ.", "The e-mail address is not valid.");
        Register("invalid-format", "Định dạng không đúng.", "The format is wrong.");
        Register("invalid-cursor", "Con trỏ trang không hợp lệ.", "The page cursor is not valid.");
        Register("file-empty", "Tệp không có nội dung.", "The file is empty.");
        Register("invalid-value", "Giá trị không hợp lệ.", "The value is not valid.");
    }

    /// <summary>Adds a code, or replaces its text.</summary>
    public static void Register(string code, string vi, string en) => Known[code] = (vi, en);

    public static bool IsKnown(string code) => Known.ContainsKey(code);

    /// <summary>All codes with their texts, for documentation and tests.</summary>
    public static IReadOnlyDictionary<string, (string Vi, string En)> All => Known;

    /// <summary>The sentence of a code; a code nobody registered reads as <see cref="InvalidValue"/>.</summary>
    public static string Message(string code, bool english)
    {
        var (vi, en) = Known.TryGetValue(code, out var text) ? text : Known[InvalidValue];
        return english ? en : vi;
    }
}
