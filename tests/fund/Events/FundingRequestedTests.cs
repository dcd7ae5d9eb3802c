using ChildPlatform.Contracts.Events;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Tests.Units;
using ChildPlatform.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChildPlatform.Fund.Tests.Events;

/// <summary>What happens in the fund when an event asks for money.</summary>
public class FundingRequestedTests(FundApiWithBroker api) : IClassFixture<FundApiWithBroker>
{
    [Fact]
    public async Task A_request_that_is_told_three_times_is_opened_once_and_submitted()
    {
        var asked = Asked("HOC_BONG", 5_000_001);
        await Tell(asked);
        await Tell(asked);
        await Tell(asked);
        await Eventually.Until(() => Exists(asked.RequestId), TimeSpan.FromSeconds(60));

        // Messages of one queue are taken in one after the other: when the fourth is there, the first three were looked at.
        var last = Asked("HOC_BONG");
        await Tell(last);
        await Eventually.Until(() => Exists(last.RequestId), TimeSpan.FromSeconds(30));

        var opened = await api.Get<DisbursementResponse>(FundApi.Accountant, $"/disbursements/{asked.RequestId}");
        Assert.Equal((DisbursementState.Submitted, "events", "event-organizer"), (opened.State, opened.AskedBy, opened.RequestedBy));
        Assert.Equal((CaseCheck.NotNeeded, 5_000_001), (opened.CaseCheck, opened.Amount));
        var line = Assert.Single(opened.Beneficiaries);
        Assert.Equal(((string?)null, (string?)null, "20341", 150), (line.CaseNumber, line.Group, line.UnitCode, line.Count));
        Assert.Equal("UBND Phường An Mỹ", opened.Payee.Name);
        Assert.Equal(1, await api.Number("select count(*) from disbursements where asked_by = 'events' and amount = 5000001"));
    }

    [Fact]
    public async Task What_the_catalogues_do_not_know_is_rejected_and_who_asked_is_told_why()
    {
        var asked = Asked("KHONG_CO");
        await Tell(asked);

        await Eventually.Until(
            async () => (await api.Told<FundingDecided>()).Any(decided => decided.RequestId == asked.RequestId), TimeSpan.FromSeconds(60));

        var decided = (await api.Told<FundingDecided>()).Single(one => one.RequestId == asked.RequestId);
        Assert.Equal(FundingDecision.Rejected, decided.Decision);
        Assert.Contains("/programme", decided.Reason, StringComparison.Ordinal);
        Assert.False(await Exists(asked.RequestId));
    }

    private static FundingRequested Asked(string programme, long amount = 5_000_000) => new()
    {
        RequestId = Guid.CreateVersion7(),
        EventId = Guid.CreateVersion7(),
        EventNumber = "SK-2024-00012",
        UnitCode = "20341",
        UnitPath = "",
        Programme = programme,
        Amount = amount,
        Purpose = "Kinh phí sự kiện SK-2024-00012: Đêm hội trăng rằm",
        ChildrenCount = 150,
        PayeeName = "UBND Phường An Mỹ",
        RequestedBy = "event-organizer",
        RequestedByName = "Đặng Ngọc Lan",
        RequestedAt = DateTimeOffset.UnixEpoch,
        Version = 4,
    };

    private Task Tell(FundingRequested message) => api.Services.GetRequiredService<IBus>().Publish(message);

    private Task<bool> Exists(Guid id) => api.Query(db => db.Disbursements.AnyAsync(row => row.Id == id));
}
