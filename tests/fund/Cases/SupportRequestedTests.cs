using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Tests.Units;
using ChildPlatform.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChildPlatform.Fund.Tests.Cases;

/// <summary>What happens in the fund when a case's plan asks for money. That cases answer is shown by the platform's journeys.</summary>
public class SupportRequestedTests(FundApiWithBroker api) : IClassFixture<FundApiWithBroker>
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
        Assert.Equal((DisbursementState.Submitted, "cases", "case-worker-tamky"), (opened.State, opened.AskedBy, opened.RequestedBy));
        Assert.Equal((CaseCheck.ToBeChecked, 5_000_001), (opened.CaseCheck, opened.Amount));
        var line = Assert.Single(opened.Beneficiaries);
        Assert.Equal((asked.CaseNumber, "HCDB09", "20341", 1), (line.CaseNumber, line.Group, line.UnitCode, line.Count));
        Assert.Equal("UBND Phường An Mỹ", opened.Payee.Name);
        Assert.Equal(1, await api.Number("select count(*) from disbursements where asked_by = 'cases' and amount = 5000001"));
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
        Assert.Contains("Chương trình của Quỹ: ", decided.Reason, StringComparison.Ordinal);
        Assert.False(await Exists(asked.RequestId));
    }

    [Fact]
    public async Task A_rejection_is_told_to_who_asked_and_to_nobody_for_a_request_of_an_officer()
    {
        var asked = Asked("HOC_BONG");
        await Tell(asked);
        await Eventually.Until(() => Exists(asked.RequestId), TimeSpan.FromSeconds(60));
        var officers = await api.Submitted(Given.Request(1_000));

        await api.Post(FundApi.Accountant, $"/disbursements/{officers.Id}/reject", new { reason = "Thiếu hồ sơ" }, officers.Version)
            .Read<DisbursementResponse>();
        await api.Post(FundApi.Accountant, $"/disbursements/{asked.RequestId}/reject", new { reason = "Ngoài đối tượng" }, 1)
            .Read<DisbursementResponse>();

        var told = Assert.Single(await api.Told<FundingDecided>(), one => one.Reason == "Ngoài đối tượng");
        Assert.Equal((asked.RequestId, FundingDecision.Rejected), (told.RequestId, told.Decision));
        Assert.DoesNotContain(await api.Told<FundingDecided>(), one => one.RequestId == officers.Id);
    }

    private static SupportRequested Asked(string programme, long amount = 5_000_000) => new()
    {
        RequestId = Guid.CreateVersion7(),
        CaseNumber = "VV-2024-00045",
        ChildCode = "TE-K7Q2M9XD4T",
        Group = "HCDB09",
        UnitCode = "20341",
        Programme = programme,
        Amount = amount,
        Purpose = "Hỗ trợ trẻ em theo kế hoạch của vụ việc VV-2024-00045",
        PayeeName = "UBND Phường An Mỹ",
        RequestedBy = "case-worker-tamky",
        RequestedByName = "Huỳnh Thị Mai",
        Version = 4,
    };

    private Task Tell(SupportRequested message) => api.Services.GetRequiredService<IBus>().Publish(message);

    private Task<bool> Exists(Guid id) => api.Query(db => db.Disbursements.AnyAsync(row => row.Id == id));
}
