namespace ChildPlatform.Gateway;

/// <summary>
/// Monitors and link previews ask with HEAD. Pages and services know only GET, so it is passed on as that; the server leaves out
/// the body of the answer by itself, since it remembers what was asked.
/// </summary>
internal static class HeadAsGetExtensions
{
    public static void UseHeadAsGet(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsHead(http.Request.Method))
        {
            http.Request.Method = HttpMethods.Get;
        }

        return next(http);
    });
}
