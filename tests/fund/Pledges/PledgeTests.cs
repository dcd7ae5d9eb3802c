using System.Net;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Fund.Pledges;
using ChildPlatform.ServiceDefaults.Notices;
using Microsoft.Extensions.DependencyInjection;

namespace ChildPlatform.Fund.Tests.Pledges;

/// <summary>F06: money that is promised in instalments, and what came of it. Today is 20 May 2024.</summary>
public sealed class PledgeTests(FundApi api) : IClassFixture<FundApi>
{
    private const long Million = 1_000_000;

    [Fact]
    public async Task F06_A_pledge_of_100_million_in_four_leaves_the_ledger_alone_until_a_receipt_and_then_75_are_left()
    {
        var donor = await Donor("Công ty Hứa Bốn Đợt");
        var before = await api.Footprint();
        var entries = await api.Number("select count(*) from journal_entries");
        var money = await api.Number("select sum(balance) from accounts where code = 'MONEY'");

        var pledge = await Record(donor, "2024-04-01", ("2024-05-01", 25), ("2024-06-01", 25), ("2024-09-01", 25),
            ("2024-12-01", 25))
            .Read<PledgeResponse>();

        Assert.Equal((100 * Million, 0, 100 * Million), (pledge.Amount, pledge.Received, pledge.Remaining));
        Assert.Equal((PledgeState.Overdue, 25 * Million, new DateOnly(2024, 5, 1)),
            (pledge.State, pledge.Overdue, pledge.NextDueOn));
        Assert.Equal(entries, await api.Number("select count(*) from journal_entries"));
        Assert.Equal(money, await api.Number("select sum(balance) from accounts where code = 'MONEY'"));
        Assert.NotEqual(before, await api.Footprint());

        var gift = await Gift(donor, 25 * Million, pledge.Id).Read<DonationResponse>();

        Assert.Equal(pledge.Id, gift.Pledge);
        Assert.Equal(money + (25 * Million), await api.Number("select sum(balance) from accounts where code = 'MONEY'"));
        var after = await Get(pledge);
        Assert.Equal((25 * Million, 75 * Million, PledgeState.Open, new DateOnly(2024, 6, 1)),
            (after.Received, after.Remaining, after.State, after.NextDueOn!.Value));
        Assert.Equal([InstalmentState.Paid, InstalmentState.Due, InstalmentState.Due, InstalmentState.Due],
            after.Instalments.Select(part => part.State));
        Assert.Equal([gift.Id], (await api.Get<Listed<DonationResponse>>(FundApi.Officer, $"/donations?pledge={pledge.Id}"))
            .Items.Select(row => row.Id));

        // What is taken back is owing again.
        await api.Post(FundApi.Officer, $"/donations/{gift.Id}/reverse", new { reason = "Ghi nhầm" }, gift.Version)
            .Read<DonationResponse>();
        Assert.Equal((0, PledgeState.Overdue), ((await Get(pledge)).Received, (await Get(pledge)).State));
    }

    [Fact]
    public async Task F06_Money_fills_the_earliest_instalment_and_a_gift_finds_its_pledge_later_too()
    {
        var donor = await Donor("Công ty Nhớ Ra Sau");
        var pledge = await Record(donor, "2024-04-01", ("2024-08-01", 10), ("2024-06-01", 20)).Read<PledgeResponse>();
        Assert.Equal([new DateOnly(2024, 6, 1), new DateOnly(2024, 8, 1)], pledge.Instalments.Select(part => part.DueOn));
        var gift = await Gift(donor, 25 * Million, pledge: null).Read<DonationResponse>();
        var path = $"/donations/{gift.Id}/pledge";

        await api.Put(FundApi.Officer, path, new { pledge = pledge.Id }, version: 9)
            .Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        var put = await api.Put(FundApi.Officer, path, new { pledge = pledge.Id }, gift.Version).Read<DonationResponse>();

        Assert.Equal((pledge.Id, 2), (put.Pledge, put.Version));
        Assert.Equal([(20 * Million, InstalmentState.Paid), (5 * Million, InstalmentState.PartlyPaid)],
            (await Get(pledge)).Instalments.Select(part => (part.Received, part.State)));
        await api.Put(FundApi.Officer, path, new { }, put.Version).Read<DonationResponse>();
        Assert.Equal(0, (await Get(pledge)).Received);
    }

    [Fact]
    public async Task F06_Cancelling_keeps_what_came_and_says_why()
    {
        var donor = await Donor("Công ty Thôi Không");
        var pledge = await Record(donor, "2024-04-01", ("2024-05-01", 10), ("2024-07-01", 10)).Read<PledgeResponse>();
        await Gift(donor, 10 * Million, pledge.Id).Read<DonationResponse>();
        var path = $"/pledges/{pledge.Id}/cancel";

        Assert.Equal(["/reason required"], await api.Post(FundApi.Officer, path, new { }, pledge.Version).Invalid());
        await api.Post(FundApi.Director, path, new { reason = "Khó khăn" }, pledge.Version)
            .Refused(HttpStatusCode.Forbidden, "forbidden");
        var cancelled = await api.Post(FundApi.Officer, path, new { reason = "Doanh nghiệp khó khăn" }, pledge.Version)
            .Read<PledgeResponse>();

        Assert.Equal((PledgeState.Cancelled, 10 * Million, 0, 0),
            (cancelled.State, cancelled.Received, cancelled.Remaining, cancelled.Overdue));
        Assert.Equal("Doanh nghiệp khó khăn", cancelled.CancelReason);
        await api.Post(FundApi.Officer, path, new { reason = "Lần nữa" }, cancelled.Version)
            .Refused(HttpStatusCode.Conflict, "pledge-cancelled");
        await Gift(donor, Million, pledge.Id).Refused(HttpStatusCode.Conflict, "pledge-cancelled");
        await Schedule(cancelled, ("2024-07-01", 1)).Refused(HttpStatusCode.Conflict, "pledge-cancelled");

        var whole = await Record(donor, "2024-04-01", ("2024-05-01", 10)).Read<PledgeResponse>();
        await Gift(donor, 11 * Million, whole.Id).Read<DonationResponse>();
        Assert.Equal((PledgeState.Fulfilled, 0), ((await Get(whole)).State, (await Get(whole)).Remaining));
        await api.Post(FundApi.Officer, $"/pledges/{whole.Id}/cancel", new { reason = "Đã đủ rồi" }, whole.Version)
            .Refused(HttpStatusCode.Conflict, "pledge-fulfilled");
    }

    [Fact]
    public async Task F06_Instalments_are_changed_with_the_version_and_what_came_fills_the_new_ones()
    {
        var donor = await Donor("Công ty Đổi Lịch");
        var pledge = await Record(donor, "2024-04-01", ("2024-05-01", 10), ("2024-07-01", 10), ("2024-09-01", 10))
            .Read<PledgeResponse>();
        await Gift(donor, 12 * Million, pledge.Id).Read<DonationResponse>();

        await Schedule(pledge with { Version = 7 }, ("2024-06-01", 15))
            .Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        var shorter = await Schedule(pledge, ("2024-06-01", 15), ("2024-10-01", 15)).Read<PledgeResponse>();
        Assert.Equal((30 * Million, 18 * Million, 2, PledgeState.Open),
            (shorter.Amount, shorter.Remaining, shorter.Version, shorter.State));
        var longer = await Schedule(shorter, ("2024-06-01", 5), ("2024-10-01", 5), ("2024-11-01", 5), ("2024-12-01", 5))
            .Read<PledgeResponse>();
        Assert.Equal([5, 5, 2, 0], longer.Instalments.Select(part => part.Received / Million));
        Assert.Equal(2, await api.Number(
            $"select count(*) from audit_entries where action = 'pledge.scheduled' and subject_id = '{pledge.Id}'"));
    }

    [Fact]
    public async Task F06_A_pledge_that_makes_no_sense_is_refused_with_its_places()
    {
        var donor = await Donor("Công ty Sai Chỗ");
        var before = await api.Footprint();

        Assert.Equal(["/pledgedOn date-in-future", "/sourceKind not-in-catalogue", "/programme not-in-catalogue",
            "/donor unknown-donor",
                "/instalments/1/dueOn due-before-pledge"],
            await api.Post(FundApi.Officer, "/pledges", new
            {
                donor = Guid.NewGuid(),
                sourceKind = "KHONG_CO",
                programme = "KHONG_CO",
                pledgedOn = "2024-05-21",
                instalments = new[] { new { dueOn = "2024-06-01", amount = 1 }, new { dueOn = "2024-05-20", amount = 1 } },
            }).Invalid());
        Assert.Equal(["/instalments instalments-count"], await Record(donor, "2024-04-01").Invalid());
        Assert.Equal(["/instalments/0/amount amount-out-of-range"],
            await Record(donor, "2024-04-01", ("2024-05-01", 0)).Invalid());
        await api.Post(FundApi.Cashier, "/pledges", new { }).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(before, await api.Footprint());

        var pledge = await Record(donor, "2024-04-01", ("2024-05-01", 10)).Read<PledgeResponse>();
        var other = await Donor("Công ty Người Khác");
        Assert.Equal(["/donor/id pledge-of-other-donor"], await Gift(other, Million, pledge.Id).Invalid());
        Assert.Equal(["/pledge unknown-pledge"], await Gift(donor, Million, Guid.NewGuid()).Invalid());
        await FundApi.Send(api.As(Given.WardOfficer("20341")), HttpMethod.Get, $"/pledges/{pledge.Id}")
            .Refused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task F06_The_list_is_filtered_by_state_day_and_name_paged_and_exported()
    {
        var donor = await Donor("Hợp tác xã Lọc Cam Kết");
        var late = await Record(donor, "2024-01-01", ("2024-05-19", 1)).Read<PledgeResponse>();
        var open = await Record(donor, "2024-01-02", ("2024-05-20", 2)).Read<PledgeResponse>();
        var done = await Record(donor, "2024-01-03", ("2024-05-01", 3)).Read<PledgeResponse>();
        await Gift(donor, 3 * Million, done.Id).Read<DonationResponse>();
        var gone = await Record(donor, "2024-01-04", ("2024-05-01", 4)).Read<PledgeResponse>();
        await api.Post(FundApi.Officer, $"/pledges/{gone.Id}/cancel", new { reason = "Thôi hứa" }, gone.Version)
            .Read<PledgeResponse>();

        Assert.Equal([gone.Id, done.Id, open.Id, late.Id], await Ids("limit=2"));
        Assert.Equal([late.Id], await Ids("state=overdue"));
        Assert.Equal([open.Id, late.Id], await Ids("state=open,overdue"));
        Assert.Equal([done.Id], await Ids("state=fulfilled"));
        Assert.Equal([gone.Id], await Ids("state=cancelled"));
        Assert.Equal([open.Id], await Ids("dueFrom=2024-05-20&dueTo=2024-05-31"));
        Assert.Equal([late.Id],
            (await api.Get<Listed<PledgeResponse>>(FundApi.Officer, $"/pledges?q={late.Number}")).Items.Select(row => row.Id));
        Assert.Equal(["/state invalid-value"], await api.Get(FundApi.Officer, "/pledges?state=lost").Invalid());
        Assert.Equal(["/state invalid-value"], await api.Get(FundApi.Officer, "/pledges/export?state=lost").Invalid());

        using var response = await api.Get(FundApi.Officer, "/pledges/export?q=loc%20cam%20ket&state=overdue,open");
        using var file = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        using var sheet = SheetReader.Open(file, "cam-ket.xlsx");
        var rows = sheet.Rows().Where(row => row[0].Text?.StartsWith("CK-", StringComparison.Ordinal) is true).ToList();
        Assert.Equal([open.Number, late.Number], rows.Select(row => row[0].Text));

        var work = await api.Get<WorkResponse>(FundApi.Officer, "/work");
        var counter = work.Items.Single(item => item.Code == "overdue-pledges");
        var listed = (await api.Get<Listed<PledgeResponse>>(FundApi.Officer, counter.Link + "&limit=500")).Items;
        Assert.Equal((listed.Count, listed.Sum(row => row.Overdue)), (counter.Count, counter.Amount));

        async Task<List<Guid>> Ids(string query)
        {
            var ids = new List<Guid>();
            string? next = $"/pledges?donor={donor}&{query}";
            while (next is not null)
            {
                var page = await api.Get<Listed<PledgeResponse>>(FundApi.Officer, next);
                ids.AddRange(page.Items.Select(row => row.Id));
                next = page.Next;
            }

            return ids;
        }
    }

    [Fact]
    public async Task F06_Officers_are_reminded_before_the_day_and_each_week_after_it_without_the_donors_name()
    {
        var donor = await Donor("Công ty Được Nhắc Khẽ");
        var pledge = await Record(donor, "2024-04-01", ("2024-05-10", 1), ("2024-05-27", 2), ("2024-05-28", 3))
            .Read<PledgeResponse>();
        var job = api.Services.GetRequiredService<PledgeReminderJob>();
        await job.RunAsync(CancellationToken.None);
        Assert.Equal(0, await job.RunAsync(CancellationToken.None));

        var mine = (await api.Get<Listed<NoticeResponse>>(FundApi.Officer, "/notices?limit=500")).Items
            .Where(notice => notice.SubjectId == pledge.Id.ToString()).ToList();

        Assert.Equal(["pledge-due-soon", "pledge-overdue"], mine.Select(notice => notice.Kind).Order());
        Assert.Contains(mine, notice =>
            notice.TextVi.Contains("đợt 1 đã quá hạn 10 ngày (10/05/2024), còn 1.000.000 đồng", StringComparison.Ordinal));
        Assert.All(mine, notice => Assert.DoesNotContain("Nhắc Khẽ", notice.TextVi, StringComparison.Ordinal));
        await api.Get("leader", "/notices").Refused(HttpStatusCode.Forbidden, "forbidden");

        // Once the money came, the weeks that follow are silent; the others go on.
        await Gift(donor, Million, pledge.Id).Read<DonationResponse>();
        var later = await api.Query(db => PledgeReminders.Read(db, new DateOnly(2024, 6, 5), CancellationToken.None));
        Assert.Equal([$"pledge-overdue/{pledge.Id:N}/2/2024-05-27/1", $"pledge-overdue/{pledge.Id:N}/3/2024-05-28/1"],
            later.Where(notice => notice.SubjectId == pledge.Id.ToString()).Select(notice => notice.Key));
    }

    [Fact]
    public async Task F06_A_merge_takes_the_pledges_along_and_an_undo_gives_them_back()
    {
        var (kept, merged) = (await Donor("Cam Kết Giữ"), await Donor("Cam Kết Gộp"));
        var pledge = await Record(merged, "2024-04-01", ("2024-09-10", 1)).Read<PledgeResponse>();
        Assert.Equal(1, (await api.Get<DonorMergePreview>(FundApi.Officer, $"/donors/{kept}/merge-preview?merged={merged}"))
            .Pledges);

        var result = await api.Post(FundApi.Officer, $"/donors/{kept}/merge",
            new { merged, mergedVersion = 1, reason = "Một công ty" }, 1)
            .Read<DonorResponse>();
        Assert.Equal(kept, (await Get(pledge)).Donor.Id);
        await Gift(kept, Million, pledge.Id).Read<DonationResponse>();
        await api.Post(FundApi.Officer, $"/donors/{kept}/merges/{result.Merges[0].Id}/undo", new { reason = "Hai công ty" },
            result.Version)
            .Read<DonorResponse>();

        Assert.Equal(merged, (await Get(pledge)).Donor.Id);
    }

    private async Task<Guid> Donor(string name) =>
        (await api.Post(FundApi.Officer, "/donors", new { name, kind = "enterprise" }).Read<DonorResponse>()).Id;

    private Task<HttpResponseMessage> Record(Guid donor, string pledgedOn, params (string DueOn, long Millions)[] parts) =>
        api.Post(FundApi.Officer, "/pledges", new
        {
            donor,
            sourceKind = Given.Enterprises,
            pledgedOn,
            instalments = parts.Select(part => new { dueOn = part.DueOn, amount = part.Millions * Million }),
        });

    private Task<HttpResponseMessage> Schedule(PledgeResponse pledge, params (string DueOn, long Millions)[] parts) =>
        api.Put(FundApi.Officer, $"/pledges/{pledge.Id}/schedule",
            new { instalments = parts.Select(part => new { dueOn = part.DueOn, amount = part.Millions * Million }) },
            pledge.Version);

    private Task<HttpResponseMessage> Gift(Guid donor, long amount, Guid? pledge) => api.Post(FundApi.Officer, "/donations", new
    {
        donor = new { id = donor },
        amount,
        method = "transfer",
        receivedOn = "2024-05-20",
        sourceKind = Given.Enterprises,
        pledge,
    });

    private Task<PledgeResponse> Get(PledgeResponse pledge) => api.Get<PledgeResponse>(FundApi.Officer, $"/pledges/{pledge.Id}");
}
