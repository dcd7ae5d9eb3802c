using ChildPlatform.ServiceDefaults.Messaging;

namespace ChildPlatform.Portal.Api;

/// <summary>Upkeep that every service offers alike: messages that it could not send or take in.</summary>
internal sealed class ParkedMessagesApi(ApiClient api)
{
    /// <summary>The services that exchange messages.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> Services =
    [
        ("fund", "Quỹ bảo trợ trẻ em"),
        ("reporting", "Kế hoạch và báo cáo"),
        ("cases", "Vụ việc bảo vệ trẻ em"),
        ("events", "Sự kiện vì trẻ em"),
        ("identity", "Tài khoản và địa bàn"),
    ];

    public async Task<IReadOnlyList<ParkedQueueResponse>> QueuesAsync(string service, CancellationToken ct) =>
        (await api.GetAsync<ParkedQueuesResponse>(Root(service) + "/queues", ct)).Items;

    public Task<Page<ParkedMessageResponse>> MessagesAsync(string service, Query query, CancellationToken ct) =>
        api.GetAsync<Page<ParkedMessageResponse>>(query.On(Root(service)), ct);

    public Task<ReplayedResponse> ReplayAsync(string service, string id, string key, CancellationToken ct) =>
        PostAsync($"{Root(service)}/{Uri.EscapeDataString(id)}/replay", key, ct);

    public Task<ReplayedResponse> ReplayQueueAsync(string service, string queue, string key, CancellationToken ct) =>
        PostAsync($"{Root(service)}/queues/{Uri.EscapeDataString(queue)}/replay", key, ct);

    private async Task<ReplayedResponse> PostAsync(string path, string key, CancellationToken ct) =>
        (await api.PostAsync<ReplayedResponse>(path, null, key, null, ct)).Value;

    private static string Root(string service) => $"/api/v1/{service}/parked-messages";
}
