using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Cells;

/// <summary>Gifts to the fund on the plan's basis: II.6, and what a district raised (V.19.3).</summary>
internal sealed class GiftSource : IFactSource
{
    private const string Amount = "fund.raised";
    private const string Gifts = "fund.gifts";

    public string Name => Amount;

    public IReadOnlyList<FigureMeaning> Figures { get; } =
    [
        new(Amount, "Số tiền huy động", "VND", "Cộng các khoản ủng hộ còn ghi sổ, nhận trong kỳ, thuộc bốn nguồn của kế hoạch"),
        new(Gifts, "Số khoản ủng hộ", "gifts", "Đếm các khoản ủng hộ còn ghi sổ, nhận trong kỳ, thuộc bốn nguồn của kế hoạch"),
    ];

    public async Task<FactSums> Sum(ReportingDbContext db, FactQuestion question, CancellationToken ct)
    {
        var (from, to, path, asOf) = (question.From, question.To, question.Place.Path, question.AsOfOrEver);
        var rows = await db.Database.SqlQuery<Row>($"""
            select unit_path as path, sum(amount)::numeric as amount, count(*)::int as count
            from gift_facts fact join source_kinds kind on kind.code = fact.source_kind and kind.counts_in_plan_basis
            where received_on between {from} and {to} and starts_with(unit_path, {path})
                and recorded_at < {asOf} and (reversed_at is null or reversed_at >= {asOf})
            group by unit_path
            """).ToListAsync(ct);

        return new FactSums(
            [new(Amount, rows.Sum(r => r.Amount)), new(Gifts, rows.Sum(r => r.Count))],
            [
                .. rows.GroupBy(r => Places.CodeAt(r.Path)).Where(g => g.Key is not null).OrderBy(g => g.Key, StringComparer.Ordinal)
                    .SelectMany(g => new UnitSum[] { new(g.Key!, Amount, g.Sum(r => r.Amount)), new(g.Key!, Gifts, g.Sum(r => r.Count)) }),
            ]);
    }

    public async Task<FactPage> List(
        ReportingDbContext db, FactQuestion question, IReadOnlySet<string>? counted, int take, CancellationToken ct)
    {
        var (path, asOf) = (question.Place.Path, question.AsOfOrEver);
        var facts = db.GiftFacts.AsNoTracking().Where(g => g.ReceivedOn >= question.From && g.ReceivedOn <= question.To
            && g.UnitPath.StartsWith(path) && g.RecordedAt != null && (g.ReversedAt == null || g.ReversedAt >= asOf)
            && db.SourceKinds.Any(k => k.Code == g.SourceKind && k.CountsInPlanBasis == true));
        var rows = await facts.OrderByDescending(g => g.ReceivedOn).ThenByDescending(g => g.DonationId).Take(take).ToListAsync(ct);

        return new FactPage(
            [
                .. rows.Select(g => new CellFact
                {
                    Source = Name,
                    Number = g.Number,
                    On = g.ReceivedOn,
                    UnitCode = Places.CodeAt(g.UnitPath),
                    Amount = g.Amount,
                    Unit = "VND",
                    Counted = g.RecordedAt < asOf,
                }),
            ],
            await facts.CountAsync(ct));
    }

    private sealed record Row(string Path, decimal Amount, int Count);
}

/// <summary>Payments of the fund and the children they helped: V.8, and what reached a district (V.19.3).</summary>
internal sealed class PaymentSource : IFactSource
{
    private const string Amount = "fund.paid";
    private const string Payments = "fund.payments";
    private const string Children = "fund.children";

    public string Name => Amount;

    public IReadOnlyList<FigureMeaning> Figures { get; } =
    [
        new(Amount, "Số tiền chi hỗ trợ", "VND", "Cộng các khoản đã chi trong kỳ; của huyện: khoản chi mà mọi đối tượng ở trong huyện"),
        new(Payments, "Số khoản chi", "payments", "Đếm các khoản đã chi trong kỳ; của huyện: khoản chi mà mọi đối tượng ở trong huyện"),
        new(Children, "Lượt trẻ được hỗ trợ", "children", "Cộng số trẻ trong các khoản đã chi, theo xã, phường của trẻ"),
    ];

    public async Task<FactSums> Sum(ReportingDbContext db, FactQuestion question, CancellationToken ct)
    {
        var (from, to, asOf, units) = (question.From, question.To, question.AsOfOrEver, question.Place.Units);
        var all = units is null;
        units ??= [];
        var total = (await db.Database.SqlQuery<Row>($"""
            select coalesce(sum(amount), 0)::numeric as amount, count(*)::int as count
            from payment_facts
            where paid_on between {from} and {to} and paid_at < {asOf} and (reversed_at is null or reversed_at >= {asOf})
                and ({all} or (jsonb_array_length(beneficiaries) > 0
                    and not exists (select 1 from jsonb_array_elements(beneficiaries) b where b ->> 'unitCode' <> all ({units}))))
            """).ToListAsync(ct))[0];
        var helped = await db.Database.SqlQuery<Helped>($"""
            select b ->> 'unitCode' as unit_code, sum((b ->> 'count')::int)::int as children
            from payment_facts, jsonb_array_elements(beneficiaries) b
            where paid_on between {from} and {to} and paid_at < {asOf} and (reversed_at is null or reversed_at >= {asOf})
                and ({all} or b ->> 'unitCode' = any ({units}))
            group by 1 order by 1
            """).ToListAsync(ct);

        return new FactSums(
            [new(Amount, total.Amount), new(Payments, total.Count), new(Children, helped.Sum(h => h.Children))],
            [.. helped.Select(h => new UnitSum(h.UnitCode, Children, h.Children))]);
    }

    public async Task<FactPage> List(
        ReportingDbContext db, FactQuestion question, IReadOnlySet<string>? counted, int take, CancellationToken ct)
    {
        var (from, to, asOf, units) = (question.From, question.To, question.AsOfOrEver, question.Place.Units);
        var all = units is null;
        units ??= [];
        var facts = db.PaymentFacts.FromSql($"""
            select * from payment_facts
            where paid_on between {from} and {to} and paid_at is not null and (reversed_at is null or reversed_at >= {asOf})
                and ({all} or exists (select 1 from jsonb_array_elements(beneficiaries) b where b ->> 'unitCode' = any ({units})))
            """).AsNoTracking();
        var rows = await facts.OrderByDescending(p => p.PaidOn).ThenByDescending(p => p.DisbursementId).Take(take).ToListAsync(ct);

        return new FactPage(
            [
                .. rows.Select(p => new CellFact
                {
                    Source = Name,
                    Number = p.Number,
                    On = p.PaidOn,
                    UnitCode = null,
                    Amount = p.Amount,
                    Unit = "VND",
                    Counted = p.PaidAt < asOf,
                }),
            ],
            await facts.CountAsync(ct));
    }

    private sealed record Row(decimal Amount, int Count);

    private sealed record Helped(string UnitCode, int Children);
}
