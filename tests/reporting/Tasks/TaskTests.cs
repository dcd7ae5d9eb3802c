using System.Net;
using System.Net.Http.Json;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Testing;

namespace ChildPlatform.Reporting.Tests.Tasks;

/// <summary>The plan as data, and each agency's word on its own duties.</summary>
public sealed class TaskTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    private static readonly DateTimeOffset StartOfTests = new(2024, 6, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_plan_is_there_whole()
    {
        var plan = await api.Get<PlanResponse>("/plans/2024");
        var tasks = await api.Get<PlanTasksResponse>("/tasks?year=2024");

        Assert.Equal(("1715/KH-UBND", 12, 59, 151, 40), (plan.Number, plan.Targets, plan.Tasks, plan.Assignments, plan.Agencies.Count));
        Assert.Equal(39, plan.Documents.Count);
        Assert.Equal(9, tasks.Groups.Count);
        Assert.Equal(151, tasks.Items.Count);
        Assert.Equal(59, tasks.Groups.Sum(Count));
        Assert.Equal("LDTBXH", tasks.Groups[6].Tasks.Single(t => t.Code == "III.7.b").AssumedOwner);
        var directive = tasks.Groups[0].Tasks.Single(t => t.Code == "III.1.b");
        Assert.Equal(["41-CT/TU", "28-CT/TW", "27/TB-VPCP"], directive.Documents.Select(d => d.Number));
        Assert.Equal(["LDTBXH"], directive.Cooperating);
        Assert.Equal(["06/QĐ-TTg", "7748/KH-UBND"], tasks.Groups[0].Tasks.Single(t => t.Code == "III.1.d1").Documents.Select(d => d.Number));

        static int Count(PlanTaskNode node) => 1 + node.Tasks.Sum(Count);
    }

    [Fact]
    public async Task A_reporter_sees_exactly_the_own_agencys_duties_and_the_document_behind_each()
    {
        var own = await api.As("reporter-gddt").GetFromJsonAsync<PlanTasksResponse>("/api/v1/reporting/tasks", ReportingApi.Json);
        var asked = await api.As("reporter-gddt").GetFromJsonAsync<PlanTasksResponse>("/api/v1/reporting/tasks?agency=YT", ReportingApi.Json);
        var district = await api.As("reporter-hoian").GetFromJsonAsync<PlanTasksResponse>("/api/v1/reporting/tasks", ReportingApi.Json);

        Assert.Equal(
            ["V.2.a.1", "V.2.a.2", "V.2.a.3", "V.2.b.1", "V.2.b.2", "V.2.c.1", "V.2.c.2", "V.2.c.3", "V.2.c.4", "V.2.d"],
            own!.Items.Select(t => t.Code));
        Assert.All(own.Items, t => Assert.Equal("GDDT", t.Agency));
        Assert.Equal(["1385/CĐ-TTg", "8973/UBND-KGVX"], own.Items[0].Documents.Select(d => d.Number));
        Assert.Equal(new DateOnly(2023, 12, 20), own.Items[0].Documents[0].IssuedOn);
        Assert.Empty(asked!.Items);
        Assert.Equal(["V.19.1", "V.19.2", "V.19.3", "V.19.4"], district!.Items.Select(t => t.Code));

        var other = (await api.Get<PlanTasksResponse>("/tasks?agency=YT")).Items[0];
        using var hidden = await api.As("reporter-gddt").GetAsync(Address($"/tasks/{other.Id}"));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public async Task Filters_narrow_by_service_status_and_words_without_tone_marks()
    {
        var events = await api.Get<PlanTasksResponse>("/tasks?service=events&agency=LDTBXH");
        var words = await api.Get<PlanTasksResponse>("/tasks?q=sua hoc duong");
        var done = await api.Get<PlanTasksResponse>("/tasks?status=done&agency=BDT");

        Assert.Equal("V.1.c.2", Assert.Single(events.Items).Code);
        Assert.Equal(["III.7"], events.Groups.Select(g => g.Code));
        Assert.Equal("V.2.b.2", Assert.Single(words.Items).Code);
        Assert.Empty(done.Items);
        foreach (var wrong in new[] { "service=money", "agency=XX", "status=finished", "year=1999" })
        {
            using var answer = await api.As("coordinator").GetAsync(Address("/tasks?" + wrong));
            Assert.Equal(wrong == "year=1999" ? HttpStatusCode.NotFound : HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
    }

    [Fact]
    public async Task All_done_without_proof_is_refused_and_with_proof_it_stands_with_its_history()
    {
        var task = await Own("reporter-gddt", "V.2.b.1");

        using var half = await Say("reporter-gddt", task, new { percent = 40, status = "in-progress", note = "Đã lấy ý kiến các huyện", noteOn = "2024-05-20" });
        Assert.Equal(HttpStatusCode.OK, half.StatusCode);
        task = (await half.Content.ReadFromJsonAsync<AssignmentResponse>(ReportingApi.Json))!;
        Assert.Equal($"\"{task.Version}\"", half.Headers.ETag!.Tag);
        using var bare = await Say("reporter-gddt", task, new { percent = 100, status = "done" });
        Assert.Equal(("/evidence", "evidence-required"), await Problem(bare));
        var paper = new { kind = "document", title = "Tờ trình đề án phổ cập bơi", number = "88/TTr-SGDĐT", issuedOn = "2024-05-28" };
        using var proved = await Say("reporter-gddt", task, new { percent = 100, status = "done", evidence = new[] { paper } });
        Assert.Equal(HttpStatusCode.OK, proved.StatusCode);
        using var stale = await Say("reporter-gddt", task, new { percent = 100, status = "done" });
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);

        var now = await Own("reporter-gddt", "V.2.b.1");
        Assert.Equal((100, AssignmentStatus.Done, DueState.Closed, 1), (now.Percent, now.Status, now.DueState, now.EvidenceCount));
        var history = (await api.As("reporter-gddt").GetFromJsonAsync<AssignmentResponse>(Address($"/tasks/{now.Id}"), ReportingApi.Json))!.History!;
        Assert.Equal([100, 40], history.Select(h => h.Percent));
        Assert.Equal((new DateOnly(2024, 5, 20), "Đã lấy ý kiến các huyện"), (history[1].NoteOn!.Value, history[1].Note));
        Assert.Equal("88/TTr-SGDĐT", history[0].Evidence[0].Number);
    }

    [Fact]
    public async Task A_file_is_proof_and_is_opened_by_who_may_read_the_duty()
    {
        var task = await Own("reporter-gddt", "V.2.c.1");
        var other = (await api.Get<PlanTasksResponse>("/tasks?agency=YT")).Items[0];
        byte[] paper = [.. "%PDF-1.7\n"u8, .. new byte[70_000]];
        var key = Guid.NewGuid().ToString();

        var file = await Upload("reporter-gddt", task.Id, paper, "Biên bản bàn giao.pdf", key)
            .Answer<EvidenceFileResponse>(HttpStatusCode.Created);
        using var again = await Upload("reporter-gddt", task.Id, paper, "Biên bản bàn giao.pdf", key);
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(("Biên bản bàn giao.pdf", "pdf", 70_009L, "GDDT"), (file.Name, file.Kind, file.Size, file.Agency));
        Assert.Equal(
            "file-type-not-allowed",
            await Upload("reporter-gddt", task.Id, [.. "MZ"u8], "a.pdf").Refused(HttpStatusCode.UnsupportedMediaType));
        Assert.Equal("not-found", await Upload("reporter-gddt", other.Id, paper, "a.pdf").Refused(HttpStatusCode.NotFound));
        Assert.Equal("forbidden", await Upload("coordinator", task.Id, paper, "a.pdf").Refused(HttpStatusCode.Forbidden));

        using var unknown = await Say("reporter-gddt", task, Done(Guid.NewGuid()));
        Assert.Equal(("/evidence/0/file", "unknown-file"), await Problem(unknown));
        using var unsaid = await Say("reporter-gddt", task, Done(null));
        Assert.Equal(("/evidence/0/file", "required"), await Problem(unsaid));
        using var proved = await Say("reporter-gddt", task, Done(file.Id));
        Assert.Equal(HttpStatusCode.OK, proved.StatusCode);

        foreach (var user in new[] { "reporter-gddt", "leader", "coordinator" })
        {
            using var opened = await api.As(user).GetAsync(Address($"/evidence/{file.Id}"));
            Assert.Equal(paper, await opened.Content.ReadAsByteArrayAsync());
            Assert.Equal("Biên bản bàn giao.pdf", opened.Content.Headers.ContentDisposition!.FileNameStar);
        }

        using var hidden = await api.As("reporter-hoian").GetAsync(Address($"/evidence/{file.Id}"));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);

        static object Done(Guid? file) =>
            new { percent = 100, status = "done", evidence = new[] { new { kind = "file", title = "Biên bản", file } } };
    }

    [Theory]
    [InlineData("""{ "percent": 101, "status": "in-progress" }""", "/percent", "out-of-range")]
    [InlineData("""{ "percent": 50, "status": "done", "evidence": [{ "kind": "link", "title": "Ảnh", "url": "https://a.vn" }] }""",
        "/status", "status-differs-from-percent")]
    [InlineData("""{ "percent": 10, "status": "not-done" }""", "/reason", "reason-length")]
    [InlineData("""{ "status": "in-progress" }""", "/percent", "required")]
    [InlineData("""{ "percent": 10, "status": "in-progress", "noteOn": "2024-06-02" }""", "/noteOn", "date-in-future")]
    [InlineData("""{ "percent": 10, "status": "in-progress", "evidence": [{ "kind": "link", "title": "Ảnh", "url": "javascript:alert(1)" }] }""",
        "/evidence/0/url", "invalid-address")]
    [InlineData("""{ "percent": 10, "status": "in-progress", "evidence": [{ "kind": "document", "title": "Công văn", "issuedOn": "2024-01-01" }] }""",
        "/evidence/0/number", "required")]
    public async Task What_does_not_go_together_is_told_with_its_pointer(string body, string field, string code)
    {
        var task = await Own("reporter-hoian", "V.19.2");
        using var request = new HttpRequestMessage(HttpMethod.Post, Address($"/tasks/{task.Id}/progress"))
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await api.As("reporter-hoian").SendAsync(request);

        Assert.Equal((field, code), await Problem(answer));
        Assert.Equal(1, (await Own("reporter-hoian", "V.19.2")).Version);
    }

    [Fact]
    public async Task Nobody_speaks_for_another_agency_and_leaders_only_read()
    {
        var task = await Own("reporter-gddt", "V.2.d");
        var body = new { percent = 10, status = "in-progress" };

        foreach (var (user, status) in new[]
        {
            ("reporter-hoian", HttpStatusCode.NotFound), ("coordinator", HttpStatusCode.Forbidden), ("leader", HttpStatusCode.Forbidden),
            ("fund-officer", HttpStatusCode.Forbidden), ("integrator", HttpStatusCode.Forbidden),
        })
        {
            using var answer = await Say(user, task, body);
            Assert.Equal((user, status), (user, answer.StatusCode));
        }

        using var seen = await api.As("leader").GetAsync(Address($"/tasks/{task.Id}"));
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        using var lists = await api.As("fund-officer").GetAsync(Address("/tasks"));
        Assert.Equal(HttpStatusCode.Forbidden, lists.StatusCode);
    }

    [Theory]
    [InlineData("2024-12-23", DueState.OnTrack)]
    [InlineData("2024-12-25", DueState.DueSoon)] // Six days before the last one.
    [InlineData("2024-12-31", DueState.DueSoon)]
    [InlineData("2025-01-01", DueState.Overdue)]
    public void A_week_before_the_due_day_a_duty_is_amber_and_after_it_red(string today, DueState state)
    {
        var assignment = new Reporting.Tasks.Assignment(
            Guid.NewGuid(), 2024, "V.1.a", "LDTBXH", AssignmentRole.Lead, "…", [], [], new DateOnly(2024, 12, 31), [], 1);

        Assert.Equal(state, assignment.DueStateOn(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Own_plans_are_missing_from_midnight_of_the_due_day()
    {
        api.Clock.AdjustTime(new DateTimeOffset(2024, 3, 29, 16, 59, 59, TimeSpan.Zero)); // 29/03, 23:59:59 in Viet Nam.
        try
        {
            Assert.Empty((await api.Get<OwnPlansResponse>("/plans/2024/own-plans")).Missing);
            using var told = await api.As("reporter-gddt").PostAsJsonAsync(
                Address("/plans/2024/own-plans"), new { number = "12/KH-SGDĐT", issuedOn = "2024-03-28" });
            Assert.Equal(HttpStatusCode.OK, told.StatusCode);
            api.Clock.AdjustTime(new DateTimeOffset(2024, 3, 29, 17, 0, 0, TimeSpan.Zero));
            using var late = await api.As("reporter-hoian").PostAsJsonAsync(
                Address("/plans/2024/own-plans"), new { number = "9/KH-UBND", issuedOn = "2024-03-29" });
            Assert.Equal(HttpStatusCode.OK, late.StatusCode);

            var plans = await api.Get<OwnPlansResponse>("/plans/2024/own-plans");
            Assert.Equal(new DateOnly(2024, 3, 29), plans.LastDay);
            Assert.Equal((39, 31, 29), (plans.Items.Count, plans.Items.Count(i => i.Expected), plans.Missing.Count));
            Assert.DoesNotContain(plans.Missing, m => m.Code is "GDDT" or "H02" or "KHAC" or "MTTQ");
            Assert.Equal((false, true), (plans.Items.Single(i => i.Agency == "GDDT").Late, plans.Items.Single(i => i.Agency == "H02").Late));
            using var others = await api.As("reporter-gddt").PostAsJsonAsync(
                Address("/plans/2024/own-plans"), new { agency = "YT", number = "1", issuedOn = "2024-03-28" });
            Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);
        }
        finally
        {
            api.Clock.AdjustTime(StartOfTests);
        }
    }

    [Fact]
    public async Task The_published_document_says_everything()
    {
        using var document = System.Text.Json.JsonDocument.Parse(await api.Anonymous().GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));

        Assert.Empty(PublishedDocument.Gaps(document.RootElement));
    }

    private async Task<HttpResponseMessage> Upload(string user, Guid task, byte[] content, string name, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address($"/evidence?task={task}"))
        {
            Content = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } },
        };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());

        return await api.As(user).SendAsync(request);
    }

    private static Uri Address(string path) => new("/api/v1/reporting" + path, UriKind.Relative);

    private static async Task<(string, string)> Problem(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var problem = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var error = Assert.Single(problem.RootElement.GetProperty("errors").EnumerateArray());

        return (error.GetProperty("pointer").GetString()!, error.GetProperty("code").GetString()!);
    }

    private async Task<AssignmentResponse> Own(string user, string code) =>
        (await api.As(user).GetFromJsonAsync<PlanTasksResponse>(Address("/tasks"), ReportingApi.Json))!.Items.Single(t => t.Code == code);

    private async Task<HttpResponseMessage> Say(string user, AssignmentResponse task, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address($"/tasks/{task.Id}/progress")) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{task.Version}\"");

        return await api.As(user).SendAsync(request);
    }
}
