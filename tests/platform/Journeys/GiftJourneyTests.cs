using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>The way of a gift: from the request to everywhere it must show, and to its number.</summary>
[Collection("platform")]
public class GiftJourneyTests(Testing.Platform platform)
{
    private const long Amount = 10 * Requests.Million;
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(2);

    private readonly Books books = new(platform);

    [Fact]
    public Task A_gift_shows_to_the_public_and_in_the_plan_within_two_seconds_and_once() => GoesAsync(Promise);

    /// <summary>The journey, which must be everywhere within this time.</summary>
    internal async Task GoesAsync(TimeSpan promise)
    {
        await platform.HealthyAsync();
        var officer = await platform.AsAsync("fund-officer");
        var visitor = platform.Anonymous();
        var (shown, counted) = (await books.RaisedInPublicAsync(), await books.RaisedWhenSettledAsync());
        var key = Guid.NewGuid().ToString();

        using var first = await officer.PostAsync(Requests.Donations, Requests.Gift(Amount), key);
        var since = Stopwatch.GetTimestamp();
        var gift = await first.ShouldBeAsync(HttpStatusCode.Created);
        var written = (shown + Amount).ToString("N0", CultureInfo.GetCultureInfo("vi-VN"));
        await Task.WhenAll(
            SeenAsync("public summary", async () => await books.RaisedInPublicAsync() == shown + Amount),
            SeenAsync("target II.6", async () => await books.RaisedInReportingAsync() == counted + Amount),
            SeenAsync("public page", async () => (await visitor.GetStringAsync(Requests.At("/cong-khai/quy?nam=2024")))
                .Contains(written, StringComparison.Ordinal)));

        using var again = await officer.PostAsync(Requests.Donations, Requests.Gift(Amount), key);
        Assert.Equal("true", again.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(gift.ToJsonString(), (await again.ShouldBeAsync(HttpStatusCode.Created)).ToJsonString());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        using var changed = await officer.PostAsync(Requests.Donations, Requests.Gift(Amount + 1), key);
        await changed.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(shown + Amount, await books.RaisedInPublicAsync());
        var listed = await books.ListAsync($"{Requests.Donations}?q={gift["number"]}");
        Assert.Equal((string)gift["id"]!, (string)Assert.Single(listed)["id"]!);

        using var receipt = await officer.GetAsync(Requests.At($"{Requests.Donations}/{gift["id"]}/receipt"));
        Assert.Equal(HttpStatusCode.OK, receipt.StatusCode);
        Assert.Equal("application/pdf", receipt.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("%PDF-", await receipt.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await books.AreRightAsync();

        async Task SeenAsync(string where, Func<Task<bool>> seen)
        {
            await Eventually.Until(seen, promise, where);
            Measured.Note(where, Stopwatch.GetElapsedTime(since));
        }
    }

    [Theory]
    [InlineData(2021, false)]
    [InlineData(2022, true)]
    public async Task Twenty_bad_gifts_among_a_hundred_and_twenty_leave_no_gap(int year, bool kill)
    {
        await platform.HealthyAsync();
        var pid = platform.PidOf("fund");
        using var client = new CarefulClient(platform, "fund-officer");
        var officer = await platform.AsAsync("fund-officer");
        var run = Guid.NewGuid();
        var numbers = new ConcurrentBag<string>();

        var gifts = Enumerable.Range(0, kill ? 60 : 120).Select(RecordAsync).ToList();
        if (kill)
        {
            // The death meets gifts that are answered, gifts under way and gifts that are still to come.
            await Eventually.Until(() => !numbers.IsEmpty);
            platform.Kill("fund");
            gifts.AddRange(Enumerable.Range(60, 60).Select(RecordAsync));
            await Eventually.Until(() => platform.PidOf("fund") is { } now && now != pid, TimeSpan.FromSeconds(60));
        }

        await Task.WhenAll(gifts);
        await platform.HealthyAsync();

        var expected = Enumerable.Range(1, 100).Select(n => string.Create(CultureInfo.InvariantCulture, $"PT-{year}-{n:000000}")).ToList();
        Assert.Equal(expected, numbers.Order());
        var listed = await books.ListAsync($"{Requests.Donations}?from={year}-01-01&to={year}-12-31");
        Assert.Equal(expected, listed.Select(gift => (string)gift["number"]!).Order());
        Assert.True(!kill || client.Retries.Count > 0, "The fund was killed too late to matter.");
        await books.AreRightAsync();

        async Task RecordAsync(int n)
        {
            var bad = n % 6 == 5;
            var gift = Requests.Gift(bad ? 0 : 1_000 + n, receivedOn: $"{year}-03-01");
            if (!bad)
            {
                numbers.Add((string)(await client.PostAsync(Requests.Donations, $"{run}-{n}", gift))["number"]!);
            }
            else if (kill)
            {
                // No matter what comes of it: it must neither use a number nor harm its neighbours.
                await Record.ExceptionAsync(() => officer.PostAsync(Requests.Donations, gift, $"{run}-{n}"));
            }
            else
            {
                using var refused = await officer.PostAsync(Requests.Donations, gift, $"{run}-{n}");
                await refused.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-input");
            }
        }
    }
}
