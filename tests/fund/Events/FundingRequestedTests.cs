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
        Assert.Equal("Chương trình của Quỹ: Mã này không có trong danh mục.", decided.Reason);
        Assert.False(await Exists(asked.RequestId));
    }

    [Fact]
    public async Task What_the_organiser_gives_up_is_cancelled_and_reserved_money_is_free_again()
    {
        await api.Gift(50_000_000);
        var approved = await Approved(9_000_000);
        var before = await api.Number("select used from programme_years where programme = 'HOC_BONG' and year = 2024");
        await Tell(Withdrawn(approved.Id));
        await Eventually.Until(async () => (await Read(approved.Id)).State is DisbursementState.Cancelled, TimeSpan.FromSeconds(60));

        Assert.Equal(before - 9_000_000,
            await api.Number("select used from programme_years where programme = 'HOC_BONG' and year = 2024"));
        var last = (await Read(approved.Id)).History[^1];
        Assert.Equal(("withdraw", "event-organizer", "Sự kiện bị hủy"), (last.Action, last.By, last.Reason));
        var told = (await api.Told<FundingDecided>()).Last(one => one.RequestId == approved.Id);
        Assert.Equal((FundingDecision.Cancelled, "Sự kiện bị hủy"), (told.Decision, told.Reason));
    }

    [Fact]
    public async Task What_is_paid_stays_paid_until_an_accountant_takes_it_back()
    {
        await api.Gift(50_000_000);
        var paid = await api.Act(FundApi.Cashier, await Approved(8_000_000), "pay");
        Assert.False(paid.ToBeReturned);
        await Tell(Withdrawn(paid.Id));
        await Eventually.Until(async () => (await Read(paid.Id)).ToBeReturned, TimeSpan.FromSeconds(60));

        var shown = await Read(paid.Id);
        Assert.Equal(DisbursementState.Paid, shown.State);
        var back = await api.Post(FundApi.Accountant, $"/disbursements/{paid.Id}/reverse", new { reason = "Đã thu hồi" }, shown.Version)
            .Read<DisbursementResponse>();
        Assert.Equal((DisbursementState.Reversed, false), (back.State, back.ToBeReturned));
    }

    [Fact]
    public async Task A_request_that_comes_after_its_withdrawal_ends_as_cancelled_too()
    {
        var asked = Asked("HOC_BONG");
        await Tell(Withdrawn(asked.RequestId));
        await Eventually.Until(
            () => api.Query(db => db.WithdrawnRequests.AnyAsync(row => row.RequestId == asked.RequestId)), TimeSpan.FromSeconds(60));
        await Tell(asked);
        await Eventually.Until(() => Exists(asked.RequestId), TimeSpan.FromSeconds(60));

        var opened = await Read(asked.RequestId);
        Assert.Equal(DisbursementState.Cancelled, opened.State);
        Assert.Equal(["request", "withdraw"], opened.History.Select(step => step.Action));
        Assert.Empty(opened.Actions);
    }

    private Task<DisbursementResponse> Read(Guid id) => api.Get<DisbursementResponse>(FundApi.Accountant, $"/disbursements/{id}");

    private async Task<DisbursementResponse> Approved(long amount)
    {
        var asked = Asked("HOC_BONG", amount);
        await Tell(asked);
        await Eventually.Until(() => Exists(asked.RequestId), TimeSpan.FromSeconds(60));

        return await api.Act(FundApi.Director, await api.Act(FundApi.Accountant, await Read(asked.RequestId), "appraise"), "approve");
    }

    private static FundingWithdrawn Withdrawn(Guid request) => new()
    {
        RequestId = request,
        EventId = Guid.CreateVersion7(),
        Reason = "Sự kiện bị hủy",
        WithdrawnBy = "event-organizer",
        WithdrawnByName = "Đặng Ngọc Lan",
        WithdrawnAt = DateTimeOffset.UnixEpoch,
        Version = 5,
    };

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

    private Task Tell<T>(T message)
        where T : class => api.Services.GetRequiredService<IBus>().Publish(message);

    private Task<bool> Exists(Guid id) => api.Query(db => db.Disbursements.AnyAsync(row => row.Id == id));
}
