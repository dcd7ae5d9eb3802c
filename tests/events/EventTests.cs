using System.Net;
using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Testing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using static ChildPlatform.Events.Tests.EventsApi;
using ProgrammeResponse = ChildPlatform.Contracts.Events.ProgrammeResponse;

namespace ChildPlatform.Events.Tests;

/// <summary>The life of one event, from its draft to its closing form.</summary>
public class EventTests(EventsApi api) : IClassFixture<EventsApi>
{
    [Fact]
    public async Task An_event_begins_with_its_template_is_published_held_and_closed_with_a_variance_for_each_line()
    {
        var fromTemplate = await api.Drafted(Given.Event() with { Budget = null });
        Assert.Contains(fromTemplate.Agenda, item => item.Title == "Rước đèn");
        Assert.Equal(23_000_000, fromTemplate.Budget.Planned);
        Assert.StartsWith("SK-2024-", fromTemplate.Number, StringComparison.Ordinal);

        var past = await api.Published(Given.Event("2024-08-10T08:00:00+07:00", "2024-08-10T11:00:00+07:00"));
        Assert.Equal((EventState.Published, true, new DateOnly(2024, 8, 15)), (past.State, past.Overdue, past.ReportDueOn));
        Assert.Contains((await api.Get<Listed<EventSummary>>(Organizer, "/?overdue=true&limit=500")).Items, row => row.Id == past.Id);

        var closed = await api.Post(Organizer, $"/{past.Id}/close", Given.Closing(), past.Version).Read<EventResponse>();
        Assert.Equal((EventState.Closed, false, 140, 14_000_000L), (closed.State, closed.Overdue, closed.Closing!.Children.Total!.Value, closed.Closing.Cost));
        Assert.Equal(
            [("Quà", 14_000_000L, 1_000_000L), ("Trang trí", 0L, 3_000_000L)],
            closed.Budget.Lines.Select(line => (line.Line, line.Spent!.Value, line.Variance!.Value)));
        Assert.DoesNotContain((await api.Get<Listed<EventSummary>>(Organizer, "/?overdue=true&limit=500")).Items, row => row.Id == past.Id);

        var corrected = await api.Post(
            Organizer, $"/{past.Id}/correct-closing", new { reason = "Đếm lại", closing = Given.Closing(150) }, closed.Version).Read<EventResponse>();
        Assert.Equal(150, corrected.Closing!.Children.Total);
        Assert.Equal(
            ["correct-closing", "close", "publish", "create"],
            (await api.Get<EventHistoryResponse>(Leader, $"/{past.Id}/history")).Items.Select(step => step.Action));

        var told = (await api.Told<EventClosed>()).Where(message => message.EventId == past.Id).ToList();
        Assert.Equal([(140, closed.Version), (150, corrected.Version)], told.Select(message => (message.Children, message.Version)));
        Assert.Equal((14_000_000L, 0L, 14_000_000L), (told[0].Cost, told[0].CostFromBudget, told[0].CostFromFund));
        Assert.Equal(past.Version, Assert.Single(await api.Told<EventPublished>(), message => message.EventId == past.Id).Version);
    }

    [Fact]
    public async Task Dates_and_sums_that_can_only_be_a_slip_are_refused_and_never_fail()
    {
        Assert.Equal(
            ["/startsAt out-of-range"],
            (await api.Post(Organizer, "/", Given.Event("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z")).Invalid())
                .Where(wrong => wrong.StartsWith("/startsAt", StringComparison.Ordinal)));
        Assert.Equal(
            ["/endsAt longer-than-year"],
            await api.Post(Organizer, "/", Given.Event("2024-09-17T18:00:00+07:00", "2025-09-17T18:00:01+07:00")).Invalid());
        BudgetLine[] budget =
        [
            new() { Line = "Quà", Amount = 9_007_199_254_740_991, Source = BudgetSource.Fund },
            new() { Line = "Trang trí", Amount = 1, Source = BudgetSource.Budget },
        ];
        Assert.Equal(["/budget amount-out-of-range"], await api.Post(Organizer, "/", Given.Event() with { Budget = budget }).Invalid());
        foreach (var path in new[] { "/?from=0001-01-01&to=9999-12-31", "/summary?from=0001-01-01", "/export?from=0001-01-01&to=0001-01-01" })
        {
            using var answer = await api.As(Organizer).GetAsync(new Uri("/api/v1/events" + path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var calendar = await api.Anonymous.GetAsync(new Uri("/api/v1/public/events/calendar?from=0001-01-01", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, calendar.StatusCode);
    }

    [Fact]
    public async Task Closing_without_numbers_or_with_money_outside_of_the_budget_is_refused_field_by_field()
    {
        var past = await api.Published(Given.Event("2024-08-18T08:00:00+07:00", "2024-08-18T11:00:00+07:00"));

        Assert.Equal(
            ["/children required", "/costs required", "/gifts required", "/incidents required", "/scholarships required"],
            (await api.Post(Organizer, $"/{past.Id}/close", new { }, past.Version).Invalid()).Order());
        var wrong = Given.Closing() with
        {
            Children = Given.Closing().Children! with { Girls = 1 },
            Costs = [new() { Line = "Pháo hoa", Amount = 1 }],
        };
        Assert.Equal(
            ["/children/total counts-differ", "/costs/0/line spending-without-line"],
            await api.Post(Organizer, $"/{past.Id}/close", wrong, past.Version).Invalid());

        var future = await api.Published();
        await api.Post(Organizer, $"/{future.Id}/close", Given.Closing(), future.Version).Refused(HttpStatusCode.Conflict, "event-not-over");
    }

    [Fact]
    public async Task What_is_wrong_with_a_plan_is_said_field_by_field_and_a_forum_is_not_offered()
    {
        Assert.Equal(["/template template-not-offered"], await api.Post(Organizer, "/", Given.Event() with { Template = "dien-dan" }).Invalid());
        var wrong = Given.Event("2024-09-17T18:00:00+07:00", "2024-09-17T17:00:00+07:00") with
        {
            Template = "giang-sinh",
            UnitCode = "99999",
            Agenda = [new() { Title = "Phá cỗ", Minutes = 30, Items = [new() { Title = "Chú Cuội", Minutes = 31 }] }],
            Budget = [new() { Line = "Quà", Amount = 1, Source = BudgetSource.Fund }, new() { Line = " Quà ", Amount = 1, Source = BudgetSource.Fund }],
        };
        Assert.Equal(
            ["/agenda/0/minutes agenda-longer-than-parent", "/budget/1/line duplicate-line", "/endsAt ends-before-start",
                "/template not-in-catalogue", "/unitCode unknown-unit"],
            (await api.Post(Organizer, "/", wrong).Invalid()).Order());
        Assert.Equal(["/level level-differs-from-unit"], await api.Post(Organizer, "/", Given.Event() with { Level = EventLevel.District }).Invalid());
    }

    [Fact]
    public async Task A_draft_is_changed_and_deleted_by_version_and_only_by_organisers()
    {
        var draft = await api.Drafted();
        await api.Post(Stranger, "/", Given.Event()).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Post(Leader, $"/{draft.Id}/publish", new { }, draft.Version).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Post(Organizer, $"/{draft.Id}/publish", new { }).Refused(HttpStatusCode.PreconditionRequired, "if-match-required");

        var changed = await api.Put(Organizer, $"/{draft.Id}", Given.Event() with { Theme = "Trăng yêu thương" }, draft.Version).Read<EventResponse>();
        Assert.Equal(("Trăng yêu thương", draft.Version + 1), (changed.Theme, changed.Version));
        await api.Delete(Organizer, $"/{draft.Id}", draft.Version).Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        Assert.Equal(HttpStatusCode.NoContent, (await api.Delete(Organizer, $"/{draft.Id}", changed.Version)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Get(Organizer, $"/{draft.Id}")).StatusCode);

        var published = await api.Published();
        await api.Delete(Organizer, $"/{published.Id}", published.Version).Refused(HttpStatusCode.Conflict, "event-wrong-state");
        var cancelled = await api.Post(Organizer, $"/{published.Id}/cancel", new { reason = "Bão số 3" }, published.Version).Read<EventResponse>();
        Assert.Equal((EventState.Cancelled, "Bão số 3"), (cancelled.State, cancelled.CancelReason));
        Assert.Equal(cancelled.Version, Assert.Single(await api.Told<EventCancelled>(), message => message.EventId == published.Id).Version);

        var noPlace = await api.Drafted(Given.Event() with { Place = null });
        await api.Post(Organizer, $"/{noPlace.Id}/publish", new { }, noPlace.Version).Refused(HttpStatusCode.Conflict, "place-missing");
    }

    [Fact]
    public async Task An_event_is_found_without_tone_marks_and_listed_page_by_page_and_exported()
    {
        var made = await api.Drafted(Given.Event() with { Title = "Hội thả đèn Thu Bồn 2024" });
        Assert.Equal(made.Id, Assert.Single((await api.Get<Listed<EventSummary>>(Leader, "/?q=tha den thu bon")).Items).Id);
        Assert.Equal(made.Id, Assert.Single((await api.Get<Listed<EventSummary>>(Leader, $"/?q={made.Number}")).Items).Id);
        Assert.Empty((await api.Get<Listed<EventSummary>>(Leader, "/?q=tha den thu bon&unit=503")).Items);
        Assert.Single((await api.Get<Listed<EventSummary>>(Leader, "/?q=tha den thu bon&unit=502&from=2024-09-17&to=2024-09-17&template=trung-thu&state=draft")).Items);
        Assert.Equal(1, (await api.Get<EventTotalsResponse>(Leader, "/summary?q=tha den thu bon")).Count);

        var second = await api.Drafted(Given.Event() with { Title = "Hội thả đèn Thu Bồn lần hai" });
        var first = await api.Get<Listed<EventSummary>>(Leader, "/?q=tha den thu bon&limit=1");
        var next = await api.As(Leader).GetAsync(first.Next).Read<Listed<EventSummary>>();
        Assert.Equal([second.Id, made.Id], [first.Items.Single().Id, next.Items.Single().Id]);
        Assert.Null(next.Next);

        using var sheet = await api.Get(Leader, "/export?q=tha den thu bon");
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(await sheet.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_copy_for_next_year_moves_the_dates_and_keeps_the_plan()
    {
        var published = await api.Published();
        var copy = await api.Post(Organizer, $"/{published.Id}/copy", new { }).Read<EventResponse>();

        Assert.Equal((EventState.Draft, "Đêm hội trăng rằm 2025", At("2025-10-06T18:00:00+07:00")), (copy.State, copy.Title, copy.StartsAt));
        Assert.Equal((18_000_000L, published.Agenda.Count, published.Tasks.Count), (copy.Budget.Planned, copy.Agenda.Count, copy.Tasks.Count));
        Assert.StartsWith("SK-2025-", copy.Number, StringComparison.Ordinal);

        // A festival of the lunar calendar is as far from its lunar day as it was; what has its day in our calendar keeps it.
        foreach (var (template, start, years, expected) in new[]
        {
            ("trung-thu", "2024-09-15T18:00:00+07:00", 1, "2025-10-04T18:00:00+07:00"),
            ("trung-thu", "2025-10-06T18:00:00+07:00", 1, "2026-09-25T18:00:00+07:00"),
            ("trung-thu", "2024-09-17T18:00:00+07:00", 4, "2028-10-03T18:00:00+07:00"),
            ("tet-nguyen-dan", "2025-01-29T08:00:00+07:00", 1, "2026-02-17T08:00:00+07:00"),
            ("tet-nguyen-dan", "2024-12-30T08:00:00+07:00", 1, "2026-01-18T08:00:00+07:00"),
            ("tet-nguyen-dan", "2099-01-21T08:00:00+07:00", 1, "2100-02-09T08:00:00+07:00"),
            ("quoc-te-thieu-nhi", "2024-06-01T08:00:00+07:00", 1, "2025-06-01T08:00:00+07:00"),
        })
        {
            var from = await api.Drafted(Given.Event(start, start) with { Template = template });
            Assert.Equal(At(expected), (await api.Post(Organizer, $"/{from.Id}/copy", new { years }).Read<EventResponse>()).StartsAt);
        }
    }
}

/// <summary>An umbrella and its series.</summary>
public class ProgrammeTests(EventsApi api) : IClassFixture<EventsApi>
{
    private static readonly string[] _two = [AnMyUnit, "20356", AnMyUnit];
    private static readonly string[] _none = ["99999"];

    [Fact]
    public async Task One_act_makes_the_events_of_all_communes_and_a_second_makes_none()
    {
        var programme = await api.Post(Organizer, "/programmes", Given.Programme()).Read<ProgrammeResponse>();
        Assert.Equal((0, "CT-2024-00001"), (programme.Events.Count, programme.Number));

        var three = await api.Post(Organizer, $"/programmes/{programme.Id}/clone", new { units = _two }).Read<CloneResponse>();
        Assert.Equal((2, 0), (three.Created, three.Existing));
        var all = await api.Post(Organizer, $"/programmes/{programme.Id}/clone", new { allCommunes = true }).Read<CloneResponse>();
        Assert.Equal((239, 2), (all.Created, all.Existing));
        var again = await api.Post(Organizer, $"/programmes/{programme.Id}/clone", new { allCommunes = true }).Read<CloneResponse>();
        Assert.Equal((0, 241), (again.Created, again.Existing));
        Assert.Equal(["/units/0 unknown-unit"], await api.Post(Organizer, $"/programmes/{programme.Id}/clone", new { units = _none }).Invalid());
        Assert.Equal(["/units units-or-all"], await api.Post(Organizer, $"/programmes/{programme.Id}/clone", new { }).Invalid());

        var whole = await api.Get<ProgrammeResponse>(Leader, $"/programmes/{programme.Id}");
        Assert.Equal((241, 24_100, 241 * 23_000_000L), (whole.Events.Count, whole.Events.PlannedChildren, whole.Events.Planned));

        // One is moved alone; then the whole series gets theme, place and another day.
        var listed = (await api.Get<Listed<EventSummary>>(Organizer, $"/?programme={programme.Id}&unit={AnMyUnit}")).Items.Single();
        var anMy = await api.Get<EventResponse>(Organizer, $"/{listed.Id}");
        await api.Put(Organizer, $"/{anMy.Id}", new EventRequest
        {
            Template = anMy.Template,
            Title = anMy.Title,
            Level = anMy.Level,
            UnitCode = anMy.UnitCode,
            ProgrammeId = programme.Id,
            StartsAt = At("2024-09-15T18:00:00+07:00"),
            EndsAt = At("2024-09-15T21:00:00+07:00"),
            PlannedChildren = 100,
        }, anMy.Version).Read<EventResponse>();
        var changed = await api.Post(Organizer, $"/programmes/{programme.Id}/change-series", new
        {
            theme = "Trăng yêu thương",
            place = "Nhà văn hóa",
            startsAt = "2024-09-16T18:00:00+07:00",
            endsAt = "2024-09-16T21:00:00+07:00",
        }, programme.Version).Read<SeriesResponse>();
        Assert.Equal((241, 0), (changed.Changed, changed.Kept));
        var moved = await api.Get<EventResponse>(Organizer, $"/{anMy.Id}");
        Assert.Equal((At("2024-09-15T18:00:00+07:00"), "Trăng yêu thương", "Nhà văn hóa"), (moved.StartsAt, moved.Theme, moved.Place));
        Assert.Equal(240, (await api.Get<EventTotalsResponse>(Organizer, $"/summary?programme={programme.Id}&from=2024-09-16&to=2024-09-16")).Count);

        var published = await api.Post(Organizer, $"/programmes/{programme.Id}/publish", new { }, programme.Version + 1).Read<SeriesResponse>();
        Assert.Equal(241, published.Changed);
        Assert.Equal(241, (await api.Told<EventPublished>()).Count(message => message.Title == programme.Title));

        var copy = await api.Post(Organizer, $"/programmes/{programme.Id}/copy", new { years = 1 }).Read<ProgrammeResponse>();
        Assert.Equal(
            ("Trung thu 2025 tỉnh Quảng Nam", 0, At("2025-10-05T18:00:00+07:00")), (copy.Title, copy.Events.Count, copy.StartsAt));
        Assert.Equal(2, (await api.Get<Listed<ProgrammeResponse>>(Leader, "/programmes?q=trung thu")).Items.Count);
    }
}

/// <summary>Who sees a programme of the units above.</summary>
public class ProgrammeAccessTests(EventsApi api) : IClassFixture<EventsApi>
{
    private static readonly string[] _two = [AnMyUnit, "20356"];
    private static readonly string[] _elsewhere = ["20398"];

    [Fact]
    public async Task A_commune_reads_the_programme_that_its_event_belongs_to_with_its_own_part_and_changes_nothing_of_it()
    {
        var programme = await api.Post(Organizer, "/programmes", Given.Programme() with { Title = "Ngày hội hai phường" }).Read<ProgrammeResponse>();
        await api.Post(Organizer, $"/programmes/{programme.Id}/clone", new { units = _two }).Read<CloneResponse>();
        var elsewhere = await api.Post(Organizer, "/programmes", Given.Programme() with { Title = "Ngày hội nơi khác" }).Read<ProgrammeResponse>();
        await api.Post(Organizer, $"/programmes/{elsewhere.Id}/clone", new { units = _elsewhere }).Read<CloneResponse>();
        var commune = api.As(Tokens.Users[Organizer] with { Subject = "organizer-anmy", UnitCodes = ["49", "502", AnMyUnit] });

        var read = await commune.GetAsync($"/api/v1/events/programmes/{programme.Id}").Read<ProgrammeResponse>();
        Assert.Equal(("Ngày hội hai phường", 1L), (read.Title, read.Events.Count));
        Assert.Empty(read.Actions);
        var listed = (await commune.GetAsync("/api/v1/events/programmes?limit=500").Read<Listed<ProgrammeResponse>>()).Items.Select(row => row.Id).ToList();
        Assert.Contains(programme.Id, listed);
        Assert.DoesNotContain(elsewhere.Id, listed);
        await commune.GetAsync($"/api/v1/events/programmes/{elsewhere.Id}").Refused(HttpStatusCode.NotFound, "not-found");
        using var clone = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/events/programmes/{programme.Id}/clone")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { allCommunes = true }),
        };
        clone.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        await commune.SendAsync(clone).Refused(HttpStatusCode.NotFound, "not-found");
    }
}

/// <summary>What anyone sees.</summary>
public class CalendarTests(EventsApi api) : IClassFixture<EventsApi>
{
    [Fact]
    public async Task The_calendar_has_published_events_only_and_the_feed_follows_each_change()
    {
        var draft = await api.Drafted();
        var published = await api.Published(Given.Event() with { Title = "Đêm hội công khai" });
        var calendar = await api.Anonymous.GetAsync("/api/v1/public/events/calendar?from=2024-09-01&to=2024-09-30").Read<Listed<PublicEvent>>();
        Assert.Contains(calendar.Items, row => row.Id == published.Id);
        Assert.DoesNotContain(calendar.Items, row => row.Id == draft.Id);

        var feed = await Feed();
        Assert.Equal((true, $"{published.Version}", "CONFIRMED"), Entry(feed, published.Id));
        Assert.Contains("DTSTART;TZID=Asia/Ho_Chi_Minh:20240917T180000", feed, StringComparison.Ordinal);
        var zone = feed[feed.IndexOf("BEGIN:VTIMEZONE", StringComparison.Ordinal)..feed.IndexOf("END:VTIMEZONE", StringComparison.Ordinal)];
        var standard = zone[zone.IndexOf("BEGIN:STANDARD", StringComparison.Ordinal)..];
        Assert.Contains("TZOFFSETFROM:+0700", standard, StringComparison.Ordinal);
        Assert.Contains("TZOFFSETTO:+0700", standard, StringComparison.Ordinal);
        Assert.Contains("DTSTART:", standard, StringComparison.Ordinal);
        Assert.DoesNotContain("RRULE", standard, StringComparison.Ordinal);
        Assert.DoesNotContain($"{draft.Id}", feed, StringComparison.Ordinal);

        var moved = await api.Put(Organizer, $"/{published.Id}", Given.Event() with { Title = "Đêm hội đã dời" }, published.Version).Read<EventResponse>();
        Assert.Equal((true, $"{moved.Version}", "CONFIRMED"), Entry(await Feed(), published.Id));
        var cancelled = await api.Post(Organizer, $"/{published.Id}/cancel", new { reason = "Mưa lớn" }, moved.Version).Read<EventResponse>();
        Assert.Equal((true, $"{cancelled.Version}", "CANCELLED"), Entry(await Feed(), published.Id));
        Assert.True(cancelled.Version > moved.Version && moved.Version > published.Version);
    }

    private Task<string> Feed() => api.Anonymous.GetStringAsync("/api/v1/public/events/calendar.ics");

    /// <summary>Whether the feed can be read and has the event, with its sequence and status.</summary>
    private static (bool There, string Sequence, string Status) Entry(string feed, Guid id)
    {
        var read = Ical.Net.Calendar.Load(feed)!.Events.SingleOrDefault(entry => entry.Uid!.StartsWith($"{id}@", StringComparison.Ordinal));

        return (read is not null, $"{read?.Sequence}", $"{read?.Status}");
    }
}

/// <summary>The event service with a broker.</summary>
public sealed class EventsApiWithBroker : EventsApi
{
    protected override string? Rabbit => null;
}

/// <summary>Money from the fund; that the fund answers is shown by its own tests.</summary>
public class FundingTests(EventsApiWithBroker api) : IClassFixture<EventsApiWithBroker>
{
    [Fact]
    public async Task One_request_at_a_time_within_the_lines_of_the_fund_and_its_words_hold_in_any_order()
    {
        var draft = await api.Drafted();
        Assert.Equal(["/amount above-fund-lines"],
            await api.Post(Organizer, $"/{draft.Id}/funding", new { programme = "QUA_TANG", amount = 15_000_001 }, draft.Version).Invalid());
        var asked = await api.Post(Organizer, $"/{draft.Id}/funding", new { programme = "QUA_TANG", amount = 15_000_000 }, draft.Version).Read<EventResponse>();
        var request = Assert.Single(asked.Funding);
        Assert.Equal((FundingState.Requested, "UBND Phường An Mỹ"), (request.State, request.PayeeName));
        await api.Post(Organizer, $"/{draft.Id}/funding", new { programme = "QUA_TANG", amount = 1 }, asked.Version).Refused(HttpStatusCode.Conflict, "funding-open");

        // The payment is heard of before its approval, and twice.
        var paid = new DisbursementPaid
        {
            DisbursementId = request.RequestId,
            Number = "PC-2024-000007",
            Programme = "QUA_TANG",
            Amount = 15_000_000,
            PaidOn = new DateOnly(2024, 9, 1),
            PaidAt = At("2024-09-01T10:00:00+07:00"),
            Beneficiaries = [],
            Version = 5,
        };
        var bus = api.Services.GetRequiredService<IBus>();
        await bus.Publish(paid);
        await bus.Publish(paid);
        await Eventually.Until(async () => (await Funding(draft.Id)).State is FundingState.Paid, TimeSpan.FromSeconds(60));
        await bus.Publish(new FundingDecided
        {
            RequestId = request.RequestId,
            Decision = FundingDecision.Approved,
            DecidedAt = At("2024-08-30T10:00:00+07:00"),
            Version = 4,
        });
        await bus.Publish(new DisbursementReversed
        {
            DisbursementId = request.RequestId,
            Number = "PC-2024-000007",
            Programme = "QUA_TANG",
            Amount = 15_000_000,
            PaidOn = paid.PaidOn,
            ReversedAt = At("2024-09-02T10:00:00+07:00"),
            Version = 6,
        });
        await Eventually.Until(async () => (await Funding(draft.Id)).State is FundingState.Reversed, TimeSpan.FromSeconds(60));
        Assert.Equal("PC-2024-000007", (await Funding(draft.Id)).Voucher);

        // What was taken back may be asked for again.
        var again = await api.Get<EventResponse>(Organizer, $"/{draft.Id}");
        Assert.Contains("ask-fund", again.Actions);
        Assert.Equal(2, (await api.Post(Organizer, $"/{draft.Id}/funding", new { programme = "QUA_TANG", amount = 1_000 }, again.Version)
            .Read<EventResponse>()).Funding.Count);
    }

    [Fact]
    public async Task Who_gives_a_request_up_or_cancels_the_event_tells_the_fund_once()
    {
        var draft = await api.Drafted();
        await api.Post(Organizer, $"/{draft.Id}/funding/withdraw", new { reason = "Đổi số tiền" }, draft.Version)
            .Refused(HttpStatusCode.Conflict, "funding-not-open");
        var asked = await api.Post(Organizer, $"/{draft.Id}/funding", new { programme = "QUA_TANG", amount = 9_000_000 }, draft.Version)
            .Read<EventResponse>();
        Assert.Contains("withdraw-funding", asked.Actions);
        Assert.Equal(["/reason reason-length"],
            await api.Post(Organizer, $"/{draft.Id}/funding/withdraw", new { reason = "x" }, asked.Version).Invalid());
        var given = await api.Post(Organizer, $"/{draft.Id}/funding/withdraw", new { reason = "Đổi số tiền" }, asked.Version).Read<EventResponse>();
        Assert.Equal((FundingState.Requested, "Đổi số tiền"), (given.Funding.Single().State, given.Funding.Single().WithdrawReason));
        Assert.DoesNotContain("withdraw-funding", given.Actions);
        await api.Post(Organizer, $"/{draft.Id}/funding/withdraw", new { reason = "Lần nữa" }, given.Version)
            .Refused(HttpStatusCode.Conflict, "funding-not-open");

        var cancelled = await api.Post(Organizer, $"/{draft.Id}/cancel", new { reason = "Bão lớn" }, given.Version).Read<EventResponse>();
        Assert.Equal((EventState.Cancelled, "Đổi số tiền"), (cancelled.State, cancelled.Funding.Single().WithdrawReason));

        // Cancelling an event gives up what it still holds, paid or not.
        var other = await api.Drafted();
        other = await api.Post(Organizer, $"/{other.Id}/funding", new { programme = "QUA_TANG", amount = 1_000 }, other.Version).Read<EventResponse>();
        other = await api.Post(Organizer, $"/{other.Id}/cancel", new { reason = "Bão lớn" }, other.Version).Read<EventResponse>();
        Assert.Equal("Bão lớn", other.Funding.Single().WithdrawReason);
        Guid[] requests = [cancelled.Funding.Single().RequestId, other.Funding.Single().RequestId];
        var told = (await api.Told<FundingWithdrawn>()).Where(one => requests.Contains(one.RequestId)).ToList();
        Assert.Equal(["Bão lớn", "Đổi số tiền"], told.Select(one => one.Reason).Order(StringComparer.Ordinal));
    }

    private async Task<FundingResponse> Funding(Guid id) => (await api.Get<EventResponse>(Organizer, $"/{id}")).Funding.Single();
}
