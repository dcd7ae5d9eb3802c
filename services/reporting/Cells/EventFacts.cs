using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Events;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Cells;

/// <summary>Events that took place and whose closing form is in: II.4, III.7, V.1.c.2, and a district's own (V.19.1).</summary>
internal sealed class EventSource : IFactSource
{
    private const string Held = "events.held";
    private const string Units = "events.units";
    private const string Children = "events.children";
    private const string Gifts = "events.gifts";
    private const string Cost = "events.cost";

    public string Name => Held;

    public IReadOnlyList<FigureMeaning> Figures { get; } =
    [
        new(Held, "Số sự kiện đã tổ chức", "events", "Đếm các sự kiện bắt đầu trong kỳ và đã có báo cáo kết thúc"),
        new(Units, "Số đơn vị tổ chức", "units", "Đếm các đơn vị hành chính có sự kiện như vậy, mỗi đơn vị một lần"),
        new(Children, "Lượt trẻ tham gia", "children", "Cộng số trẻ trong báo cáo kết thúc"),
        new(Gifts, "Suất quà", "presents", "Cộng số suất quà trong báo cáo kết thúc"),
        new(Cost, "Kinh phí", "VND", "Cộng kinh phí trong báo cáo kết thúc"),
    ];

    public async Task<FactSums> Sum(ReportingDbContext db, FactQuestion question, CancellationToken ct)
    {
        var asOf = question.AsOfOrEver;
        var rows = await Facts(db, question).Where(e => e.AsOf < asOf).GroupBy(e => e.UnitCode)
            .Select(g => new
            {
                UnitCode = g.Key,
                Held = g.Count(),
                Children = g.Sum(e => e.Children),
                Gifts = g.Sum(e => e.Gifts),
                Cost = g.Sum(e => e.Cost),
            })
            .OrderBy(r => r.UnitCode).ToListAsync(ct);

        return new FactSums(
            [
                new(Held, rows.Sum(r => r.Held)), new(Units, rows.Count), new(Children, rows.Sum(r => r.Children)),
                new(Gifts, rows.Sum(r => r.Gifts)), new(Cost, rows.Sum(r => r.Cost)),
            ],
            [
                .. rows.SelectMany(r => new UnitSum[]
                {
                    new(r.UnitCode, Held, r.Held), new(r.UnitCode, Children, r.Children), new(r.UnitCode, Gifts, r.Gifts),
                    new(r.UnitCode, Cost, r.Cost),
                }),
            ]);
    }

    public async Task<FactPage> List(
        ReportingDbContext db, FactQuestion question, IReadOnlySet<string>? counted, int take, CancellationToken ct)
    {
        var (facts, asOf) = (Facts(db, question), question.AsOfOrEver);
        var rows = await facts.OrderByDescending(e => e.StartsOn).ThenByDescending(e => e.EventId).Take(take).ToListAsync(ct);

        return new FactPage(
            [
                .. rows.Select(e => new CellFact
                {
                    Source = Name,
                    Number = $"{e.Number} {e.Title}",
                    On = e.StartsOn,
                    UnitCode = e.UnitCode,
                    Amount = e.Children,
                    Unit = "children",
                    Counted = e.AsOf < asOf,
                }),
            ],
            await facts.CountAsync(ct));
    }

    private static IQueryable<EventFact> Facts(ReportingDbContext db, FactQuestion question)
    {
        var path = question.Place.Path;

        return db.Set<EventFact>().AsNoTracking().Where(e => e.Standing == EventStanding.Held
            && e.StartsOn >= question.From && e.StartsOn <= question.To && e.UnitPath.StartsWith(path));
    }
}
