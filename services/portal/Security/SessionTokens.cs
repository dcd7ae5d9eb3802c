using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text.Json;
using ChildPlatform.Portal.Api;
using Microsoft.AspNetCore.Authentication;

namespace ChildPlatform.Portal.Security;

/// <summary>The session is over: signed out, too old, or refused by identity. Pages lead back to the sign-in.</summary>
internal sealed class SessionEndedException() : Exception("The session has ended.");

/// <summary>
/// Access tokens of sessions. A token near its end is exchanged once per session under a lock, because a refresh token works a
/// single time: two circuits of one person that refreshed side by side would end each other's session.
/// </summary>
internal sealed class SessionTokens(
    SessionVault vault, IHttpClientFactory clients, PortalSettings settings, ILogger<SessionTokens> log)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(60);

    /// <summary>A token that is good for at least some seconds.</summary>
    /// <exception cref="SessionEndedException">Nothing is left to exchange.</exception>
    public async Task<string> AccessTokenAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        var key = user.FindFirst(SessionVault.KeyClaim)?.Value ?? throw new SessionEndedException();
        var ticket = await vault.RetrieveAsync(key) ?? throw new SessionEndedException();
        if (Fresh(ticket, Early) is { } token)
        {
            return token;
        }

        await using var turn = await vault.LockAsync(key, ct);
        ticket = await vault.RetrieveAsync(key) ?? throw new SessionEndedException();

        // Not cancelled with the page that asked: the exchange spends the old refresh token, and the new one must be kept.
        return Fresh(ticket, Early) ?? await Exchange(key, ticket);
    }

    private static string? Fresh(AuthenticationTicket ticket, TimeSpan margin) =>
        DateTimeOffset.TryParse(
            ticket.Properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var expires)
        && expires - DateTimeOffset.UtcNow > margin
            ? ticket.Properties.GetTokenValue("access_token")
            : null;

    private async Task<string> Exchange(string key, AuthenticationTicket ticket)
    {
        if (ticket.Properties.GetTokenValue("refresh_token") is not { Length: > 0 } refreshToken)
        {
            throw new SessionEndedException();
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = SignIn.ClientId,
            ["client_secret"] = settings.ClientSecret,
            ["refresh_token"] = refreshToken,
        });

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        HttpResponseMessage answer;
        try
        {
            answer = await clients.CreateClient(ApiClient.HttpName)
                .PostAsync(new Uri("connect/token", UriKind.Relative), form, limit.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return Fresh(ticket, TimeSpan.Zero) ?? throw new ApiException(ApiProblem.Unreachable, e);
        }

        using (answer)
        {
            if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized)
            {
                log.LogInformation("Identity refused to renew a session: {Status}", (int)answer.StatusCode);
                await vault.RemoveAsync(key);
                throw new SessionEndedException();
            }

            if (!answer.IsSuccessStatusCode)
            {
                return Fresh(ticket, TimeSpan.Zero) ?? throw new ApiException(ApiProblem.Unreachable);
            }

            var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>(limit.Token);
            var access = tokens.GetProperty("access_token").GetString()!;
            var expires = DateTimeOffset.UtcNow.AddSeconds(tokens.GetProperty("expires_in").GetInt32());
            ticket.Properties.UpdateTokenValue("access_token", access);
            ticket.Properties.UpdateTokenValue("expires_at", expires.ToString("o", CultureInfo.InvariantCulture));
            if (tokens.TryGetProperty("refresh_token", out var rotated))
            {
                ticket.Properties.UpdateTokenValue("refresh_token", rotated.GetString()!);
            }

            if (tokens.TryGetProperty("id_token", out var idToken))
            {
                ticket.Properties.UpdateTokenValue("id_token", idToken.GetString()!);
            }

            await vault.RenewAsync(key, ticket);

            return access;
        }
    }
}
