namespace ChildPlatform.Identity.Connect;

/// <summary>OpenID Connect: what OpenIddict leaves to us after it has checked a request. Discovery and keys it answers itself.</summary>
internal static class ConnectEndpoints
{
    public static void MapConnect(this IEndpointRouteBuilder app)
    {
        var connect = app.MapGroup("/connect").AllowAnonymous().ExcludeFromDescription();

        connect.MapMethods("/authorize", [HttpMethods.Get, HttpMethods.Post], (Delegate)Authorize.Handle);
        connect.MapPost("/token", IssueToken.Handle);
        connect.MapMethods("/logout", [HttpMethods.Get, HttpMethods.Post], (Delegate)SignOut.Handle);
        connect.MapGet("/assets/{name}", SignIn.SignInAssets.Handle);
    }
}
