using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Identity.SignIn;

/// <summary>
/// Style and mark of the sign-in page, embedded in the assembly: they lie below <c>/connect</c>, the only path that the
/// gateway sends here, and need no folder beside the program.
/// </summary>
internal static class SignInAssets
{
    public static Results<FileStreamHttpResult, NotFound> Handle(string name, HttpContext http)
    {
        var type = name switch
        {
            "sign-in.css" => "text/css; charset=utf-8",
            "mark.svg" => "image/svg+xml",
            _ => null,
        };
        if (type is null || typeof(SignInAssets).Assembly.GetManifestResourceStream(name) is not { } content)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=3600";
        http.Response.Headers.XContentTypeOptions = "nosniff";

        return TypedResults.Stream(content, type);
    }
}
