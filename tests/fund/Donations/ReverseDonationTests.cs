using System.Net;
using ChildPlatform.Contracts.Fund;

namespace ChildPlatform.Fund.Tests.Donations;

/// <summary>F09: a mistake is a second, opposite entry; nothing is edited.</summary>
public sealed class ReverseDonationTests(FundApi api) : IClassFixture<FundApi>
{
    private static readonly object Reason = new { reason = "Ghi nhầm số tiền" };

    [Fact]
    public async Task A_reversal_is_a_linked_opposite_entry_and_the_number_stays_in_the_list()
    {
        var before = (await api.Balance("POOL")).Balance;
        var gift = await api.Gift(3_000_000);

        var reversed = await api.Post(FundApi.Officer, $"/donations/{gift.Id}/reverse", Reason, gift.Version).Read<DonationResponse>();

        Assert.Equal(DonationState.Reversed, reversed.State);
        Assert.Equal("Ghi nhầm số tiền", reversed.ReversalReason);
        Assert.Equal((gift.RecordedBy, gift.RecordedByName), (reversed.ReversedBy, reversed.ReversedByName));
        Assert.Equal(before, (await api.Balance("POOL")).Balance);
        var entries = (await api.Get<Listed<JournalEntryResponse>>("auditor", $"/journal?document={gift.Number}")).Items;
        Assert.Equal(2, entries.Count);
        Assert.Equal(entries[1].Sequence, entries[0].Reverses);
        Assert.All(entries, entry => Assert.Equal(0, entry.Postings.Sum(posting => posting.Amount)));
        Assert.Equal(entries[1].Postings.ToDictionary(p => p.Account, p => -p.Amount), entries[0].Postings.ToDictionary(p => p.Account, p => p.Amount));
        Assert.Contains((await api.Get<Listed<DonationResponse>>(FundApi.Officer, "/donations?state=reversed")).Items, item => item.Number == gift.Number);
        Assert.Contains(await api.Told<DonationReversed>(), told => told.DonationId == gift.Id && told.Amount == 3_000_000);
    }

    [Fact]
    public async Task Twenty_reversals_at_once_take_a_gift_back_once()
    {
        var gift = await api.Gift(2_000_000);
        var before = (await api.Balance("POOL")).Balance;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => api.Post(FundApi.Officer, $"/donations/{gift.Id}/reverse", Reason, gift.Version)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.OK),
            answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.PreconditionFailed, HttpStatusCode.Conflict }));
        Assert.Equal(before - 2_000_000, (await api.Balance("POOL")).Balance);
    }

    [Fact]
    public async Task A_gift_whose_money_is_reserved_cannot_be_taken_back()
    {
        var gift = await api.Gift(9_000_000, programme: "BOI");
        await api.Approved(Given.Request(9_000_000, programme: "BOI"));
        var before = await api.Footprint();

        var problem = await api.Post(FundApi.Officer, $"/donations/{gift.Id}/reverse", Reason, gift.Version)
            .Refused(HttpStatusCode.Conflict, "donation-already-spent");

        Assert.NotNull(problem.Details);
        Assert.Equal(before, await api.Footprint());
    }

    [Fact]
    public async Task A_reversal_needs_the_version_a_key_a_reason_and_the_role()
    {
        var gift = await api.Gift(1_000_000);
        var path = $"/donations/{gift.Id}/reverse";

        await api.Post(FundApi.Officer, path, Reason).Refused(HttpStatusCode.PreconditionRequired, "if-match-required");
        await api.Post(FundApi.Officer, path, Reason, version: 7).Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        Assert.Equal(["/reason required"], await api.Post(FundApi.Officer, path, new { }, version: 1).Invalid());
        await api.Post(FundApi.Cashier, path, Reason, version: 1).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Post(FundApi.Officer, $"/donations/{Guid.CreateVersion7()}/reverse", Reason, version: 1).Refused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task F24_The_receipt_is_a_PDF_for_who_may_read_it_also_after_the_reversal()
    {
        var gift = await api.Gift(12_345_000);
        await api.Post(FundApi.Officer, $"/donations/{gift.Id}/reverse", Reason, gift.Version).Read<DonationResponse>();

        using var response = await api.Get("auditor", $"/donations/{gift.Id}/receipt");

        Assert.Equal("application/pdf", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"phieu-thu-{gift.Number}.pdf", response.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("%PDF"u8.ToArray(), (await response.Content.ReadAsByteArrayAsync())[..4]);
        await api.Get("leader", $"/donations/{gift.Id}/receipt").Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Get(FundApi.Officer, $"/donations/{Guid.CreateVersion7()}/receipt").Refused(HttpStatusCode.NotFound, "not-found");
    }
}
