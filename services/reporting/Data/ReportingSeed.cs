using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.Reporting.Cells;
using ChildPlatform.Reporting.Fund;
using ChildPlatform.Reporting.Indicators;
using ChildPlatform.Reporting.Plans;
using ChildPlatform.Reporting.Rounds;
using ChildPlatform.Reporting.Tasks;
using CsvHelper;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Data;

/// <summary>
/// The plan and the source kinds, from the sheets in services/shared/data. Only missing rows are added: what the province has
/// decided since (an empty cell set, a round's cut-off) stays.
/// </summary>
internal static class ReportingSeed
{
    /// <summary>Kế hoạch 1715/KH-UBND is the plan of this year.</summary>
    private const int PlanYear = 2024;

    /// <summary>Tasks that no row of section V takes up and that the Department is taken to own (domain/assignments.md §5).</summary>
    private static readonly string[] AssumedOwn = ["III.1.d1", "III.2.c", "III.5.a", "III.5.đ", "III.7.b"];

    public static async Task ApplyAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<ReportingDbContext>();
        var clock = services.GetRequiredService<TimeProvider>();

        await Add(db, Plans(), p => p.Year, ct);
        await Add(db, Sheet<AgencyRow, PlanAgency>("plan-1715-agencies.csv", Agency), a => (a.Year, a.Code), ct);
        await Add(db, Sheet<DocumentRow, LegalDocument>("plan-1715-legal-documents.csv", Document), d => (d.Year, d.Position), ct);
        await Add(db, Sheet<TargetRow, PlanTarget>("plan-1715-targets.csv", Target), t => (t.Year, t.Code), ct);
        await Add(db, Sheet<TaskRow, PlanTask>("plan-1715-tasks.csv", Task), t => (t.Year, t.Code), ct);
        await Add(db, Sheet<AssignmentRow, Assignment>("plan-1715-assignments.csv", (row, i) => Given(row, i, clock)), a => (a.Year, a.Code, a.Agency), ct);
        await Add(db, AllIndicators(), i => i.Code, ct);
        await Add(db, AllRounds(clock), r => (r.Year, r.Code), ct);
        await Add(db, CellTable.Rows, s => (s.Cell, s.Source), ct);
        await Add(db, Sheet<KindRow, SourceKind>("fund-source-kinds.csv", Kind), k => k.Code, ct);

        // A year that is there stays whole as it is: a day may have been taken out of it since.
        var knownYears = await db.CalendarYears.Select(y => y.Year).ToHashSetAsync(ct);
        var days = PublicCalendar.Changes().Where(day => !knownYears.Contains(day.Key.Year)).ToList();
        db.CalendarYears.AddRange(days.Select(day => day.Key.Year).Distinct().Select(CalendarYear.Seeded));
        db.CalendarDays.AddRange(days.Select(day => new CalendarDay(day.Key, day.Value)));

        await db.SaveChangesAsync(ct);
    }

    private static async Task Add<T, TKey>(ReportingDbContext db, IEnumerable<T> rows, Func<T, TKey> key, CancellationToken ct)
        where T : class
    {
        var known = (await db.Set<T>().AsNoTracking().ToListAsync(ct)).Select(key).ToHashSet();
        db.Set<T>().AddRange(rows.Where(row => !known.Contains(key(row))));
    }

    private static Plan[] Plans() =>
    [
        new(PlanYear, "1715/KH-UBND", "Triển khai thực hiện công tác trẻ em trên địa bàn tỉnh Quảng Nam năm 2024", new DateOnly(2024, 3, 13)),
    ];

    private static PlanAgency Agency(AgencyRow row, int position) => new(
        PlanYear, row.Code, Text(row.GsoDistrictCode), row.NameVi, row.Kind, row.OrderedOrRequested == "ordered", row.PlanSection, position);

    private static LegalDocument Document(DocumentRow row, int position) => new(
        PlanYear, position, Text(row.Number), row.Type, Text(row.IssuerVi), row.Date, Text(row.TitleOrSubjectVi), List(row.CitedIn), Text(row.Note));

    private static PlanTarget Target(TargetRow row, int position) => new(
        PlanYear, row.Code, row.TargetCode, row.NameVi, Enum.Parse<TargetOperator>(row.Operator, ignoreCase: true), row.TargetValue,
        UnitOf(row), row.SourceSection, position);

    private static PlanTask Task(TaskRow row, int position) => new(
        PlanYear, row.Code, Text(row.ParentCode), row.TitleVi, List(row.Service),
        AssumedOwn.Contains(row.Code) ? PlanAgency.FocalPoint : null, position);

    private static Assignment Given(AssignmentRow row, int position, TimeProvider clock) => new(
        Uuid7.New(clock), PlanYear, row.Code, row.AgencyCode, Enum.Parse<AssignmentRole>(row.Role, ignoreCase: true), row.TitleVi,
        List(row.RelatedTaskCodes), List(row.Service), row.DueDate, List(row.LegalReferences), position);

    private static SourceKind Kind(KindRow row, int position) =>
        new(row.Code, row.NameVi, row.CountsInPlanBasis, row.CountsInMobilisedBasis, position);

    private static IEnumerable<Indicator> AllIndicators()
    {
        var targets = ReferenceFile.Read<TargetRow>("plan-1715-targets.csv");
        foreach (var (row, i) in targets.Select((row, i) => (row, i)))
        {
            // The plan names no break-down: what is owed by districts is read by district.
            string[] breakdowns = row.DataOwnerAgencyCodes.Contains("H01", StringComparison.Ordinal) ? ["huyện, thị xã, thành phố"] : ["toàn tỉnh"];
            yield return new Indicator(
                row.Code, Indicator.PlanSet, row.Code, row.NameVi, Text(row.NumeratorVi), Text(row.DenominatorVi), breakdowns,
                $"Kế hoạch 1715/KH-UBND, mục {row.SourceSection.Split(';')[0]}", List(row.DataOwnerAgencyCodes), UnitOf(row), i + 1);
        }

        // Of the circular only two codes are confirmed; the others get a running number of ours within their group.
        var running = new Dictionary<string, int>();
        foreach (var row in ReferenceFile.Read<IndicatorRow>("indicators-thong-tu-13-2021.csv").Where(row => row.Level == "item"))
        {
            var group = $"{row.Set}-{row.GroupCode}".TrimEnd('-');
            running[group] = running.GetValueOrDefault(group) + 1;
            var official = Text(row.Code);
            yield return new Indicator(
                official is null ? $"{group}-{running[group]}" : $"{row.Set}-{official}", row.Set, official, row.NameVi, null, null,
                [], "Thông tư 13/2021/TT-BLĐTBXH", official == "0605" ? ["TTTT"] : [], UnitOf(row), targets.Count + running.Values.Sum());
        }
    }

    private static string UnitOf(IndicatorRow row) => row.NameVi.StartsWith("Tỷ lệ", StringComparison.Ordinal) ? Indicator.Percent : "none";

    // On the wire money carries its ISO 4217 code.
    private static string UnitOf(TargetRow row) => row.Unit is "vnd" ? "VND" : row.Unit;

    /// <summary>
    /// Rounds as the plan's section VI has them. The syntheses (VI.3.2) are the second due day of their round. Who is ordered owes a
    /// report, except the open set "các Sở, Ban, ngành khác"; who is asked is invited. Period and cut-off are a proposal (DESIGN).
    /// </summary>
    private static IEnumerable<ReportRound> AllRounds(TimeProvider clock)
    {
        var rows = ReferenceFile.Read<RoundRow>("plan-1715-report-rounds.csv");
        var agencies = Sheet<AgencyRow, PlanAgency>("plan-1715-agencies.csv", Agency);
        foreach (var (row, i) in rows.Where(row => row.Kind != "synthesis").Select((row, i) => (row, i)))
        {
            var round = new ReportRound(
                Uuid7.New(clock), PlanYear, row.Code, row.NameVi, KindOf(row.Kind), Text(row.RecipientVi), row.DueBefore, i + 1);
            round.Enrol(agencies
                .Where(a => a.Code != PlanAgency.Others && (row.Obligor is "agencies" or "all" || a.Code == row.Obligor))
                .Select(a => (a.Code, a.Ordered ? RoundStanding.Expected : RoundStanding.Invited)));
            if (round.Kind is RoundKind.HalfYear or RoundKind.Annual)
            {
                var end = round.Kind is RoundKind.HalfYear ? new DateOnly(PlanYear, 4, 30) : new DateOnly(PlanYear, 10, 31);
                round.Propose(new DateOnly(PlanYear, 1, 1), end, end,
                    rows.Single(r => r.Code == (round.Kind is RoundKind.HalfYear ? "VI.3.2a" : "VI.3.2b")).DueBefore);
            }

            yield return round;
        }
    }

    private static RoundKind KindOf(string kind) => kind switch
    {
        "own_plan" => RoundKind.OwnPlan,
        "half_year" => RoundKind.HalfYear,
        "annual" => RoundKind.Annual,
        "ad_hoc" => RoundKind.AdHoc,
        _ => throw new InvalidDataException($"Unknown kind of round '{kind}'."),
    };

    private static List<T> Sheet<TRow, T>(string sheet, Func<TRow, int, T> make) =>
        [.. ReferenceFile.Read<TRow>(sheet).Select((row, i) => make(row, i + 1))];

    /// <summary>An empty cell means "not stated".</summary>
    private static string? Text(string? cell) => string.IsNullOrEmpty(cell) ? null : cell;

    private static string[] List(string? cell) => (cell ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

[CsvRecord]
internal sealed partial record AgencyRow(
    string Code, string? GsoDistrictCode, string NameVi, string Kind, string OrderedOrRequested, string PlanSection);

[CsvRecord]
internal sealed partial record DocumentRow(
    string? Number, string Type, string? IssuerVi, [CsvNullValues("")] DateOnly? Date, string? TitleOrSubjectVi, string CitedIn, string? Note);

[CsvRecord]
internal sealed partial record TargetRow(
    string Code, string TargetCode, string NameVi, string Operator, [CsvNullValues("")] decimal? TargetValue, string Unit,
    string? NumeratorVi, string? DenominatorVi, string DataOwnerAgencyCodes, string SourceSection);

[CsvRecord]
internal sealed partial record TaskRow(string Code, string? ParentCode, string TitleVi, string? Service);

[CsvRecord]
internal sealed partial record AssignmentRow(
    string Code, string AgencyCode, string Role, string TitleVi, string? RelatedTaskCodes, string? Service, DateOnly DueDate,
    string? LegalReferences);

[CsvRecord]
internal sealed partial record RoundRow(
    string Code, string NameVi, string Obligor, string? RecipientVi, [CsvNullValues("")] DateOnly? DueBefore, string Kind);

[CsvRecord]
internal sealed partial record IndicatorRow(string Set, string? GroupCode, string Level, string? Code, string NameVi);

[CsvRecord]
internal sealed partial record KindRow(
    string Code, string NameVi, [CsvNullValues("")] bool? CountsInPlanBasis, [CsvNullValues("")] bool? CountsInMobilisedBasis);
