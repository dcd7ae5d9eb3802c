using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Lots;

/// <summary>A fund that was in use before there were lots is upgraded to books that verify.</summary>
public sealed class LotsUpgradeTests
{
    [Fact]
    public async Task F13_Gifts_and_payments_from_before_get_lots_and_draws_that_verify()
    {
        await using var own = new OwnFund();
        var fund = await own.StartAsync();
        var random = new Random(11);
        for (var i = 0; i < 40; i++)
        {
            var gift = await fund.Gift(random.Next(1, 9) * 100_000, random.Next(3) == 0 ? HocBong : null,
                receivedOn: $"{new DateOnly(2024, 1, 1).AddDays(random.Next(120)):yyyy-MM-dd}");
            if (i % 9 == 0)
            {
                await fund.Post(FundApi.Officer, $"/donations/{gift.Id}/reverse", new { reason = "Ghi nhầm" }, gift.Version)
                    .Read<DonationResponse>();
            }
        }

        var standing = new List<DisbursementResponse>();
        for (var i = 0; i < 8; i++)
        {
            var approved = await fund.Approved(Request(random.Next(1, 16) * 100_000));
            var ended = i switch
            {
                2 => await fund.Act(FundApi.Director, approved, "cancel", new { reason = "Không cần nữa" }),
                5 => await fund.Act(
                    FundApi.Accountant, await fund.Act(FundApi.Cashier, approved, "pay"), "reverse", new { reason = "Chuyển nhầm" }),
                _ => i % 2 == 0 ? approved : await fund.Act(FundApi.Cashier, approved, "pay"),
            };
            if (ended.State is DisbursementState.Approved or DisbursementState.Paid)
            {
                standing.Add(ended);
            }
        }

        // The database as it was: the older version knows neither table.
        await fund.Execute("""
            drop table lot_draws; drop table gift_lots;
            delete from "__EFMigrationsHistory" where migration_id like '%\_GiftLots';
            """);
        await fund.MigrateAsync();

        var verification = await fund.Get<JournalVerificationResponse>("auditor", "/journal/verification");
        Assert.True(verification.Ok, verification.Problem);
        foreach (var one in standing)
        {
            var trace = await fund.Trace(one);
            Assert.Equal(one.Amount, trace.Items.Sum(item => item.Amount));
            Assert.Equal(one.FromProgramme, trace.Sources.Where(sum => sum.Restriction.Kind != RestrictionKind.None).Sum(sum => sum.Amount));
        }

        // The oldest money was spent first, in each account: behind the first lot with something left nothing is drawn from.
        Assert.Equal(0, await fund.Number("""
            select count(*) from gift_lots older join gift_lots younger on younger.account = older.account
                and (younger.received_on, younger.entry_sequence) > (older.received_on, older.entry_sequence)
            where older.reserved + older.drawn + older.taken_out < older.amount and younger.reserved + younger.drawn > 0
            """));

        // And it goes on from there.
        await fund.Paid(Request(200_000));
        Assert.True((await fund.Get<JournalVerificationResponse>("auditor", "/journal/verification")).Ok);
    }
}
