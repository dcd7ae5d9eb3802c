using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Cases;
using ChildPlatform.Reporting.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Cells;

/// <summary>
/// Cases and their legal clocks, by the place where they happened. A clock's state at the cut-off follows from its own instants: met when
/// it was done by then, missed when it fell due by then without.
/// </summary>
internal static class CaseCounts
{
    public const string Received = "cases.received";
    public const string Urgent = "cases.urgent";
    public const string Met = "cases.met";
    public const string Missed = "cases.missed";
    public const string Running = "cases.running";

    public static readonly FigureMeaning ReceivedMeaning = new(
        Received, "Số vụ tiếp nhận", "cases", "Đếm các vụ tiếp nhận trong kỳ, theo nơi xảy ra");

    public static readonly FigureMeaning UrgentMeaning = new(
        Urgent, "Trong đó khẩn cấp", "cases", "Đếm các vụ khẩn cấp tiếp nhận trong kỳ");

    public static readonly FigureMeaning MetMeaning = new(
        Met, "Mốc thời hạn đạt", "clocks", "Đếm các mốc thời hạn của những vụ đó đã làm đúng hạn đến ngày chốt");

    public static readonly FigureMeaning MissedMeaning = new(
        Missed, "Mốc thời hạn quá hạn", "clocks", "Đếm các mốc thời hạn của những vụ đó đã quá hạn đến ngày chốt");

    public static readonly FigureMeaning RunningMeaning = new(
        Running, "Mốc thời hạn đang chạy", "clocks", "Đếm các mốc thời hạn của những vụ đó chưa làm và chưa đến hạn");

    public static async Task<FactSums> Sum(
        ReportingDbContext db, FactQuestion question, IReadOnlyList<FigureMeaning> figures, CancellationToken ct)
    {
        var (from, to, path, asOf) = (question.From, question.To, question.Place.Path, question.AsOfOrEver);
        var rows = await db.Database.SqlQuery<Row>($"""
            select unit_code, count(*)::int as received, count(*) filter (where urgent)::int as urgent,
                coalesce(sum(met), 0)::int as met, coalesce(sum(missed), 0)::int as missed, coalesce(sum(running), 0)::int as running,
                array_agg(number) as numbers
            from case_facts,
                lateral (
                    select count(*) filter (where state = 'met' and done_at < {asOf}) as met,
                        count(*) filter (where state = 'breached' and due_at < {asOf}) as missed,
                        count(*) filter (where state <> 'stopped' and not (state = 'met' and done_at < {asOf})
                            and not (state = 'breached' and due_at < {asOf})) as running
                    from (
                        select clock ->> 'state' as state, (clock ->> 'startedAt')::timestamptz as started_at,
                            (clock ->> 'dueAt')::timestamptz as due_at,
                            coalesce(clock ->> 'doneAt', clock ->> 'startedAt')::timestamptz as done_at
                        from jsonb_array_elements(clocks) clock
                    ) one
                    where started_at < {asOf}
                ) of_case
            where received_on between {from} and {to} and starts_with(unit_path, {path})
            group by unit_code order by unit_code
            """).ToListAsync(ct);

        return new FactSums(
            [.. figures.Select(f => new StoodFigure(f.Code, rows.Sum(r => r.Of(f.Code))))],
            [.. rows.SelectMany(r => figures.Select(f => new UnitSum(r.UnitCode, f.Code, r.Of(f.Code))))],
            [.. rows.SelectMany(r => r.Numbers)]);
    }

    public static async Task<FactPage> List(
        ReportingDbContext db, FactQuestion question, IReadOnlySet<string>? counted, string source, int take, CancellationToken ct)
    {
        var path = question.Place.Path;
        var facts = db.CaseFacts.AsNoTracking()
            .Where(c => c.ReceivedOn >= question.From && c.ReceivedOn <= question.To && c.UnitPath!.StartsWith(path));
        var rows = await facts.OrderByDescending(c => c.ReceivedOn).ThenByDescending(c => c.CaseId).Take(take).ToListAsync(ct);

        return new FactPage(
            [
                .. rows.Select(c => new CellFact
                {
                    Source = source,
                    Number = c.Number!,
                    On = c.ReceivedOn!.Value,
                    UnitCode = c.UnitCode,
                    Amount = 1,
                    Unit = "cases",
                    Counted = counted?.Contains(c.Number!) ?? true,
                }),
            ],
            await facts.CountAsync(ct));
    }

    private sealed record Row(string UnitCode, int Received, int Urgent, int Met, int Missed, int Running, string[] Numbers)
    {
        public decimal Of(string figure) => figure switch
        {
            CaseCounts.Received => Received,
            CaseCounts.Urgent => Urgent,
            CaseCounts.Met => Met,
            CaseCounts.Missed => Missed,
            CaseCounts.Running => Running,
            _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, null),
        };
    }
}

/// <summary>Intakes with their clocks: V.1.c.3, V.5.a.2, V.6.b, and a district's own (V.19.2).</summary>
internal sealed class CaseSource : IFactSource
{
    public string Name => CaseCounts.Received;

    public IReadOnlyList<FigureMeaning> Figures { get; } =
        [CaseCounts.ReceivedMeaning, CaseCounts.UrgentMeaning, CaseCounts.MetMeaning, CaseCounts.MissedMeaning];

    public Task<FactSums> Sum(ReportingDbContext db, FactQuestion question, CancellationToken ct) =>
        CaseCounts.Sum(db, question, Figures, ct);

    public Task<FactPage> List(
        ReportingDbContext db, FactQuestion question, IReadOnlySet<string>? counted, int take, CancellationToken ct) =>
        CaseCounts.List(db, question, counted, Name, take, ct);
}

/// <summary>Clocks alone: what a district's inspection looks at (V.19.4).</summary>
internal sealed class ClockSource : IFactSource
{
    public string Name => "cases.clocks";

    public IReadOnlyList<FigureMeaning> Figures { get; } = [CaseCounts.MetMeaning, CaseCounts.MissedMeaning, CaseCounts.RunningMeaning];

    public Task<FactSums> Sum(ReportingDbContext db, FactQuestion question, CancellationToken ct) =>
        CaseCounts.Sum(db, question, Figures, ct);

    public Task<FactPage> List(
        ReportingDbContext db, FactQuestion question, IReadOnlySet<string>? counted, int take, CancellationToken ct) =>
        CaseCounts.List(db, question, counted, Name, take, ct);
}

/// <summary>Children helped with money that a case's plan asked for: II.1, each child once.</summary>
internal sealed class HelpSource : IFactSource
{
    public const string Children = "cases.helped";

    private const string Helps = "cases.helps";

    public string Name => Children;

    public IReadOnlyList<FigureMeaning> Figures { get; } =
    [
        new(Children, "Trẻ được hỗ trợ", "children", "Đếm trẻ được hỗ trợ trong kỳ theo kế hoạch của vụ việc, mỗi trẻ một lần, trừ khoản đã thu hồi"),
        new(Helps, "Lượt hỗ trợ", "payments", "Đếm các khoản hỗ trợ theo kế hoạch của vụ việc trong kỳ, trừ khoản đã thu hồi"),
    ];

    public async Task<FactSums> Sum(ReportingDbContext db, FactQuestion question, CancellationToken ct)
    {
        var rows = await Facts(db, question).Select(h => new { h.RequestId, h.ChildCode, h.UnitCode }).ToListAsync(ct);

        return new FactSums(
            [new(Children, rows.Select(h => h.ChildCode).Distinct().Count()), new(Helps, rows.Count)],
            [
                .. rows.Where(h => h.UnitCode is not null).GroupBy(h => h.UnitCode!).OrderBy(g => g.Key, StringComparer.Ordinal)
                    .SelectMany(g => new UnitSum[]
                    {
                        new(g.Key, Children, g.Select(h => h.ChildCode).Distinct().Count()), new(g.Key, Helps, g.Count()),
                    }),
            ],
            [.. rows.Select(h => h.RequestId.ToString())]);
    }

    public async Task<FactPage> List(
        ReportingDbContext db, FactQuestion question, IReadOnlySet<string>? counted, int take, CancellationToken ct)
    {
        var facts = Facts(db, question);
        var rows = await facts.OrderByDescending(h => h.HelpedOn).ThenByDescending(h => h.RequestId).Take(take).ToListAsync(ct);

        return new FactPage(
            [
                .. rows.Select(h => new CellFact
                {
                    Source = Name,
                    Number = h.Programme ?? "", // The child's code stays inside: who it is only the cases service can say.
                    On = h.HelpedOn!.Value,
                    UnitCode = h.UnitCode,
                    Amount = 1,
                    Unit = "payments",
                    Counted = counted?.Contains(h.RequestId.ToString()) ?? true,
                }),
            ],
            await facts.CountAsync(ct));
    }

    private static IQueryable<HelpFact> Facts(ReportingDbContext db, FactQuestion question)
    {
        var facts = db.HelpFacts.AsNoTracking().Where(h => !h.Reversed && h.HelpedOn >= question.From && h.HelpedOn <= question.To);

        return question.Place.Units is { } units ? facts.Where(h => units.Contains(h.UnitCode)) : facts;
    }
}
