using ChildPlatform.Reporting.Plans;

namespace ChildPlatform.Reporting.Cells;

/// <summary>
/// Which facts fill which cell, as the system begins with it: assignment, task or target, the fact, and whose facts count.
/// </summary>
internal static class CellTable
{
    public static IReadOnlyList<CellSource> Rows { get; } =
    [
        new("II.1", PlanAgency.FocalPoint, "Trẻ em có hoàn cảnh đặc biệt được bảo vệ, chăm sóc", "cases.helped", CellScope.Province, 1),
        new("II.4", PlanAgency.FocalPoint, "Các sự kiện vì trẻ em đã tổ chức", "events.held", CellScope.Province, 2),
        new("II.6", PlanAgency.FocalPoint, "Số tiền huy động Quỹ Bảo trợ trẻ em tỉnh", "fund.raised", CellScope.Province, 3),
        new("III.7", PlanAgency.FocalPoint, "Các hoạt động, sự kiện vì trẻ em trong năm", "events.held", CellScope.Province, 4),
        new("V.1.c.2", null, null, "events.held", CellScope.Province, 5),
        new("V.1.c.3", null, null, "cases.received", CellScope.Province, 6),
        new("V.5.a.2", null, null, "cases.received", CellScope.Province, 7),
        new("V.6.b", null, null, "cases.received", CellScope.Province, 8),
        new("V.8", null, null, "fund.paid", CellScope.Province, 9),
        new("V.19.1", null, null, "events.held", CellScope.District, 10),
        new("V.19.2", null, null, "cases.received", CellScope.District, 11),
        new("V.19.3", null, null, "fund.raised", CellScope.District, 12),
        new("V.19.3", null, null, "fund.paid", CellScope.District, 13),
        new("V.19.4", null, null, "cases.clocks", CellScope.District, 14),
    ];
}
