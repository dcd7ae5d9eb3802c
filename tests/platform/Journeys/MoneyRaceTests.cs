using System.Net;
using System.Text.Json.Nodes;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>Nobody overspends, however many sign at the same moment.</summary>
[Collection("platform")]
public class MoneyRaceTests(Testing.Platform platform)
{
    private readonly Books books = new(platform);

    [Fact]
    public async Task Fifty_approvals_at_once_of_what_is_enough_for_ten()
    {
        await platform.HealthyAsync();
        await LeaveAsync(10 * Requests.Million);
        var director = await platform.AsAsync("fund-director");
        var cashier = await platform.AsAsync("fund-cashier");
        var appraised = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AppraisedAsync(Requests.Million)));

        using var done = new CancellationTokenSource();
        var reader = ReadUntilAsync(done.Token);
        var approvals = await Task.WhenAll(appraised.Select(request => ActAsync(director, request, "approve")));
        var approved = approvals.Where(answer => answer.StatusCode == HttpStatusCode.OK).ToList();
        Assert.Equal(10, approved.Count);
        foreach (var refused in approvals.Except(approved))
        {
            await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "insufficient-balance");
        }

        Assert.Equal(0, (await RowAsync(Requests.Programme)).AvailableWithPool);
        var payments = await Task.WhenAll(approved.Select(async answer =>
        {
            var request = await answer.BodyAsync();
            var key = Guid.NewGuid().ToString();
            return await Task.WhenAll(PayAsync(cashier, request, key), PayAsync(cashier, request, key));
        }));
        await done.CancelAsync();
        var reads = await reader;

        // Both of a pair tell of one and the same payment, and one of them only repeats it.
        Assert.All(payments, pair => Assert.Single(pair.Select(p => p.Body).Distinct()));
        Assert.All(payments, pair => Assert.Single(pair, p => p.Replayed));
        Assert.Equal(10, payments.Select(pair => (string)JsonNode.Parse(pair[0].Body)!["number"]!).Distinct().Count());
        Assert.Equal(0, (await RowAsync(Requests.Programme)).Balance);
        Assert.Equal(0, (await RowAsync("POOL")).Balance);
        Assert.True(reads > 0);
        TestContext.Current.TestOutputHelper?.WriteLine("balances were read {0} times", reads);
        await books.AreRightAsync();
    }

    /// <summary>Reads all balances again and again; none may be below zero at any moment.</summary>
    private async Task<int> ReadUntilAsync(CancellationToken done)
    {
        var reads = 0;
        while (!done.IsCancellationRequested)
        {
            Assert.DoesNotContain(await books.BalancesAsync(), row => (long)row!["balance"]! < 0 || (long)row["available"]! < 0);
            reads++;
        }

        return reads;
    }

    /// <summary>Other tests leave money too: what is more than wanted is paid out first, what is less is given.</summary>
    private async Task LeaveAsync(long wanted)
    {
        var row = await RowAsync(Requests.Programme);
        if (row.AvailableWithPool > wanted)
        {
            var answer = await ActAsync(
                await platform.AsAsync("fund-director"), await AppraisedAsync(row.AvailableWithPool - wanted), "approve");
            var request = await answer.ShouldBeAsync(HttpStatusCode.OK);
            if ((string?)request["state"] == "appraised")
            {
                answer = await ActAsync(await platform.AsAsync("fund-council"), request, "approve");
                request = await answer.ShouldBeAsync(HttpStatusCode.OK);
            }

            await PayAsync(await platform.AsAsync("fund-cashier"), request, Guid.NewGuid().ToString());
        }
        else if (row.AvailableWithPool < wanted)
        {
            using var answer = await (await platform.AsAsync("fund-officer")).PostAsync(
                Requests.Donations, Requests.Gift(wanted - row.AvailableWithPool, programme: Requests.Programme));
            await answer.ShouldBeAsync(HttpStatusCode.Created);
        }

        Assert.Equal(wanted, (await RowAsync(Requests.Programme)).AvailableWithPool);
        await PayOutWhatIsReservedAsync();
    }

    /// <summary>What other tests have approved and not paid would still be in the balance at the end.</summary>
    private async Task PayOutWhatIsReservedAsync()
    {
        var cashier = await platform.AsAsync("fund-cashier");
        foreach (var request in await books.ListAsync($"{Requests.Disbursements}?state=approved"))
        {
            await PayAsync(cashier, request, Guid.NewGuid().ToString());
        }
    }

    private async Task<JsonObject> AppraisedAsync(long amount)
    {
        var officer = await platform.AsAsync("fund-officer");
        using var draft = await officer.PostAsync(Requests.Disbursements, Requests.Disbursement(amount));
        var request = await draft.ShouldBeAsync(HttpStatusCode.Created);
        using var submitted = await ActAsync(officer, request, "submit");
        request = await submitted.ShouldBeAsync(HttpStatusCode.OK);
        using var appraised = await ActAsync(await platform.AsAsync("fund-accountant"), request, "appraise");
        return await appraised.ShouldBeAsync(HttpStatusCode.OK);
    }

    private static Task<HttpResponseMessage> ActAsync(HttpClient client, JsonObject request, string verb, string? key = null) =>
        client.PostAsync($"{Requests.Disbursements}/{request["id"]}/{verb}", [], key, $"\"{request["version"]}\"");

    /// <summary>The second of a pair may hear that the first is still running, and asks again.</summary>
    private static async Task<(string Body, bool Replayed)> PayAsync(HttpClient cashier, JsonObject request, string key)
    {
        using var answer = await Eventually.Value(
            () => ActAsync(cashier, request, "pay", key), answer => answer.StatusCode != HttpStatusCode.Conflict);
        return ((await answer.ShouldBeAsync(HttpStatusCode.OK)).ToJsonString(), answer.Headers.Contains("Idempotency-Replayed"));
    }

    private async Task<(long Balance, long AvailableWithPool)> RowAsync(string programme)
    {
        var row = (await books.BalancesAsync()).Single(i => (string?)i!["programme"] == programme)!;
        return ((long)row["balance"]!, (long)row["availableWithPool"]!);
    }
}
