using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Rounds;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Cells;

/// <summary>
/// Figures of a report's cells from facts. Until the round's cut-off they follow what is known. At the cut-off they are stored, and
/// what comes later is shown beside them ("lệch") and never in their place.
/// </summary>
internal sealed class FigureBook(ReportingDbContext db, IEnumerable<IFactSource> sources, TimeProvider clock)
{
    /// <summary>The most single facts that an answer lists.</summary>
    public const int MostFacts = 500;

    private readonly Dictionary<string, IFactSource> _sources = sources.ToDictionary(s => s.Name);

    /// <summary>Cells of an agency's report that facts fill, with their sources in order.</summary>
    public async Task<ILookup<string, CellSource>> SourcesOf(ReportRound round, string agency, CancellationToken ct)
    {
        var rows = await db.CellSources.AsNoTracking()
            .Where(s => s.Agency == agency || (s.Agency == null
                && db.Assignments.Any(a => a.Year == round.Year && a.Agency == agency && a.Code == s.Cell)))
            .OrderBy(s => s.Position).ToListAsync(ct);

        return rows.Where(r => _sources.ContainsKey(r.Source)).ToLookup(r => r.Cell);
    }

    /// <summary>All figures of an agency's report by cell.</summary>
    public async Task<Dictionary<string, IReadOnlyList<CellFigure>>> Read(ReportRound round, string agency, CancellationToken ct)
    {
        var figures = new Dictionary<string, IReadOnlyList<CellFigure>>();
        if (round.PeriodFrom is not { } from || round.PeriodTo is not { } to)
        {
            return figures;
        }

        var place = await PlaceOf(round, agency, ct);
        var stood = await Stood(round, agency, ct);
        var live = new Dictionary<(string, CellScope), FactSums>(); // The same facts fill several cells.
        foreach (var cell in await SourcesOf(round, agency, ct))
        {
            var row = stood.GetValueOrDefault(cell.Key);
            var values = row?.Figures.ToDictionary(f => f.Code, f => f.Value);
            var shown = new List<CellFigure>();
            foreach (var use in cell)
            {
                var source = _sources[use.Source];
                if (!live.TryGetValue((use.Source, use.Scope), out var sums))
                {
                    sums = live[(use.Source, use.Scope)] = await source.Sum(db, new FactQuestion(from, to, place(use.Scope), null), ct);
                }

                shown.AddRange(source.Figures.Select(f => Figure(f, sums, values, row?.FrozenAt)));
            }

            figures[cell.Key] = shown;
        }

        return figures;
    }

    /// <summary>The facts behind one cell; null when no facts fill it.</summary>
    public async Task<CellFactsResponse?> Facts(ReportRound round, string agency, string cell, CancellationToken ct)
    {
        var uses = (await SourcesOf(round, agency, ct))[cell].ToList();
        if (uses.Count == 0 || round.PeriodFrom is not { } from || round.PeriodTo is not { } to)
        {
            return null;
        }

        var place = await PlaceOf(round, agency, ct);
        var asOf = IsPast(round) ? round.CutOffAt : null;
        var keys = (await Stood(round, agency, ct)).GetValueOrDefault(cell)?.Keys;
        var (items, units, count) = (new List<CellFact>(), new List<UnitSum>(), 0);
        foreach (var use in uses)
        {
            var question = new FactQuestion(from, to, place(use.Scope), asOf);
            var prefix = use.Source + ":";
            var counted = keys?.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Select(k => k[prefix.Length..]).ToHashSet();
            var page = await _sources[use.Source].List(db, question, counted, MostFacts, ct);
            items.AddRange(page.Items);
            count += page.Count;
            units.AddRange((await _sources[use.Source].Sum(db, question, ct)).Units);
        }

        return new CellFactsResponse
        {
            Cell = cell,
            Figures = (await Read(round, agency, ct))[cell],
            Units =
            [
                .. units.GroupBy(u => u.UnitCode).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new UnitFigures
                {
                    UnitCode = g.Key,
                    UnitName = Places.NameOf(g.Key, to),
                    Figures = [.. g.Select(u => new UnitFigure { Code = u.Figure, Value = u.Value })],
                }),
            ],
            Items = [.. items.OrderByDescending(i => i.On).Take(MostFacts)],
            Count = count,
        };
    }

    /// <summary>Stores what the facts said at the cut-off, for every agency of a round whose cut-off has come and that has none yet.</summary>
    public async Task Freeze(ReportRound round, CancellationToken ct)
    {
        foreach (var agency in round.Agencies)
        {
            await Stood(round, agency.Agency, ct);
        }
    }

    private bool IsPast(ReportRound round) => round.CutOffAt <= clock.GetUtcNow();

    /// <summary>The stored figures; made now where the cut-off has passed and nobody has stored them.</summary>
    private async Task<Dictionary<string, FrozenFigures>> Stood(ReportRound round, string agency, CancellationToken ct)
    {
        if (!IsPast(round) || round.PeriodFrom is not { } from || round.PeriodTo is not { } to)
        {
            return [];
        }

        var stood = await StoredAsync();
        var missing = (await SourcesOf(round, agency, ct)).Where(cell => !stood.ContainsKey(cell.Key)).ToList();
        if (missing.Count == 0)
        {
            return stood;
        }

        var place = await PlaceOf(round, agency, ct);
        foreach (var cell in missing)
        {
            var (figures, keys) = (new List<StoodFigure>(), new List<string>());
            foreach (var use in cell)
            {
                var sums = await _sources[use.Source].Sum(db, new FactQuestion(from, to, place(use.Scope), round.CutOffAt), ct);
                figures.AddRange(sums.Total);
                keys.AddRange((sums.Keys ?? []).Select(key => $"{use.Source}:{key}"));
            }

            var (json, counted) = (JsonColumn.Write<IReadOnlyList<StoodFigure>>(figures), JsonColumn.Write<IReadOnlyList<string>>(keys));
            var (id, cutOffAt) = (round.Id, round.CutOffAt!.Value.ToUniversalTime());
            // Several may come here at once: the first one stands.
            await db.Database.ExecuteSqlAsync($"""
                insert into frozen_figures (round_id, agency, cell, frozen_at, figures, keys)
                values ({id}, {agency}, {cell.Key}, {cutOffAt}, {json}::jsonb, {counted}::jsonb) on conflict do nothing
                """, ct);
        }

        return await StoredAsync();

        Task<Dictionary<string, FrozenFigures>> StoredAsync() => db.FrozenFigures.AsNoTracking()
            .Where(f => f.RoundId == round.Id && f.Agency == agency).ToDictionaryAsync(f => f.Cell, ct);
    }

    private static CellFigure Figure(FigureMeaning meaning, FactSums live, Dictionary<string, decimal>? stood, DateTimeOffset? frozenAt)
    {
        var now = live.Total.FirstOrDefault(f => f.Code == meaning.Code)?.Value ?? 0;
        var value = stood is null ? now : stood.GetValueOrDefault(meaning.Code);

        return new CellFigure
        {
            Code = meaning.Code,
            Label = meaning.Label,
            Formula = meaning.Formula,
            Unit = meaning.Unit,
            Value = value,
            Live = now,
            Drift = now - value,
            FrozenAt = frozenAt,
        };
    }

    private async Task<Func<CellScope, PlaceScope>> PlaceOf(ReportRound round, string agency, CancellationToken ct)
    {
        var unit = await db.PlanAgencies.Where(a => a.Year == round.Year && a.Code == agency).Select(a => a.UnitCode).SingleOrDefaultAsync(ct);
        var day = round.PeriodTo ?? round.CutOff ?? new DateOnly(round.Year, 12, 31);

        return scope => Places.Scope(scope is CellScope.District ? unit : null, day);
    }
}
