using System.Collections.Concurrent;
using System.Net;
using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Disbursements;

/// <summary>Everything that moves money, at once and in any order: no deadlock, no error, and the books agree with themselves.</summary>
public class MixedTrafficTests(FundApi api) : IClassFixture<FundApi>
{
    private static readonly string[] _programmes = ["AO_AM", "QUA_TANG", HocBong, "BOI"];

    [Fact]
    public async Task Gifts_approvals_payments_cancellations_and_reversals_cross_without_harm()
    {
        await api.Gift(30_000_000);
        var waiting = new ConcurrentBag<DisbursementResponse>();
        for (var i = 0; i < 40; i++)
        {
            waiting.Add(await api.Appraised(Request(1_000_000 + i, _programmes[i % _programmes.Length])));
        }

        var statuses = new ConcurrentBag<HttpStatusCode>();
        var lives = waiting.Select((one, index) => Live(one, index, statuses));
        var gifts = Enumerable.Range(0, 40).Select(async index =>
        {
            var gift = await api.Gift(500_000, index % 2 == 0 ? _programmes[index % _programmes.Length] : null);
            if (index % 5 == 0)
            {
                using var answer = await api.Post(FundApi.Officer, $"/donations/{gift.Id}/reverse", new { reason = "Nhập nhầm" }, gift.Version);
                statuses.Add(answer.StatusCode);
            }
        });

        await Task.WhenAll(lives.Concat(gifts)).WaitAsync(TimeSpan.FromMinutes(2));

        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Conflict, status.ToString()));
        Assert.Contains(HttpStatusCode.OK, statuses);
        await BooksAgree();
    }

    /// <summary>Approve, then cancel some, pay the others, and take some payments back.</summary>
    private async Task Live(DisbursementResponse appraised, int index, ConcurrentBag<HttpStatusCode> statuses)
    {
        if (await Step(FundApi.Director, appraised, "approve", null) is not { } approved)
        {
            return;
        }

        if (index % 4 == 0)
        {
            await Step(FundApi.Director, approved, "cancel", new { reason = "Không cần nữa" });
            return;
        }

        if (await Step(FundApi.Cashier, approved, "pay", null) is { } paid && index % 3 == 0)
        {
            await Step(FundApi.Accountant, paid, "reverse", new { reason = "Chuyển nhầm" });
        }

        async Task<DisbursementResponse?> Step(string user, DisbursementResponse before, string action, object? body)
        {
            using var answer = await api.Try(user, before, action, body);
            statuses.Add(answer.StatusCode);

            return answer.IsSuccessStatusCode ? await answer.Read<DisbursementResponse>() : null;
        }
    }

    private async Task BooksAgree()
    {
        Assert.True((await api.Get<JournalVerificationResponse>("auditor", "/journal/verification")).Ok);

        // Each row names a sum that is kept and the same sum counted anew.
        foreach (var (what, kept, counted) in new[]
        {
            ("money", "select balance from accounts where code = 'MONEY'",
                "select sum(amount) from journal_entries, unnest(accounts, amounts) as line (account, amount) where account = 'MONEY'"),
            ("funds", "select sum(balance) from accounts where code <> 'MONEY'",
                "select -sum(amount) from journal_entries, unnest(accounts, amounts) as line (account, amount) where account <> 'MONEY'"),
            ("money and funds", "select balance from accounts where code = 'MONEY'",
                "select sum(balance) from accounts where code <> 'MONEY'"),
            ("reserved", "select sum(reserved) from accounts", "select coalesce(sum(amount), 0) from disbursements where state = 'approved'"),
            ("used", "select sum(used) from programme_years", "select sum(amount) from disbursements where state in ('approved', 'paid')"),
            ("payments", "select sum(amount) from payment_totals", "select sum(amount) from disbursements where state = 'paid'"),
            ("receipts", "select sum(amount) from receipt_totals", "select sum(amount) from donations where state = 'recorded'"),
            ("payment book", "select last_number from number_counters where book = 'PC' and year = 2024",
                "select count(distinct number) from disbursements where number is not null"),
            ("receipt book", "select last_number from number_counters where book = 'PT' and year = 2024",
                "select count(distinct number) from donations"),
            ("entries", "select sequence from journal_head", "select count(*) from journal_entries"),
        })
        {
            Assert.Equal((what, await api.Number(counted)), (what, await api.Number(kept)));
        }
    }
}
