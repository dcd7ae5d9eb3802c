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
        app.MapGet("/quy/ung-ho/cong-khai",
            (HttpContext http) => Forward(http, "/donations/publication" + http.Request.QueryString))
            .RequireAuthorization();
        app.MapGet("/quy/nha-hao-tam/{id:guid}/bang-ke", (HttpContext http, Guid id) =>
            Forward(http, $"/donors/{id}/statement{http.Request.QueryString}")).RequireAuthorization();
        app.MapGet("/quy/nha-hao-tam/{id:guid}/thu-cam-on", (HttpContext http, Guid id) =>
            Forward(http, $"/donors/{id}/thank-you-letter{http.Request.QueryString}")).RequireAuthorization();
        app.MapGet("/quy/nha-hao-tam/giay-to/tep",
            (HttpContext http) => Forward(http, "/donors/statements" + http.Request.QueryString))
            .RequireAuthorization();
        app.MapGet("/quy/nha-hao-tam/xuat-excel",
            (HttpContext http) => Forward(http, "/donors/export" + http.Request.QueryString))
            .RequireAuthorization();
        app.MapGet("/quy/cam-ket/xuat-excel", (HttpContext http) => Forward(http, "/pledges/export" + http.Request.QueryString))
            .RequireAuthorization();
        app.MapGet("/quy/khoan-chi/xuat-excel", (HttpContext http) => Forward(http, "/disbursements/export" + http.Request.QueryString))
            .RequireAuthorization();
        app.MapGet("/quy/muc-chi/ngoai-le/xuat-excel", (HttpContext http) =>
            Forward(http, "/norms/exceptions/export" + http.Request.QueryString))
            .RequireAuthorization();
        app.MapGet("/quy/so-du/xuat-excel", (HttpContext http) => Forward(http, "/balances/export" + http.Request.QueryString))
            .RequireAuthorization();
        app.MapGet("/quy/so-cai/xuat-van-ban", (HttpContext http) => Forward(http, "/journal/export" + http.Request.QueryString))
            .RequireAuthorization();
        app.MapGet("/vu-viec/xuat-excel", (HttpContext http) => ForwardAll(http, CasesApi.Root + "/export" + http.Request.QueryString))
            .RequireAuthorization();
        app.MapGet("/su-kien/xuat-excel", (HttpContext http) => ForwardAll(http, EventsApi.Root + "/export" + http.Request.QueryString))
            .RequireAuthorization();
        app.MapGet("/quy/ung-ho/{id:guid}/phieu-thu", (HttpContext http, Guid id) => Forward(http, $"/donations/{id}/receipt"))
            .RequireAuthorization();
        app.MapGet("/quy/ung-ho/{id:guid}/da-chi-vao-dau", (HttpContext http, Guid id) => Forward(http, $"/donations/{id}/trace/export"))
            .RequireAuthorization();
        app.MapGet("/quy/khoan-chi/{id:guid}/nguon-tien", (HttpContext http, Guid id) =>
            Forward(http, $"/disbursements/{id}/trace/export"))
            .RequireAuthorization();
        app.MapGet("/quy/ung-ho/nhap/{id:guid}/tep", (HttpContext http, Guid id) => Forward(http, $"/donations/imports/{id}/file"))
            .RequireAuthorization();
        app.MapGet("/quy/khoan-chi/{id:guid}/phieu-chi", (HttpContext http, Guid id) => Forward(http, $"/disbursements/{id}/voucher"))
            .RequireAuthorization();
        app.MapGet("/quy/khoan-chi/{id:guid}/chung-tu/{file:guid}", (HttpContext http, Guid id, Guid file) =>
            ForwardAll(http, $"{FundApi.Root}/disbursements/{id}/evidence/{file}", foreign: true))
            .RequireAuthorization();
        app.MapGet("/bao-cao/ky/{id:guid}/tong-hop/{format:regex(^(docx|pdf|xlsx)$)}", (HttpContext http, Guid id, string format) =>
            ForwardAll(http, $"/api/v1/reporting/rounds/{id}/synthesis?format={format}"))
            .RequireAuthorization();
        app.MapGet("/ke-hoach/minh-chung/{id:guid}", (HttpContext http, Guid id) =>
            ForwardAll(http, $"/api/v1/reporting/evidence/{id}", foreign: true))
            .RequireAuthorization();
        app.MapGet(CaseFileLinks.Path + "{link}", (HttpContext http, string link, CaseFileLinks links) =>
            OpenCaseFile(http, links.Read(link, http.User)))
            .RequireAuthorization();
    }

    private static Task Forward(HttpContext http, string path) => ForwardAll(http, FundApi.Root + path);

    private static Task OpenCaseFile(HttpContext http, CaseFileLink? link)
    {
        if (link is not null)
        {
            return ForwardAll(http, $"{CasesApi.Root}/{link.Case}/attachments/{link.File}", link.Purpose, foreign: true);
        }

        http.Items[typeof(ApiProblem)] = new ApiProblem
        {
            Status = StatusCodes.Status404NotFound,
            Code = "link-expired",
            Detail = "Liên kết mở tệp đã hết hiệu lực. Mở lại vụ việc và xem thông tin để lấy liên kết mới.",
        };
        http.Response.StatusCode = StatusCodes.Status404NotFound;

        return Task.CompletedTask;
    }

    /// <param name="http">The browser's request.</param>
    /// <param name="path">Address below the gateway.</param>
    /// <param name="purpose">Why private data is read.</param>
    /// <param name="foreign">The content was made by others: it is kept, never shown as a page of ours.</param>
    private static async Task ForwardAll(HttpContext http, string path, string? purpose = null, bool foreign = false)
    {
        var services = http.RequestServices;
        services.GetRequiredService<CurrentSession>().Use(http.User);
        try
        {
            using var answer = await services.GetRequiredService<ApiClient>().GetFileAsync(path, http.RequestAborted, purpose);
            var headers = answer.Content.Headers;
            http.Response.ContentType = headers.ContentType?.ToString() ?? "application/octet-stream";
            http.Response.ContentLength = headers.ContentLength;
            http.Response.Headers.CacheControl = "no-store";
            if (headers.ContentDisposition is { } disposition)
            {
                // A receipt is looked at and printed; a sheet is kept.
                var shown = !foreign && headers.ContentType?.MediaType == "application/pdf";
                disposition.DispositionType = shown ? "inline" : "attachment";
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
