using OpenIddict.Abstractions;

namespace ChildPlatform.Identity.Connect;

/// <summary>
/// Ends what a person or client could still use: refresh tokens and codes at once; access tokens, which services check
/// without asking, within their lifetime.
/// </summary>
internal sealed class Sessions(IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager authorizations)
{
    public async Task EndAll(Guid userId, CancellationToken ct)
    {
        var subject = userId.ToString();
        await authorizations.RevokeBySubjectAsync(subject, ct);
        await tokens.RevokeBySubjectAsync(subject, ct);
    }
}
