using ChildPlatform.Contracts.Identity;
using Microsoft.Extensions.Caching.Memory;

namespace ChildPlatform.Portal.Api;

/// <summary>Administrative units for look-ups and names. The tree changes a few times a year; an hour's memory is plenty.</summary>
internal sealed class IdentityApi(ApiClient api, IMemoryCache cache)
{
    private const string Key = "identity.units";

    public async Task<IReadOnlyList<UnitResponse>> UnitsAsync(CancellationToken ct)
    {
        if (cache.TryGetValue(Key, out IReadOnlyList<UnitResponse>? known))
        {
            return known!;
        }

        var all = new List<UnitResponse>();
        var path = "/api/v1/identity/units?limit=500";
        while (path is not null)
        {
            var page = await api.GetAsync<Page<UnitResponse>>(path, ct);
            all.AddRange(page.Items);
            path = page.Next;
        }

        return cache.Set<IReadOnlyList<UnitResponse>>(Key, all, TimeSpan.FromHours(1))!;
    }
}
