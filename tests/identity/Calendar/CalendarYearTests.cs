using System.Net;
using System.Text.Json;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;

namespace ChildPlatform.Identity.Tests.Calendar;

/// <summary>The administrator decides a year of the public calendar. Each test has a year of its own.</summary>
public sealed class CalendarYearTests(IdentityApi api) : IClassFixture<IdentityApi>
{
    [Fact]
    public async Task A_year_is_delivered_with_its_version_and_nobody_has_changed_it()
    {
        using var response = await api.Send(HttpMethod.Get, "/calendar/2024", client: "case-worker-anphu");
        var year = await IdentityApi.Read<CalendarYearResponse>(response);

        Assert.Equal(1, IdentityApi.VersionOf(response));
        Assert.Equal((2024, 1, null, null), (year.Year, year.Version, year.ChangedAt, year.ChangedBy));
        Assert.Equal("makeup_workday", year.Days.Single(d => d.Date == new DateOnly(2024, 5, 4)).Kind);
        Assert.Equal(year.Days.OrderBy(d => d.Date), year.Days);
    }

    [Fact]
    public async Task A_changed_year_replaces_the_days_is_told_once_and_stands_in_the_audit_trail()
    {
        var before = await api.Get<CalendarYearResponse>("/calendar/2026");
        var days = before.Days.Select(Input).Where(d => d.Date != new DateOnly(2026, 4, 30) && d.Kind != "unconfirmed")
            .Append(Day("2026-11-24", "holiday", "  Ngày  Văn hóa Việt Nam ")).ToList();

        using var changed = await Put(2026, days, "\"1\"", basis: "30/NQ-CP");
        var year = await IdentityApi.Read<CalendarYearResponse>(changed);

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal((2, 2), (IdentityApi.VersionOf(changed), year.Version));
        Assert.Equal("30/NQ-CP", year.Basis);
        Assert.NotNull(year.ChangedAt);
        Assert.False(string.IsNullOrEmpty(year.ChangedByName));
        Assert.Equal("Ngày Văn hóa Việt Nam", year.Days.Single(d => d.Date == new DateOnly(2026, 11, 24)).Name);
        Assert.DoesNotContain(year.Days, d => d.Date == new DateOnly(2026, 4, 30));

        // The very same days again are no change: no version, no message, no entry.
        using var again = await Put(2026, days, "\"2\"");
        Assert.Equal(2, IdentityApi.VersionOf(again));

        var message = await Told(2026);
        Assert.Equal(2, message.GetProperty("version").GetInt32());
        var told = message.GetProperty("days").EnumerateArray()
            .ToDictionary(d => d.GetProperty("date").GetString()!, d => d.GetProperty("change").GetString());
        Assert.Equal("off", told["2026-11-24"]);
        Assert.Equal("working", told["2026-08-22"]);
        Assert.False(told.ContainsKey("2026-09-25"), "Trung thu is worked like any other day.");
        Assert.False(told.ContainsKey("2026-04-30"));
        Assert.Equal(1L, await api.Sql<long>("select count(*) from outbox_messages where body ->> 'year' = '2026'"));

        var entry = Assert.Single((await api.Get<Page<AuditResponse>>("/audit?subjectType=calendar&subjectId=2026")).Items);
        Assert.Equal("calendar.change", entry.Action);
        Assert.Equal("2026-11-24", entry.Details!.Value.GetProperty("added")[0].GetProperty("date").GetString());
        Assert.Equal("2026-04-30", entry.Details!.Value.GetProperty("removed")[0].GetProperty("date").GetString());
    }

    [Fact]
    public async Task A_year_nobody_has_decided_begins_at_version_zero_and_a_removed_day_stays_away_at_the_next_migrate()
    {
        var empty = await api.Get<CalendarYearResponse>("/calendar/2031");
        Assert.Equal((0, 0), (empty.Version, empty.Days.Count));
        using var first = await Put(2031, [Day("2031-01-01", "holiday", "Tết Dương lịch")], "\"0\"");
        Assert.Equal(1, IdentityApi.VersionOf(first));

        using var cleared = await Put(2027, [], "\"1\"");
        Assert.Empty((await IdentityApi.Read<CalendarYearResponse>(cleared)).Days);
        await api.Seed(CalendarSeed.Seed);
        Assert.Empty((await api.Get<CalendarYearResponse>("/calendar/2027")).Days);
    }

    [Fact]
    public async Task Every_wrong_day_is_named_at_its_field_and_nothing_changes()
    {
        using var refused = await Put(
            2025,
            [
                Day("2024-12-31", "holiday", "x"),
                Day("2025-03-03", "makeup_workday", "x"),
                Day("2025-03-08", "swapped_off", "x"),
                Day("2025-03-09", "compensatory_off", "x"),
                Day("2025-03-15", "holiday", "x"),
                Day("2025-03-15", "makeup_workday", "x"),
                Day("2025-03-18", "holiday", "x"),
                Day("2025-03-18", "compensatory_off", "x"),
                Day("2025-03-19", "event", "x"),
                Day("2025-03-19", "event", "y"),
                Day("2025-03-20", "day-off", "x"),
                Day("2025-03-21", "holiday", "x") with { Mark = "GUESS" },
            ],
            "\"1\"");

        var problem = await refused.ShouldBe(HttpStatusCode.UnprocessableEntity, "invalid-input");
        Assert.Equal(
            [
                ("/days/0/date", "date-outside-year"),
                ("/days/1/date", "makeup-on-weekday"),
                ("/days/2/date", "day-off-on-rest-day"),
                ("/days/3/date", "day-off-on-rest-day"),
                ("/days/5/date", "day-off-and-worked"),
                ("/days/7/date", "day-listed-twice"),
                ("/days/9/date", "day-listed-twice"),
                ("/days/10/kind", "not-in-catalogue"),
                ("/days/11/mark", "not-in-catalogue"),
            ],
            problem.Errors());
        Assert.Equal(1, (await api.Get<CalendarYearResponse>("/calendar/2025")).Version);
        Assert.Equal(0L, await api.Sql<long>("select count(*) from outbox_messages where body ->> 'year' = '2025'"));
    }

    [Theory]
    [InlineData("""{ "days": [null] }""", "/days/0", "required")]
    [InlineData("""{ "days": [{ "kind": "event", "name": "x" }] }""", "/days/0/date", "required")]
    [InlineData("""{ "days": [{ "date": "2025-02-30", "kind": "event", "name": "x" }] }""", "/days/0/date", "invalid-date")]
    [InlineData("{}", "/days", "required")]
    public async Task A_list_that_cannot_be_read_says_where(string body, string field, string code)
    {
        using var refused = await api.Send(HttpMethod.Put, "/calendar/2025", body, "\"1\"");

        var problem = await refused.ShouldBe(HttpStatusCode.UnprocessableEntity, "invalid-input");
        Assert.Contains((field, code), problem.Errors());
    }

    [Fact]
    public async Task Only_the_administrator_changes_it_and_only_the_version_that_was_seen()
    {
        using var officer = await api.Send(
            HttpMethod.Put, "/calendar/2030", new ChangeCalendarRequest { Days = [] }, "\"0\"", client: "coordinator");
        await officer.ShouldBe(HttpStatusCode.Forbidden, "forbidden");
        using var blind = await api.Send(HttpMethod.Put, "/calendar/2030", new ChangeCalendarRequest { Days = [] });
        await blind.ShouldBe(HttpStatusCode.PreconditionRequired, "if-match-required");
        using var stale = await Put(2030, [Day("2030-01-01", "holiday", "x")], "\"7\"");
        await stale.ShouldBe(HttpStatusCode.PreconditionFailed, "version-mismatch");
        using var far = await api.Send(HttpMethod.Get, "/calendar/1999");
        await far.ShouldBe(HttpStatusCode.UnprocessableEntity, "invalid-input");

        Assert.Equal(0, (await api.Get<CalendarYearResponse>("/calendar/2030")).Version);
        Assert.Equal(0L, await api.Sql<long>("select count(*) from calendar_years where year = 2030"));
    }

    [Fact]
    public async Task Of_two_who_decide_a_new_year_at_once_one_is_told_that_it_has_changed()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(async i =>
        {
            using var response = await Put(2033, [Day($"2033-01-0{i}", "holiday", "x")], "\"0\"");

            return response.StatusCode;
        }));

        Assert.Equal(1, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(5, answers.Count(status => status == HttpStatusCode.PreconditionFailed));
        Assert.Single((await api.Get<CalendarYearResponse>("/calendar/2033")).Days);
    }

    private Task<HttpResponseMessage> Put(int year, IReadOnlyList<CalendarDayInput> days, string ifMatch, string? basis = null) =>
        api.Send(HttpMethod.Put, $"/calendar/{year}", new ChangeCalendarRequest { Days = days, Basis = basis }, ifMatch);

    private async Task<JsonElement> Told(int year) => JsonSerializer.Deserialize<JsonElement>((await api.Sql<string>(
        $"select body::text from outbox_messages where type like '%CalendarChanged' and body ->> 'year' = '{year}'"))!);

    private static CalendarDayInput Day(string date, string kind, string name) => new()
    {
        Date = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture),
        Kind = kind,
        Name = name,
    };

    private static CalendarDayInput Input(CalendarDayResponse day) => new()
    {
        Date = day.Date,
        Kind = day.Kind,
        Name = day.Name,
        Mark = day.Mark,
    };
}
