using System.Net;
using System.Text.Json;
using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Disbursements;

public class ApproveDisbursementTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Approval_reserves_once()
    {
        await api.Gift(20_000_000);
        var pool = await api.Balance("POOL");
        var appraised = await api.Appraised(Request(20_000_000));

        var key = Guid.NewGuid().ToString();
        var approved = await api.Try(FundApi.Director, appraised, "approve", "{}", key).Read<DisbursementResponse>();

        Assert.Equal(DisbursementState.Approved, approved.State);
        Assert.Equal("fund-approver", approved.Approvals.Single().Role);
        Assert.Equal("Phạm Quốc Dũng", approved.Approvals.Single().ByName);
        Assert.Equal(20_000_000, approved.FromProgramme + approved.FromPool);
        var after = await api.Balance("POOL");
        Assert.Equal(pool.Reserved + approved.FromPool, after.Reserved);
        Assert.Equal(pool.Balance, after.Balance);

        using var replay = await api.Try(FundApi.Director, appraised, "approve", "{}", key);
        Assert.Equal("true", replay.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(after, await api.Balance("POOL"));
        await api.Try(FundApi.Director, appraised, "approve").Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await api.Try(FundApi.Director, approved, "approve").Refused(HttpStatusCode.Conflict, "wrong-state");
    }

    [Fact]
    public async Task Refusals_leave_no_trace()
    {
        await api.Gift(1_000_000);
        var appraised = await api.Appraised(Request(1_000_000));
        var submitted = await api.Submitted(Request(1_000_000));
        var before = await api.Footprint();

        await api.Try(FundApi.Officer, appraised, "approve").Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Try(FundApi.Accountant, appraised, "approve").Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Try("integrator", appraised, "approve").Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Try(FundApi.Council, appraised, "approve").Refused(HttpStatusCode.Conflict, "first-signature-missing");
        await api.Try(FundApi.Director, submitted, "approve").Refused(HttpStatusCode.Conflict, "wrong-state");
        await api.Try(FundApi.Cashier, submitted, "pay").Refused(HttpStatusCode.Conflict, "wrong-state");
        await api.Try(FundApi.Director, appraised with { Version = 1 }, "approve")
            .Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await api.Post(FundApi.Director, $"/disbursements/{appraised.Id}/approve")
            .Refused(HttpStatusCode.PreconditionRequired, "if-match-required");
        await FundApi.Send(api.As(FundApi.Director), HttpMethod.Post, $"/disbursements/{appraised.Id}/approve", version: 3)
            .Refused(HttpStatusCode.PreconditionRequired, "idempotency-key-required");
        await api.Post(FundApi.Director, $"/disbursements/{Guid.NewGuid()}/approve", version: 3)
            .Refused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(["/why unknown-member"], await api.Try(FundApi.Director, appraised, "approve", """{"why": "x"}""").Invalid());

        Assert.Equal(before, await api.Footprint());
    }

    [Fact]
    public async Task Requester_who_is_also_director_may_not_approve_their_own()
    {
        await api.Gift(1_000_000);
        var both = Testing.Tokens.Users[FundApi.Officer] with
        {
            Subject = "officer-and-director",
            Roles = ["fund-officer", "fund-approver", "fund-accountant"],
        };
        var client = api.As(both);
        var draft = await FundApi.Send(client, HttpMethod.Post, "/disbursements", Request(1_000_000), key: "own-1").Read<DisbursementResponse>();
        var submitted = await FundApi.Send(client, HttpMethod.Post, $"/disbursements/{draft.Id}/submit", null, 1, "own-2")
            .Read<DisbursementResponse>();
        await FundApi.Send(client, HttpMethod.Post, $"/disbursements/{draft.Id}/appraise", null, submitted.Version, "own-3")
            .Refused(HttpStatusCode.Conflict, "same-person-twice");
        var appraised = await api.Act(FundApi.Accountant, submitted, "appraise");
        var before = await api.Footprint();

        await FundApi.Send(client, HttpMethod.Post, $"/disbursements/{draft.Id}/approve", null, appraised.Version, "own-4")
            .Refused(HttpStatusCode.Conflict, "approver-is-requester");

        Assert.Equal(before, await api.Footprint());
    }

    [Fact]
    public async Task Above_the_threshold_the_council_signs_too()
    {
        await api.Gift(200_000_000, PhauThuat);
        var appraised = await api.Appraised(Request(50_000_001, PhauThuat));
        Assert.True(appraised.SecondSignatureNeeded);

        var once = await api.Act(FundApi.Director, appraised, "approve");
        Assert.Equal(DisbursementState.Appraised, once.State);
        Assert.Single(once.Approvals);
        Assert.Null(once.FromProgramme);
        Assert.Equal(0, (await api.Balance(PhauThuat)).Reserved);
        await api.Try(FundApi.Cashier, once, "pay").Refused(HttpStatusCode.Conflict, "second-signature-missing");
        await api.Try(FundApi.Director, once, "approve").Refused(HttpStatusCode.Conflict, "same-person-twice");

        var twice = await api.Act(FundApi.Council, once, "approve");
        Assert.Equal(DisbursementState.Approved, twice.State);
        Assert.Equal(["fund-approver", "fund-council-approver"], twice.Approvals.Select(approval => approval.Role));
        Assert.Equal((50_000_001, 0), (twice.FromProgramme, twice.FromPool));
        Assert.Equal(50_000_001, (await api.Balance(PhauThuat)).Reserved);
    }

    [Fact]
    public async Task Fifty_approvals_at_once_of_ten_millions_worth_let_ten_pass()
    {
        const string programme = "AO_AM";
        await api.Gift(4_000_000, programme);
        var free = (await api.Balance(programme)).AvailableWithPool!.Value;
        if (free < 10_000_000)
        {
            await api.Gift(10_000_000 - free);
        }

        // Whatever other tests left in the pool is put aside, so that exactly ten millions are available.
        var rest = (await api.Balance(programme)).AvailableWithPool!.Value - 10_000_000;
        if (rest > 0)
        {
            await api.Approved(Request(rest, "ME_DO_DAU"));
        }

        var waiting = new List<DisbursementResponse>();
        for (var i = 0; i < 50; i++)
        {
            waiting.Add(await api.Appraised(Request(1_000_000, programme)));
        }

        using var reading = new CancellationTokenSource();
        var reader = WatchBalances(reading.Token);
        var answers = await Task.WhenAll(waiting.Select(async one =>
        {
            using var response = await api.Try(FundApi.Director, one, "approve");

            return (response.StatusCode, Body: await response.Content.ReadAsStringAsync());
        }));

        Assert.Equal(10, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        var refusals = answers.Where(answer => answer.StatusCode != HttpStatusCode.OK).ToList();
        Assert.Equal(40, refusals.Count);
        Assert.All(refusals, refusal =>
        {
            Assert.Equal(HttpStatusCode.Conflict, refusal.StatusCode);
            using var problem = JsonDocument.Parse(refusal.Body);
            Assert.Equal("insufficient-balance", problem.RootElement.GetProperty("code").GetString());
            Assert.Equal(1_000_000, problem.RootElement.GetProperty("details").GetProperty("amount").GetInt64());
        });
        Assert.Equal(0, (await api.Balance(programme)).AvailableWithPool);

        await PayAllTwice(waiting, programme);
        await reading.CancelAsync();
        Assert.True(await reader > 0);
    }

    /// <summary>The ten payments at once, each sent twice with its own key: ten effects, nothing left, no gap in the book.</summary>
    private async Task PayAllTwice(IEnumerable<DisbursementResponse> waiting, string programme)
    {
        var approved = new List<DisbursementResponse>();
        foreach (var one in waiting)
        {
            var read = await api.Get<DisbursementResponse>(FundApi.Cashier, $"/disbursements/{one.Id}");
            if (read.State is DisbursementState.Approved)
            {
                approved.Add(read);
            }
        }

        var entries = await api.Number("select count(*) from journal_entries where kind = 'payment'");
        var money = await api.Number("select balance from accounts where code = 'MONEY'");
        var keys = approved.ToDictionary(one => one.Id, _ => Guid.NewGuid().ToString());
        var answers = await Task.WhenAll(approved.Concat(approved).Select(async one =>
        {
            using var response = await api.Try(FundApi.Cashier, one, "pay", null, keys[one.Id]);

            return (one.Id, response.StatusCode, Body: await response.Content.ReadAsStringAsync());
        }));

        // The twin that came while the first still ran is told so; asked again, it gets the first's answer.
        Assert.All(answers, answer => Assert.True(
            answer.StatusCode == HttpStatusCode.OK || answer.Body.Contains("idempotency-key-in-use", StringComparison.Ordinal), answer.Body));
        var numbers = new HashSet<string>();
        foreach (var one in approved)
        {
            using var again = await api.Try(FundApi.Cashier, one, "pay", null, keys[one.Id]);
            Assert.Equal("true", again.Headers.GetValues("Idempotency-Replayed").Single());
            numbers.Add((await again.Read<DisbursementResponse>()).Number!);
        }

        Assert.Equal(10, numbers.Count);
        Assert.Equal(entries + 10, await api.Number("select count(*) from journal_entries where kind = 'payment'"));
        Assert.Equal(money - 10_000_000, await api.Number("select balance from accounts where code = 'MONEY'"));
        var own = await api.Balance(programme);
        Assert.Equal((0, 0, 0), (own.Balance, own.Reserved, own.AvailableWithPool));
        Assert.Equal(0, await api.Number("""
            select max(last_number) - (select count(distinct number) from disbursements where number like 'PC-2024-%')
            from number_counters where book = 'PC' and year = 2024
            """));
    }

    /// <summary>Reads balances until told to stop; none may ever be below zero.</summary>
    private async Task<int> WatchBalances(CancellationToken stop)
    {
        var reads = 0;
        while (!stop.IsCancellationRequested)
        {
            var balances = await api.Get<BalancesResponse>("auditor", "/balances");
            Assert.All(balances.Items, item =>
                Assert.True(item.Balance >= 0 && item.Reserved >= 0 && item.Available >= 0, $"{item.Programme} {item.Balance} {item.Reserved}"));
            reads++;
        }

        return reads;
    }

    [Fact]
    public async Task Restricted_money_pays_for_its_own_programme_only()
    {
        await api.Gift(5_000_000, "BOI");
        var pool = (await api.Balance("POOL")).Available!.Value;
        var other = await api.Appraised(Request(pool + 1, "CONG_TRINH"));

        var problem = await api.Try(FundApi.Director, other, "approve").Refused(HttpStatusCode.Conflict, "insufficient-balance");

        Assert.Equal(pool, ((JsonElement)problem.Details!["available"]!).GetInt64());
        Assert.Equal(5_000_000, (await api.Balance("BOI")).Available);
    }

    [Fact]
    public async Task Limit_of_the_planned_year_stops_what_the_balance_would_allow()
    {
        const string programme = "BUA_AN";
        await api.Gift(10_000_000, programme);
        var version = (await api.Get<ProgrammeResponse>(FundApi.Accountant, $"/programmes/{programme}")).Version;
        var limited = await api.Put(FundApi.Accountant, $"/programmes/{programme}/limits/2024", new { limit = 3_000_000 }, version)
            .Read<ProgrammeResponse>();
        await api.Approved(Request(2_000_000, programme));
        var second = await api.Appraised(Request(1_000_001, programme));
        var before = await api.Footprint();

        var problem = await api.Try(FundApi.Director, second, "approve").Refused(HttpStatusCode.Conflict, "limit-exceeded");

        Assert.Equal(3_000_000, ((JsonElement)problem.Details!["limit"]!).GetInt64());
        Assert.Equal(2_000_000, ((JsonElement)problem.Details["used"]!).GetInt64());
        Assert.Equal(before, await api.Footprint());

        // Next year's money is not this year's.
        await api.Approved(Request(1_000_001, programme, plannedOn: new DateOnly(2025, 1, 2)));

        var lifted = await api.Put(FundApi.Director, $"/programmes/{programme}/limits/2024", new { limit = (long?)null }, limited.Version)
            .Read<ProgrammeResponse>();
        Assert.Null(lifted.Limit);
        Assert.Equal(2_000_000, lifted.LimitUsed);
        await api.Act(FundApi.Director, second, "approve");
    }

    [Fact]
    public async Task Case_that_was_not_verified_waits_and_may_be_asked_again()
    {
        await api.Gift(1_000_000);
        var appraised = await api.Appraised(Request(1_000_000, caseNumber: "VV-2024-00045"));
        Assert.Equal(CaseCheck.ToBeChecked, appraised.CaseCheck);
        var before = await api.Footprint();

        using var response = await api.Try(FundApi.Director, appraised, "approve");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("case-not-verified", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await api.Footprint());
        Assert.Equal(DisbursementState.Appraised, (await api.Get<DisbursementResponse>(FundApi.Director, $"/disbursements/{appraised.Id}")).State);
    }
}
