using System.Net;
using System.Net.Http.Json;
using ChildPlatform.Contracts.Reporting;

namespace ChildPlatform.Reporting.Tests.Rounds;

/// <summary>Rounds as data: two due days, who owes a report, who is asked, and the coordinator's word on it.</summary>
public sealed class RoundTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    [Fact]
    public async Task The_coordinator_changes_a_round_by_its_version_and_nobody_else_does()
    {
        var round = (await api.Get<RoundsResponse>("/rounds")).Items.Single(r => r.Code == "VI.1.3");
        var change = new
        {
            name = round.Name,
            dueBefore = "2024-11-12",
            synthesisDueBefore = "2024-11-20",
            periodFrom = "2024-01-01",
            periodTo = "2024-10-31",
            cutOff = "2024-11-05",
        };

        using var forbidden = await Put("leader", round.Id, round.Version, change);
        using var missing = await Put("coordinator", round.Id, null, change);
        using var done = await Put("coordinator", round.Id, round.Version, change);
        using var stale = await Put("coordinator", round.Id, round.Version, change);
        var now = (await done.Content.ReadFromJsonAsync<RoundResponse>(ReportingApi.Json))!;

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionRequired, missing.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal((new DateOnly(2024, 11, 11), new DateOnly(2024, 11, 5), false, 31), (now.LastDay, now.CutOff, now.IsDesign, now.Expected));
        using var twice = await Put("coordinator", round.Id, now.Version, new { name = "Báo cáo năm", expected = Codes("GDDT"), invited = Codes("GDDT") });
        using var backwards = await Put("coordinator", round.Id, now.Version, new { name = "Báo cáo năm", periodFrom = "2024-02-01", periodTo = "2024-01-01" });
        Assert.Contains(("/cutOff", "cut-off-before-period-end"), await Put("coordinator", round.Id, now.Version,
            new { name = "Báo cáo năm", periodFrom = "2024-01-01", periodTo = "2024-10-31", cutOff = "2024-10-30" }).WrongFields());
        using var unknown = await Put("coordinator", round.Id, now.Version, new { name = "Báo cáo năm", expected = Codes("ABC") });
        Assert.All([twice, backwards, unknown], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));
        using var fewer = await Put("coordinator", round.Id, now.Version, new { name = "Báo cáo năm", expected = Codes("GDDT", "H02"), invited = Array.Empty<string>() });
        var two = (await fewer.Content.ReadFromJsonAsync<RoundResponse>(ReportingApi.Json))!;
        Assert.Equal((2, 0), (two.Expected, two.Invited));
    }

    [Fact]
    public async Task An_ad_hoc_round_is_for_those_it_names()
    {
        using var added = await api.As("coordinator").PostAsJsonAsync(
            new Uri("/api/v1/reporting/rounds", UriKind.Relative), new { name = "Báo cáo nhanh về đuối nước", dueBefore = "2024-06-10", expected = Codes("GDDT") });
        var round = (await added.Content.ReadFromJsonAsync<RoundResponse>(ReportingApi.Json))!;

        Assert.Equal((HttpStatusCode.Created, RoundKind.AdHoc, 1, 0), (added.StatusCode, round.Kind, round.Expected, round.Invited));
        var seen = await api.As("reporter-gddt").GetFromJsonAsync<RoundsResponse>("/api/v1/reporting/rounds", ReportingApi.Json);
        var hidden = await api.As("reporter-hoian").GetFromJsonAsync<RoundsResponse>("/api/v1/reporting/rounds", ReportingApi.Json);
        Assert.Contains(seen!.Items, r => r.Id == round.Id);
        Assert.DoesNotContain(hidden!.Items, r => r.Id == round.Id);
    }

    private static string[] Codes(params string[] codes) => codes;

    private async Task<HttpResponseMessage> Put(string user, Guid id, int? version, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/reporting/rounds/{id}") { Content = JsonContent.Create(body) };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        }

        return await api.As(user).SendAsync(request);
    }
}
