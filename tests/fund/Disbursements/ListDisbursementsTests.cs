using System.Net;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Disbursements;

public class ListDisbursementsTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Pages_are_stable_under_inserts_and_hold_every_row_once()
    {
        for (var i = 1; i <= 7; i++)
        {
            await api.Drafted(Request(i * 1_000, "CONG_TRINH"));
        }

        var seen = new List<DisbursementResponse>();
        var next = "/disbursements?programme=CONG_TRINH&limit=3";
        while (next is not null)
        {
            var page = await api.Get<Listed<DisbursementResponse>>("auditor", next);
            seen.AddRange(page.Items);
            next = page.Next;
            await api.Drafted(Request(9_000, "CONG_TRINH"));
        }

        Assert.Equal([7_000, 6_000, 5_000, 4_000, 3_000, 2_000, 1_000], seen.Select(item => item.Amount));
        var byAmount = await api.Get<Listed<DisbursementResponse>>("auditor", "/disbursements?programme=CONG_TRINH&sort=amount&limit=2");
        var then = await api.Get<Listed<DisbursementResponse>>("auditor", byAmount.Next!);
        Assert.Equal([1_000, 2_000, 3_000, 4_000], byAmount.Items.Concat(then.Items).Select(item => item.Amount));
    }

    [Fact]
    public async Task Search_needs_no_tone_marks_and_finds_numbers()
    {
        var draft = await api.Drafted(Request() with { Purpose = "Đợt trao xe đạp Phước Hoà" });

        foreach (var q in new[] { "dot trao xe dap", "phuoc hòa", "TRÀ LINH xe đạp", draft.RequestNumber, draft.RequestNumber.ToLowerInvariant() })
        {
            var found = await api.Get<Listed<DisbursementResponse>>("auditor", $"/disbursements?q={Uri.EscapeDataString(q)}");
            Assert.Contains(draft.Id, found.Items.Select(item => item.Id));
        }

        Assert.Empty((await api.Get<Listed<DisbursementResponse>>("auditor", "/disbursements?q=khong-co-gi-nhu-the")).Items);
    }

    [Theory]
    [InlineData("state=sent", "/state invalid-value")]
    [InlineData("sort=name", "/sort invalid-value")]
    [InlineData("limit=501", "/limit out-of-range")]
    [InlineData("cursor=x", "/cursor invalid-cursor")]
    public async Task Wrong_filters_are_named(string query, string error)
    {
        Assert.Equal([error], await api.Get("auditor", $"/disbursements?{query}").Invalid());
    }

    [Fact]
    public async Task Another_units_request_does_not_exist()
    {
        var anMy = api.As(WardOfficer("20341"));
        var anPhu = api.As(WardOfficer("20356"));
        var draft = await FundApi.Send(anMy, HttpMethod.Post, "/disbursements", Request(2_000, "BOI"), key: "an-my").Read<DisbursementResponse>();
        var path = $"/api/v1/fund/disbursements/{draft.Id}";

        await anPhu.GetAsync(new Uri(path, UriKind.Relative)).Refused(HttpStatusCode.NotFound, "not-found");
        await FundApi.Send(anPhu, HttpMethod.Post, path + "/submit", null, 1, "an-phu").Refused(HttpStatusCode.NotFound, "not-found");
        await FundApi.Send(anPhu, HttpMethod.Put, path, Request(1), 1).Refused(HttpStatusCode.NotFound, "not-found");
        var theirs = await anPhu.GetAsync(new Uri("/api/v1/fund/disbursements", UriKind.Relative)).Read<Listed<DisbursementResponse>>();
        Assert.DoesNotContain(draft.Id, theirs.Items.Select(item => item.Id));

        // Their own, and whoever stands above, see it.
        Assert.Equal(draft.Id, (await anMy.GetAsync(new Uri(path, UriKind.Relative)).Read<DisbursementResponse>()).Id);
        Assert.Equal(draft.Id, (await api.Get<DisbursementResponse>(FundApi.Accountant, path)).Id);
        await api.Get("administrator", path).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Get("leader", path).Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Counters_of_work_count_what_their_links_list()
    {
        await api.Gift(200_000_000, PhauThuat);
        await api.Drafted();
        await api.Submitted();
        await api.Appraised();
        await api.Act(FundApi.Accountant, await api.Submitted(), "reject", new { reason = "Thiếu danh sách" });
        await api.Approved(Request(1_000_000, PhauThuat));
        await api.Act(FundApi.Director, await api.Appraised(Request(60_000_000, PhauThuat)), "approve");

        foreach (var (user, code) in new[]
        {
            (FundApi.Officer, "my-drafts"), (FundApi.Officer, "my-open-requests"), (FundApi.Officer, "my-returned"),
            (FundApi.Accountant, "to-appraise"),
            (FundApi.Director, "to-approve"), (FundApi.Council, "to-sign-second"), (FundApi.Cashier, "to-pay"),
        })
        {
            var counter = (await api.Get<WorkResponse>(user, "/work")).Items.Single(item => item.Code == code);
            var listed = await api.Get<Listed<DisbursementResponse>>(user, counter.Link + "&limit=500");
            Assert.True(counter.Count > 0, code);
            Assert.Equal((counter.Count, counter.Amount), (listed.Items.Count, listed.Items.Sum(item => item.Amount)));
        }

        // Who has no queue still sees the month's gifts.
        var gifts = (await api.Get<WorkResponse>("auditor", "/work")).Items.Single();
        var month = await api.Get<Listed<DonationResponse>>("auditor", gifts.Link + "&limit=500");
        Assert.Equal(("gifts-this-month", month.Items.Count, month.Items.Sum(item => item.Amount)), (gifts.Code, gifts.Count, gifts.Amount));
    }

    [Fact]
    public async Task Export_holds_the_filtered_list_with_its_sum()
    {
        await api.Drafted(Request(11_000, "QUA_TANG"));
        await api.Drafted(Request(22_000, "QUA_TANG"));

        using var response = await api.Get("auditor", "/disbursements/export?programme=QUA_TANG");

        Assert.Equal(SheetWriter.XlsxContentType, response.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        await using var sheet = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        using var reader = SheetReader.Open(sheet, "khoan-chi.xlsx");
        var rows = reader.Rows().Select(row => row.Cells.Select(cell => cell.Text).ToList()).ToList();
        Assert.Equal(2, rows.Count(cells => cells.Any(cell => cell.StartsWith("DN-2024-", StringComparison.Ordinal))));
        Assert.Contains("33000", rows[^1]);
        Assert.Equal(("Danh sách đề nghị chi, lập ngày 20/05/2024", true), (rows[1][0], rows[2][0].StartsWith("Lọc theo: chương trình: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_summary_counts_all_that_the_filter_finds_by_state()
    {
        await api.Drafted(Request(1_000, "KHAN_CAP"));
        await api.Drafted(Request(2_000, "KHAN_CAP"));
        await api.Submitted(Request(4_000, "KHAN_CAP"));

        var all = await api.Get<DisbursementSummaryResponse>("auditor", "/disbursements/summary?programme=KHAN_CAP");
        var drafts = await api.Get<DisbursementSummaryResponse>("auditor", "/disbursements/summary?programme=KHAN_CAP&state=draft");

        Assert.Equal((3, 7_000), (all.Count, all.Total));
        Assert.Equal([(DisbursementState.Draft, 2, 3_000), (DisbursementState.Submitted, 1, 4_000)],
            all.States.Select(state => (state.State, state.Count, state.Total)));
        Assert.Equal((2, 3_000, 1), (drafts.Count, drafts.Total, drafts.States.Count));
        Assert.Equal(["/programme not-in-catalogue", "/state invalid-value"],
            (await api.Get("auditor", "/disbursements/summary?programme=XX&state=gone").Invalid()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_signs_sees_what_the_programme_can_pay()
    {
        await api.Gift(3_000_000, "BUA_AN");
        var pool = (await api.Balance("POOL")).Available!.Value;
        var draft = await api.Drafted(Request(1_000, "BUA_AN"));
        Assert.Null((await api.Get<DisbursementResponse>(FundApi.Officer, $"/disbursements/{draft.Id}")).Available);

        var submitted = await api.Act(FundApi.Officer, draft, "submit");
        var read = (await api.Get<DisbursementResponse>(FundApi.Accountant, $"/disbursements/{draft.Id}")).Available!;
        Assert.Equal((3_000_000, pool, pool + 3_000_000, null), (read.Own, read.Pool, read.Total, read.LimitLeft));

        var programme = await api.Get<ProgrammeResponse>(FundApi.Accountant, "/programmes/BUA_AN");
        await api.Put(FundApi.Accountant, "/programmes/BUA_AN/limits/2024", new { limit = 500_000 }, programme.Version).Read<ProgrammeResponse>();
        var appraised = await api.Act(FundApi.Accountant, submitted, "appraise");
        Assert.Equal(500_000, (await api.Get<DisbursementResponse>(FundApi.Director, $"/disbursements/{draft.Id}")).Available!.LimitLeft);
        Assert.All((await api.Get<Listed<DisbursementResponse>>(FundApi.Director, "/disbursements?programme=BUA_AN")).Items, item => Assert.Null(item.Available));

        await api.Act(FundApi.Director, appraised, "approve");
        Assert.Null((await api.Get<DisbursementResponse>(FundApi.Cashier, $"/disbursements/{draft.Id}")).Available);
    }
}
