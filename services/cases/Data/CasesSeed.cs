using ChildPlatform.Cases.Access;
using ChildPlatform.Cases.Clocks;
using ChildPlatform.Cases.Referrals;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData;
using ChildPlatform.ReferenceData.Copies;
using CsvHelper;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Data;

/// <summary>What the database holds before the first case. Runs at every migration and adds only what is missing.</summary>
internal static class CasesSeed
{
    /// <summary>The decree is in force since 2017; cases of the plan's year and later are meant.</summary>
    private static readonly DateOnly FirstDay = new(2017, 7, 1);

    public static async Task Run(CasesDbContext db, CancellationToken ct)
    {
        await Add(db, UnitHistory.Read().Units.Select(Unit.From), unit => unit.Id, ct);
        await Add(db, Deadlines(), rule => (rule.Step, rule.UnitPath, rule.ValidFrom), ct);
        await AddCalendar(db, ct);
        await Add(db, ReferenceFile.Read<AgencyRow>("plan-1715-agencies.csv").Select(row => new Agency(row.Code, row.NameVi)), agency => agency.Code, ct);
        await Add(db, AccessPurpose.FirstRows(), purpose => purpose.Code, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>A year that is there stays whole as it is: an administrator may have taken a day out of it.</summary>
    private static async Task AddCalendar(CasesDbContext db, CancellationToken ct)
    {
        var known = await db.CalendarYears.Select(year => year.Year).ToHashSetAsync(ct);
        var days = PublicCalendar.Changes().Where(day => !known.Contains(day.Key.Year)).ToList();
        db.CalendarYears.AddRange(days.Select(day => day.Key.Year).Distinct().Select(CalendarYear.Seeded));
        db.CalendarDays.AddRange(days.Select(day => new CalendarDay(day.Key, day.Value)));
    }

    private static async Task Add<T, TKey>(CasesDbContext db, IEnumerable<T> rows, Func<T, TKey> key, CancellationToken ct)
        where T : class
    {
        var known = (await db.Set<T>().AsNoTracking().ToListAsync(ct)).Select(key).ToHashSet();
        db.AddRange(rows.Where(row => !known.Contains(key(row))));
    }

    /// <summary>
    /// Only steps that have a figure and a start that the service sees. Others have no clock until the province gives them one, and
    /// nothing is invented for them.
    /// </summary>
    private static IEnumerable<DeadlineRule> Deadlines() =>
        from row in ReferenceFile.Read<DeadlineRow>("case-deadlines.csv")
        where row.Amount > 0 && row.Status == "verified"
        let start = row.ClockStart switch
        {
            _ when row.StepCode == LegalStep.LongestSeparation => ClockStart.Separation,
            { } text when text.StartsWith("Thời điểm nhận thông tin", StringComparison.Ordinal) => ClockStart.Receipt,
            { } text when text.StartsWith("Hoàn thành Mẫu 02", StringComparison.Ordinal) => ClockStart.Assessment,
            _ => (ClockStart?)null,
        }
        where start is not null
        select DeadlineRule.Of(
            row.StepCode, row.NameVi, new LegalPeriod(row.Amount.GetValueOrDefault(), UnitOf(row.Unit)), start.GetValueOrDefault(),
            start is ClockStart.Assessment ? ClockFor.Ordinary : ClockFor.Urgent, row.SourceDocument, row.Status, "", FirstDay);

    private static PeriodUnit UnitOf(string unit) => unit switch
    {
        "hour" => PeriodUnit.Hour,
        "working_day" => PeriodUnit.WorkingDay,
        "calendar_day" => PeriodUnit.CalendarDay,
        _ => throw new InvalidDataException($"Deadlines are not counted in {unit}."),
    };
}

[CsvRecord]
internal sealed partial record AgencyRow(string Code, string NameVi);

[CsvRecord]
internal sealed partial record DeadlineRow(
    string StepCode, string NameVi, int? Amount, string Unit, string ClockStart, string SourceDocument, string Status);
