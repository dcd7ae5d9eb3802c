using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Programmes;

/// <summary>The codes that a gift may name, as of one moment.</summary>
internal sealed record Catalogue(
    IReadOnlyDictionary<string, string> SourceKinds, IReadOnlyDictionary<string, CatalogueProgramme> Programmes)
{
    /// <summary>Names of districts and communes by their codes, of the newest version of each.</summary>
    public IReadOnlyDictionary<string, string> Areas { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What money with this restriction pays for, in the words of papers and lists. Of a named child they say no more than that: the
    /// paper goes to others than the giver too.
    /// </summary>
    public string WordsOf(Restriction restriction) => restriction.Kind switch
    {
        RestrictionKind.Programme => Programmes.GetValueOrDefault(restriction.Programme!)?.Name ?? restriction.Programme!,
        RestrictionKind.Area => Areas.GetValueOrDefault(restriction.Area!, restriction.Area!),
        RestrictionKind.Child => "Trẻ em được chỉ định",
        RestrictionKind.Split => "Chia nhiều mục đích",
        _ => "Không hạn chế",
    };

    public bool HasSourceKind(string code) => SourceKinds.ContainsKey(code);

    /// <summary>Also one that has ended: its gifts and payments can still be listed.</summary>
    public bool KnowsProgramme(string code) => Programmes.ContainsKey(code);

    /// <summary>A programme is offered from its first to its last day of validity.</summary>
    public bool HasProgramme(string code, DateOnly on) =>
        Programmes.TryGetValue(code, out var programme) && programme.ValidFrom <= on && (programme.ValidTo is null || on <= programme.ValidTo);
}

internal sealed record CatalogueProgramme(string Code, string Name, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>
/// Catalogues in memory, so that checking a gift asks no database. Another replica's change is seen within seconds, one's own at once.
/// </summary>
internal sealed class Catalogues(IServiceScopeFactory scopes) : IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Loaded? _loaded;

    private sealed record Loaded(Catalogue Catalogue, long At);

    public ValueTask<Catalogue> Current(CancellationToken ct) =>
        _loaded is { } loaded && TimeProvider.System.GetElapsedTime(loaded.At) < Age
            ? ValueTask.FromResult(loaded.Catalogue)
            : new ValueTask<Catalogue>(Load(ct));

    /// <summary>Called by whoever has changed a catalogue, after the save.</summary>
    public void Forget() => _loaded = null;

    /// <summary>Forgets when the answer goes out, which is after the commit; what is loaded before it would be the old state.</summary>
    public void ForgetAfter(HttpContext context) => context.Response.OnStarting(() =>
    {
        Forget();

        return Task.CompletedTask;
    });

    public void Dispose() => _loading.Dispose();

    private async Task<Catalogue> Load(CancellationToken ct)
    {
        await _loading.WaitAsync(ct);
        try
        {
            if (_loaded is { } loaded && TimeProvider.System.GetElapsedTime(loaded.At) < Age)
            {
                return loaded.Catalogue;
            }

            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<FundDbContext>();
            var sources = await db.SourceKinds.AsNoTracking().ToDictionaryAsync(kind => kind.Code, kind => kind.Name, ct);
            var programmes = await db.Programmes.AsNoTracking()
                .Select(p => new CatalogueProgramme(p.Code, p.Name, p.ValidFrom, p.ValidTo))
                .ToDictionaryAsync(p => p.Code, ct);
            var areas = await db.Units.AsNoTracking().Where(unit => unit.Level != UnitLevel.Province).OrderBy(unit => unit.ValidFrom)
                .Select(unit => new { unit.Code, unit.Name }).ToListAsync(ct);
            var catalogue = new Catalogue(sources, programmes)
            {
                Areas = areas.GroupBy(unit => unit.Code).ToDictionary(versions => versions.Key, versions => versions.Last().Name),
            };
            _loaded = new Loaded(catalogue, TimeProvider.System.GetTimestamp());

            return catalogue;
        }
        finally
        {
            _loading.Release();
        }
    }
}
