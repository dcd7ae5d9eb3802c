using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChildPlatform.Contracts.Reporting;

namespace ChildPlatform.Reporting.Tests;

/// <summary>Requests as a reporter and the coordinator send them.</summary>
internal static class Requests
{
    public static Uri At(string path) => new("/api/v1/reporting" + path, UriKind.Relative);

    public static async Task<HttpResponseMessage> Send(
        this ReportingApi api, string user, HttpMethod method, string path, object? body = null, int? version = null)
        => await api.As(user).Send(method, path, body, version);

    public static async Task<HttpResponseMessage> Send(this HttpClient client, HttpMethod method, string path, object? body, int? version)
    {
        using var request = new HttpRequestMessage(method, At(path)) { Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: ReportingApi.Json) };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        }

        return await client.SendAsync(request);
    }

    public static async Task<T> Answer<T>(this Task<HttpResponseMessage> sending, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await sending;
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");

        return (await answer.Content.ReadFromJsonAsync<T>(ReportingApi.Json))!;
    }

    public static async Task<string> Refused(this Task<HttpResponseMessage> sending, HttpStatusCode status)
    {
        using var answer = await sending;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        using var problem = JsonDocument.Parse(text);

        return problem.RootElement.GetProperty("code").GetString()!;
    }

    public static async Task<IReadOnlyList<(string Pointer, string Code)>> WrongFields(this Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity, $"{answer.StatusCode}: {text}");
        using var problem = JsonDocument.Parse(text);

        return [.. problem.RootElement.GetProperty("errors").EnumerateArray()
            .Select(e => (e.GetProperty("pointer").GetString()!, e.GetProperty("code").GetString()!))];
    }

    public static async Task<RoundResponse> Round(this ReportingApi api, string code = "VI.1.2") =>
        (await api.Get<RoundsResponse>("/rounds?year=2024")).Items.Single(r => r.Code == code);

    /// <summary>Opens the report of a user's agency.</summary>
    public static Task<AgencyReportResponse> Open(this ReportingApi api, HttpClient user, Guid round, string agency) =>
        user.Send(HttpMethod.Post, $"/rounds/{round}/reports", new { agency }, null).Answer<AgencyReportResponse>(HttpStatusCode.Created);

    /// <summary>Writes a sentence into each duty that is still empty.</summary>
    public static async Task Fill(this HttpClient user, AgencyReportResponse report)
    {
        foreach (var cell in report.Cells.Where(c => !c.Filled))
        {
            await user.Send(HttpMethod.Put, $"/reports/{report.Id}/cells/{Uri.EscapeDataString(cell.Code)}", new { text = "Đã thực hiện " + cell.Code }, cell.Version)
                .Answer<ReportCellResponse>();
        }
    }

    public static Task<HttpResponseMessage> Act(this HttpClient user, AgencyReportResponse report, string action, object? body = null) =>
        user.Send(HttpMethod.Post, $"/reports/{report.Id}/{action}", body ?? new { }, report.Version);
}
