using System.Net;
using ChildPlatform.Fund.Disbursements;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Disbursements;

public class DisbursementVoucherTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Voucher_exists_once_the_money_is_paid_and_stays_after_reversal()
    {
        await api.Gift(20_000_000);
        var approved = await api.Approved();
        await api.Get(FundApi.Cashier, $"/disbursements/{approved.Id}/voucher").Refused(HttpStatusCode.Conflict, "voucher-not-yet");

        var paid = await api.Act(FundApi.Cashier, approved, "pay");
        using var response = await api.Get(FundApi.Accountant, $"/disbursements/{paid.Id}/voucher");
        var pdf = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal("application/pdf", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"phieu-chi-{paid.Number}.pdf", response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.Equal("%PDF-"u8.ToArray(), pdf[..5]);

        await api.Act(FundApi.Accountant, paid, "reverse", new { reason = "Chuyển nhầm tài khoản" });
        using var again = await api.Get(FundApi.Accountant, $"/disbursements/{paid.Id}/voucher");
        Assert.True(again.IsSuccessStatusCode);
        await api.Get("leader", $"/disbursements/{paid.Id}/voucher").Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Get(FundApi.Accountant, $"/disbursements/{Guid.NewGuid()}/voucher").Refused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public void Voucher_says_who_signed_where_the_money_comes_from_and_that_it_was_taken_back()
    {
        var year = Year();
        var disbursement = Paid(Money(own: 300_000, pool: 500_000), year);
        var voucher = DisbursementVoucher.VoucherOf(disbursement, "Học bổng");

        Assert.Equal([300_000, 100_000], voucher.Sources.Select(source => source.Amount));
        Assert.Equal(["dung", "minh", "thu", "lan", null], voucher.Signatures.Select(signature => signature.Name));
        Assert.Null(voucher.Reversal);

        disbursement.Reverse("Chuyển nhầm", year, Minh, Now);
        Assert.Equal("Chuyển nhầm", DisbursementVoucher.VoucherOf(disbursement, "Học bổng").Reversal!.Reason);
    }

    [Fact]
    public void Above_the_threshold_the_voucher_names_who_signed_for_the_council()
    {
        var (year, money) = (Year(), Money(own: 0, pool: Threshold + 1));
        var disbursement = Appraised(Threshold + 1);
        disbursement.Approve(Dung, Threshold, Programme(), year, money, Now);
        disbursement.Approve(Binh, Threshold, Programme(), year, money, Now);
        disbursement.Pay(new Payment(Today, Contracts.Fund.PaymentMethod.Transfer, null), "PC-2024-000001", Entry(disbursement), Thu, Now);

        var voucher = DisbursementVoucher.VoucherOf(disbursement, "Học bổng");

        Assert.Equal(("Hội đồng quản lý quỹ", "binh"), (voucher.Signatures[0].Office, voucher.Signatures[0].Name));
        Assert.Equal(["binh", "dung", "minh", "thu", "lan", null], voucher.Signatures.Select(signature => signature.Name));
    }
}
