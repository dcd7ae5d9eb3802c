using ChildPlatform.Documents.Forms;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>GET /disbursements/{id}/voucher: the payment voucher (phiếu chi) as it is signed and kept.</summary>
internal static class DisbursementVoucher
{
    /// <summary>PDF, A5, amount in figures and words. 409 <c>voucher-not-yet</c> before payment; a reversed one is marked "HỦY".</summary>
    public static async Task<Results<FileContentHttpResult, NotFound>> Handle(
        Guid id, FundDbContext db, CurrentUser user, CancellationToken ct)
    {
        var disbursement = await db.Disbursements.AsNoTracking().AsSplitQuery().Within(user).SingleOrDefaultAsync(row => row.Id == id, ct);
        if (disbursement is null)
        {
            return TypedResults.NotFound();
        }

        FundRules.VoucherNotYet.Require(disbursement.Number is not null);
        var programme = await db.Programmes.AsNoTracking().SingleAsync(row => row.Code == disbursement.Programme, ct);
        var pdf = PaymentVoucherForm.Render(VoucherOf(disbursement, programme.Name));

        return TypedResults.File(pdf, "application/pdf", $"phieu-chi-{disbursement.Number}.pdf");
    }

    public static PaymentVoucher VoucherOf(Disbursement disbursement, string programme) => new()
    {
        Issuer = FundForms.Issuer,
        Number = disbursement.Number!,
        PaidOn = disbursement.PaidOn!.Value,
        PayeeName = disbursement.PayeeName,
        PayeeAccount = disbursement.PayeeAccount,
        PayeeBank = disbursement.PayeeBank,
        Reason = disbursement.Purpose,
        Amount = new Vnd(disbursement.Amount),
        Method = FundForms.MethodOf(disbursement.Method!.Value),
        Reference = disbursement.Reference,
        Programme = programme,
        Sources = SourcesOf(disbursement),
        Attachments = $"Đề nghị {disbursement.RequestNumber}",
        Signatures = SignaturesOf(disbursement),
        Reversal = disbursement.Steps.LastOrDefault(step => step.Action == StepAction.Reverse) is { } reversal
            ? new FormReversal(VietnamTime.DateOf(reversal.At), reversal.Reason)
            : null,
    };

    private static List<FormLine> SourcesOf(Disbursement disbursement)
    {
        FormLine[] sources =
        [
            new("Tiền ủng hộ có mục đích, địa chỉ", disbursement.FromProgramme!.Value),
            new("Nguồn không hạn chế", disbursement.FromPool!.Value),
        ];

        return [.. sources.Where(source => source.Amount > 0)];
    }

    /// <summary>
    /// Names stand where their owners sign by hand; who receives the money writes their own. The council has its place above the
    /// threshold only, where it has signed.
    /// </summary>
    private static List<FormSignature> SignaturesOf(Disbursement disbursement)
    {
        var steps = disbursement.Steps.OrderBy(step => step.Position).ToList();
        string? NameOf(string action) => steps.Find(step => step.Action == action)?.ByName;
        var names = new Dictionary<string, string?>
        {
            ["Giám đốc"] = NameOf(StepAction.Approve),
            ["Kế toán trưởng"] = NameOf(StepAction.Appraise),
            ["Thủ quỹ"] = NameOf(StepAction.Pay),
            ["Người lập phiếu"] = disbursement.RequestedByName,
        };
        var council = steps.Where(step => step.Action == StepAction.Approve).Skip(1)
            .Select(step => new FormSignature("Hội đồng quản lý quỹ", step.ByName));

        return
        [
            .. council,
            .. PaymentVoucherForm.Offices.Select(office => new FormSignature(office, names.GetValueOrDefault(office))),
        ];
    }
}
