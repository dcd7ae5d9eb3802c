using ChildPlatform.Contracts.Identity;
using Microsoft.Extensions.Caching.Memory;

namespace ChildPlatform.Portal.Api;

/// <summary>
/// Administrative units for look-ups and names, which change a few times a year, so that an hour's memory is plenty; and the calendar.
/// </summary>
internal sealed class IdentityApi(ApiClient api, IMemoryCache cache)
{
    private const string Root = "/api/v1/identity";
    private const string Key = "identity.units";

    public async Task<IReadOnlyList<UnitResponse>> UnitsAsync(CancellationToken ct)
    {
        if (cache.TryGetValue(Key, out IReadOnlyList<UnitResponse>? known))
        {
            return known!;
        }

        return cache.Set(Key, await api.AllAsync<UnitResponse>(Root + "/units?limit=500", ct), TimeSpan.FromHours(1));
    }

    /// <summary>Agencies of the plan that exist today.</summary>
    public async Task<IReadOnlyList<CodeName>> AgenciesAsync(CancellationToken ct) =>
        [.. (await api.GetAsync<Page<AgencyResponse>>(Root + "/agencies?limit=500", ct)).Items.Select(a => new CodeName(a.Code, a.Name))];

    public Task<Tagged<CalendarYearResponse>> CalendarAsync(int year, CancellationToken ct) =>
        api.GetTaggedAsync<CalendarYearResponse>($"{Root}/calendar/{year}", ct);

    public Task<Tagged<CalendarYearResponse>> ChangeCalendarAsync(
        int year, ChangeCalendarRequest request, string? etag, CancellationToken ct) =>
        api.PutAsync<CalendarYearResponse>($"{Root}/calendar/{year}", request, etag, ct);

    /// <summary>What was changed in a year of the calendar, the newest first.</summary>
    public Task<Page<AuditResponse>> CalendarHistoryAsync(int year, CancellationToken ct) => api.GetAsync<Page<AuditResponse>>(
        new Query().With("subjectType", "calendar").With("subjectId", year).With("limit", 20).On(Root + "/audit"), ct);
}
