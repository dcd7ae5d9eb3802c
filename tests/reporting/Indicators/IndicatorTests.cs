using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChildPlatform.Contracts.Reporting;

namespace ChildPlatform.Reporting.Tests.Indicators;

/// <summary>One meaning for each figure, and values with their source.</summary>
public sealed class IndicatorTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    [Fact]
    public async Task Each_indicator_of_the_plan_says_its_seven_items()
    {
        var all = (await api.Get<IndicatorsResponse>("/indicators")).Items;
        var stunting = await api.Get<IndicatorResponse>("/indicators/II.7");

        Assert.Equal(12, all.Count(i => i.Set == "plan"));
        Assert.All(all.Where(i => i.Set == "plan"), i => Assert.True(
            i.Code.Length > 0 && i.Definition.Length > 0 && i.Numerator?.Length > 0 && i.Breakdowns.Count > 0 && i.Source.Length > 0
            && i.LeadAgencies.Count > 0 && (i.Denominator?.Length > 0 || !i.IsRatio), i.Code));
        Assert.Equal(("Số trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi", "Số trẻ em dưới 5 tuổi được đo"), (stunting.Numerator, stunting.Denominator));
        Assert.Equal("Sở Y tế", Assert.Single(stunting.LeadAgencies).Name);
        Assert.Contains(all, i => i is { Code: "children-0605", OfficialCode: "0605" });
        Assert.Contains(all, i => i is { Code: "abuse-0101", OfficialCode: "0101" });
    }

    [Theory]
    [InlineData("II.7", """{ "value": 20.3, "source": "Điều tra dinh dưỡng 2024", "asOf": "2024-05-01" }""", false)]
    [InlineData("II.7", """{ "value": 19.8, "source": "Điều tra dinh dưỡng 2024", "asOf": "2024-05-01" }""", true)]
    [InlineData("II.8a", """{ "value": 90.0, "source": "Báo cáo hộ tịch", "asOf": "2024-05-01" }""", false)]
    [InlineData("II.8a", """{ "numerator": 9001, "denominator": 10000, "source": "Báo cáo hộ tịch", "asOf": "2024-05-01" }""", true)]
    [InlineData("II.5", """{ "numerator": 192, "denominator": 241, "source": "Quyết định công nhận", "asOf": "2024-05-01" }""", false)]
    [InlineData("II.5", """{ "numerator": 193, "denominator": 241, "source": "Quyết định công nhận", "asOf": "2024-05-01" }""", true)]
    public async Task A_target_is_met_by_the_unrounded_value_and_its_own_comparison(string code, string value, bool met)
    {
        using var entered = await Enter("coordinator", code, value);
        Assert.Equal(HttpStatusCode.Created, entered.StatusCode);
        api.Clock.Advance(TimeSpan.FromMilliseconds(5)); // Two of one day: the one entered later counts.

        var target = (await api.Get<PlanTargetsResponse>("/plans/2024/targets")).Items.Single(t => t.Code == code);
        Assert.Equal((code, met), (target.Code, target.Met));
        Assert.Contains("01/05/2024", target.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "numerator": 1, "denominator": 0, "source": "Xã", "asOf": "2024-05-01" }""", "/denominator", "denominator-zero")]
    [InlineData("""{ "numerator": 3, "denominator": 2, "source": "Xã", "asOf": "2024-05-01" }""", "/numerator", "numerator-above-denominator")]
    [InlineData("""{ "numerator": 3, "source": "Xã 1", "asOf": "2024-05-01" }""", "/denominator", "required")]
    [InlineData("""{ "value": 19.8, "asOf": "2024-05-01" }""", "/source", "required")]
    [InlineData("""{ "value": 100.1, "source": "Điều tra", "asOf": "2024-05-01" }""", "/value", "out-of-range")]
    [InlineData("""{ "value": 5, "numerator": 1, "denominator": 2, "source": "Xã 1", "asOf": "2024-05-01" }""", "/numerator", "value-or-parts")]
    [InlineData("""{ "source": "Điều tra", "asOf": "2024-05-01" }""", "/value", "value-or-parts")]
    [InlineData("""{ "value": 5, "source": "Điều tra", "asOf": "2024-06-02" }""", "/asOf", "date-in-future")]
    [InlineData("""{ "value": 5, "source": "Điều tra", "asOf": "2024-05-01", "unitCode": "1" }""", "/unitCode", "not-in-catalogue")]
    public async Task A_value_that_cannot_be_right_is_refused(string value, string field, string code)
    {
        using var answer = await Enter("coordinator", "II.2", value);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Contains(
            problem.RootElement.GetProperty("errors").EnumerateArray(),
            e => e.GetProperty("pointer").GetString() == field && e.GetProperty("code").GetString() == code);
        Assert.Null((await api.Get<IndicatorResponse>("/indicators/II.2")).Latest);
    }

    [Fact]
    public async Task A_district_gives_its_own_part_and_nobody_what_is_not_theirs()
    {
        const string value = """{ "numerator": 9, "denominator": 13, "source": "UBND thành phố", "asOf": "2024-05-01" }""";
        using var own = await Enter("reporter-hoian", "II.3c", value);
        var row = (await own.Content.ReadFromJsonAsync<IndicatorValueResponse>(ReportingApi.Json))!;
        using var foreign = await Enter("reporter-hoian", "II.7", value);
        using var elsewhere = await Enter("reporter-hoian", "II.3c", value.Replace("}", """, "unitCode": "502" }""", StringComparison.Ordinal));
        using var reader = await Enter("leader", "II.3c", value);
        using var unknown = await Enter("coordinator", "II.99", value);

        Assert.Equal((HttpStatusCode.Created, "503", 69.2m), (own.StatusCode, row.UnitCode, row.Rounded));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, reader.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Null((await api.Get<IndicatorResponse>("/indicators/II.3c")).Latest); // One district is not the province.
        var values = await api.Get<ChildPlatform.ServiceDefaults.Http.Page<IndicatorValueResponse>>("/indicators/II.3c/values");
        Assert.Equal("503", Assert.Single(values.Items).UnitCode);
    }

    [Fact]
    public async Task The_whole_is_made_of_sums_and_not_of_shares()
    {
        await Given("503", """ "numerator": 1, "denominator": 10 """);
        await Given("502", """ "numerator": 80, "denominator": 100 """);
        await Given("502", """ "numerator": 90, "denominator": 100 """); // Corrected: the later one counts.
        await Given("504", """ "value": 50 """); // Without its parts it cannot be summed.
        await Given(null, """ "numerator": 1, "denominator": 2 """); // The province's own is another figure.

        var whole = await api.Get<DistrictValuesResponse>("/indicators/II.3b/districts?year=2024");

        Assert.Equal((91m, 110m, 82.7m), (whole.Numerator, whole.Denominator, whole.Rounded));
        Assert.Equal((18, 2, 1, 15), (whole.Items.Count, whole.Counted, whole.WithoutParts, whole.Missing));
        Assert.Equal(90m, whole.Items.Single(d => d.UnitCode == "502").Value!.Rounded);
        var list = await api.Get<ChildPlatform.ServiceDefaults.Http.Page<IndicatorValueResponse>>("/indicators/II.3b/values");
        var values = list.Items;
        Assert.Equal([(false, 90m), (true, 80m)], values.Where(v => v.UnitCode == "502").Select(v => (v.Superseded, v.Rounded)));
        Assert.All(values.Where(v => v.UnitCode != "502"), v => Assert.False(v.Superseded));

        Assert.Null((await api.Get<DistrictValuesResponse>("/indicators/II.3a/districts")).Value); // Nothing given is not zero.
        Assert.Equal("plan-year-unknown", await Refused("/indicators/II.3b/districts?year=1999"));
        Assert.Equal("not-found", await Refused("/indicators/II.99/districts"));

        async Task Given(string? unit, string parts)
        {
            var place = unit is null ? "" : $""", "unitCode": "{unit}" """;
            var value = "{" + parts + $""", "source": "UBND huyện", "asOf": "2024-05-01"{place}""" + "}";
            using var entered = await Enter("coordinator", "II.3b", value);
            Assert.Equal(HttpStatusCode.Created, entered.StatusCode);
            api.Clock.Advance(TimeSpan.FromMilliseconds(5));
        }

        Task<string> Refused(string path) => api.Send("leader", HttpMethod.Get, path).Refused(HttpStatusCode.NotFound);
    }

    private async Task<HttpResponseMessage> Enter(string user, string code, string value) => await api.As(user).PostAsync(
        new Uri($"/api/v1/reporting/indicators/{code}/values", UriKind.Relative),
        new StringContent(value, System.Text.Encoding.UTF8, "application/json"));
}
