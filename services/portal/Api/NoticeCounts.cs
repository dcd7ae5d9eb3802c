using System.Collections.Concurrent;
using System.Security.Claims;
using ChildPlatform.Portal.Security;

namespace ChildPlatform.Portal.Api;

/// <summary>
/// How many notices the person has not read, by service: one for the connection of the page, so that the bell follows what the
/// page of notices does.
/// </summary>
internal sealed class NoticeCounts(NoticesApi api)
{
    private readonly ConcurrentDictionary<string, int> unread = new();

    public event Action? Changed;

    public int Unread => unread.Values.Sum();

    /// <summary>Asks all services at once. One that is away keeps its figure: the bell is an ornament of the page.</summary>
    public async Task RefreshAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        await Task.WhenAll(NoticesApi.ServicesOf(user).Select(async service =>
        {
            try
            {
                unread[service.Code] = await api.UnreadAsync(service.Code, ct);
            }
            catch (Exception e) when (e is ApiException or SessionEndedException)
            {
                // The page itself will say when something is wrong.
            }
        }));
        Changed?.Invoke();
    }

    public void Set(string service, int count)
    {
        unread[service] = count;
        Changed?.Invoke();
    }
}
