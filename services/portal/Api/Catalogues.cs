using ChildPlatform.Contracts.Fund;
using Microsoft.Extensions.Caching.Memory;

namespace ChildPlatform.Portal.Api;

/// <summary>Names behind codes, remembered for some minutes: they are data and change rarely, but they do change.</summary>
internal sealed class Catalogues(FundApi fund, IMemoryCache cache, PortalSettings settings)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<SourceKindResponse>> SourceKindsAsync(CancellationToken ct) =>
        (await cache.GetOrCreateAsync("fund.source-kinds", entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Kept;
            return fund.SourceKindsAsync(ct);
        }))!;

    /// <summary>Codes and names only; balances and limits must be read afresh.</summary>
    public async Task<IReadOnlyList<CodeName>> ProgrammesAsync(CancellationToken ct) =>
        (await cache.GetOrCreateAsync<IReadOnlyList<CodeName>>("fund.programmes", async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Kept;
            return [.. (await fund.ProgrammesAsync(settings.PlanYear, ct)).Select(p => new CodeName(p.Code, p.Name))];
        }))!;
}

/// <summary>A code of a catalogue with its Vietnamese name.</summary>
public sealed record CodeName(string Code, string Name);
