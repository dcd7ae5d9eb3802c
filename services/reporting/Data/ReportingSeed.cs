using ChildPlatform.Contracts.Reporting;
using ChildPlatform.ReferenceData;
using ChildPlatform.Reporting.Calendar;
using ChildPlatform.Reporting.Fund;
using ChildPlatform.Reporting.Plans;
using CsvHelper;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Data;

/// <summary>
/// The plan's targets and the source kinds, from the sheets in services/shared/data. Only missing rows are added: what the
/// province has decided since (an empty cell set, for example) stays.
/// </summary>
internal static class ReportingSeed
{
    /// <summary>Kế hoạch 1715/KH-UBND is the plan of this year.</summary>
    private const int PlanYear = 2024;

    public static async Task ApplyAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<ReportingDbContext>();

        var knownTargets = await db.PlanTargets.Where(t => t.Year == PlanYear).Select(t => t.Code).ToHashSetAsync(ct);
        db.PlanTargets.AddRange(ReferenceFile.Read<TargetRow>("plan-1715-targets.csv").Select(Target).Where(t => !knownTargets.Contains(t.Code)));

        var knownKinds = await db.SourceKinds.Select(k => k.Code).ToHashSetAsync(ct);
        db.SourceKinds.AddRange(ReferenceFile.Read<SourceKindRow>("fund-source-kinds.csv").Select(Kind).Where(k => !knownKinds.Contains(k.Code)));

        // A year that is there stays whole as it is: a day may have been taken out of it since.
        var knownYears = await db.CalendarYears.Select(y => y.Year).ToHashSetAsync(ct);
        var days = PublicCalendar.Changes().Where(day => !knownYears.Contains(day.Key.Year)).ToList();
        db.CalendarYears.AddRange(days.Select(day => day.Key.Year).Distinct().Select(CalendarYear.Seeded));
        db.CalendarDays.AddRange(days.Select(day => new CalendarDay(day.Key, day.Value)));

        await db.SaveChangesAsync(ct);
    }

    private static PlanTarget Target(TargetRow row, int index) => new(
        PlanYear,
        row.Code,
        row.TargetCode,
        row.NameVi,
        Enum.Parse<TargetOperator>(row.Operator, ignoreCase: true),
        row.TargetValue,
        row.Unit is "vnd" ? "VND" : row.Unit, // On the wire money carries its ISO 4217 code.
        row.SourceSection,
        index + 1);

    private static SourceKind Kind(SourceKindRow row, int index) => new(
        row.Code, row.NameVi, row.CountsInPlanBasis, row.CountsInMobilisedBasis, index + 1);
}

/// <summary>An empty cell means "not stated", never zero.</summary>
[CsvRecord]
internal sealed partial record TargetRow(
    string Code, string TargetCode, string NameVi, string Operator, decimal? TargetValue, string Unit, string SourceSection);

/// <summary>An empty cell means "not stated", never false.</summary>
[CsvRecord]
internal sealed partial record SourceKindRow(string Code, string NameVi, bool? CountsInPlanBasis, bool? CountsInMobilisedBasis);
