using ChildPlatform.Portal.Api;
using ChildPlatform.Portal.Security;

namespace ChildPlatform.Portal.Files;

/// <summary>
/// Receipts, vouchers and sheets: streamed from the API to the browser with the person's token, which the browser never holds.
/// </summary>
internal static class FileEndpoints
{
    public static void MapFiles(this WebApplication app)
    {
        app.MapGet("/quy/ung-ho/xuat-excel", (HttpContext http) => Forward(http, "/donations/export" + http.Request.QueryString))
            .RequireAuthorization();
        app.MapGet("/quy/khoan-chi/xuat-excel", (HttpContext http) => Forward(http, "/disbursements/export" + http.Request.QueryString))
            .RequireAuthorization();
        app.MapGet("/su-kien/xuat-excel", (HttpContext http) => ForwardAll(http, EventsApi.Root + "/export" + http.Request.QueryString))
            .RequireAuthorization();
        app.MapGet("/quy/ung-ho/{id:guid}/phieu-thu", (HttpContext http, Guid id) => Forward(http, $"/donations/{id}/receipt"))
            .RequireAuthorization();
        app.MapGet("/quy/ung-ho/nhap/{id:guid}/tep", (HttpContext http, Guid id) => Forward(http, $"/donations/imports/{id}/file"))
            .RequireAuthorization();
        app.MapGet("/quy/khoan-chi/{id:guid}/phieu-chi", (HttpContext http, Guid id) => Forward(http, $"/disbursements/{id}/voucher"))
            .RequireAuthorization();
        app.MapGet("/bao-cao/ky/{id:guid}/tong-hop/{format:regex(^(docx|pdf|xlsx)$)}", (HttpContext http, Guid id, string format) =>
            ForwardAll(http, $"/api/v1/reporting/rounds/{id}/synthesis?format={format}"))
            .RequireAuthorization();
    }

    private static Task Forward(HttpContext http, string path) => ForwardAll(http, FundApi.Root + path);

    private static async Task ForwardAll(HttpContext http, string path)
    {
        var services = http.RequestServices;
        services.GetRequiredService<CurrentSession>().Use(http.User);
        try
        {
            using var answer = await services.GetRequiredService<ApiClient>().GetFileAsync(path, http.RequestAborted);
            var headers = answer.Content.Headers;
            http.Response.ContentType = headers.ContentType?.ToString() ?? "application/octet-stream";
            http.Response.ContentLength = headers.ContentLength;
            http.Response.Headers.CacheControl = "no-store";
            if (headers.ContentDisposition is { } disposition)
            {
                // A receipt is looked at and printed; a sheet is kept.
                disposition.DispositionType = headers.ContentType?.MediaType == "application/pdf" ? "inline" : "attachment";
                http.Response.Headers.ContentDisposition = disposition.ToString();
            }

            await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
        catch (SessionEndedException)
        {
            var back = http.Request.Headers.Referer.ToString() is { Length: > 0 } referer && Uri.TryCreate(referer, UriKind.Absolute, out var uri)
                ? uri.PathAndQuery
                : "/";
            http.Response.Redirect(SignIn.SessionEndedPath + QueryString.Create("returnUrl", SignIn.Local(back)));
        }
        catch (ApiException e)
        {
            // The status page that follows shows the sentence.
            http.Items[typeof(ApiProblem)] = e.Problem;
            http.Response.StatusCode = e.Problem.Status is >= 400 ? e.Problem.Status : StatusCodes.Status502BadGateway;
        }
    }
}
