using ChildPlatform.Kernel;

namespace ChildPlatform.Fund.Data;

/// <summary>Says above an exported list what it was narrowed to, so that a printed one explains itself.</summary>
internal static class SheetFilter
{
    /// <summary>"Lọc theo: …", or that nothing was left out.</summary>
    public static string Words(IEnumerable<string?> parts)
    {
        var said = string.Join("; ", parts.Where(part => part is not null));

        return said.Length == 0 ? "Toàn bộ danh sách" : "Lọc theo: " + said;
    }

    public static string? Days(string what, DateOnly? from, DateOnly? to) => (from, to) switch
    {
        (null, null) => null,
        ({ } first, null) => $"{what} từ ngày {VietnamTime.DayMonthYear(first)}",
        (null, { } last) => $"{what} đến ngày {VietnamTime.DayMonthYear(last)}",
        ({ } first, { } last) => $"{what} từ ngày {VietnamTime.DayMonthYear(first)} đến ngày {VietnamTime.DayMonthYear(last)}",
    };

    public static string? Search(string? q) => VietnameseText.Normalise(q) is { Length: > 0 } words ? $"tìm “{words}”" : null;
}
