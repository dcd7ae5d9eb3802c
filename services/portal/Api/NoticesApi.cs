using System.Security.Claims;
using ChildPlatform.ServiceDefaults.Notices;

namespace ChildPlatform.Portal.Api;

/// <summary>Notices, which every service that has some offers alike.</summary>
internal sealed class NoticesApi(ApiClient api)
{
    private static readonly (string Code, string Name, string Roles)[] Services =
    [
        ("cases", "Bảo vệ trẻ em", Access.HandleCases),
        ("fund", "Quỹ bảo trợ trẻ em", Access.FundNotices),
        ("reporting", "Kế hoạch và báo cáo", Access.PlanWork),
    ];

    /// <summary>The services that may have something to tell this person.</summary>
    public static IReadOnlyList<(string Code, string Name)> ServicesOf(ClaimsPrincipal user) =>
        [.. Services.Where(s => s.Roles.Split(',').Any(user.IsInRole)).Select(s => (s.Code, s.Name))];

    public Task<Page<NoticeResponse>> ListAsync(string service, Query query, CancellationToken ct) =>
        api.GetAsync<Page<NoticeResponse>>(query.On(Root(service)), ct);

    public async Task<int> UnreadAsync(string service, CancellationToken ct) =>
        (await api.GetAsync<UnreadResponse>(Root(service) + "/unread", ct)).Unread;

    /// <summary>Marks one as read; gives how many are left.</summary>
    public Task<int> ReadAsync(string service, long id, CancellationToken ct) => PostAsync($"{Root(service)}/{id}/read", ct);

    /// <summary>Marks all up to this one as read; gives how many are left.</summary>
    public Task<int> ReadUpToAsync(string service, long id, CancellationToken ct) =>
        PostAsync($"{Root(service)}/read?upTo={id}", ct);

    private async Task<int> PostAsync(string path, CancellationToken ct) =>
        (await api.PostAsync<UnreadResponse>(path, null, Guid.NewGuid().ToString("N"), null, ct)).Value.Unread;

    private static string Root(string service) => $"/api/v1/{service}/notices";
}
