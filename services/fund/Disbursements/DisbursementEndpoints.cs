using ChildPlatform.Fund.Cases;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Lots;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Fund.Disbursements;

internal static class DisbursementEndpoints
{
    public static void MapDisbursements(this IEndpointRouteBuilder fund)
    {
        var disbursements = fund.MapGroup("/disbursements").WithTags("Disbursements").WithIdempotency<FundDbContext>();

        disbursements.MapGet("/", ListDisbursements.Handle).RequireAuthorization(FundPolicies.Read);
        disbursements.MapGet("/summary", SumDisbursements.Handle).RequireAuthorization(FundPolicies.Read);
        disbursements.MapGet("/export", ExportDisbursements.Handle).RequireAuthorization(FundPolicies.Read);
        disbursements.MapGet("/{id:guid}", GetDisbursement.Handle).RequireAuthorization(FundPolicies.Read);
        disbursements.MapGet("/{id:guid}/trace", TraceDisbursement.Handle).RequireAuthorization(FundPolicies.Read);
        disbursements.MapGet("/{id:guid}/trace/export", ExportDisbursementTrace.Handle).RequireAuthorization(FundPolicies.Read);
        disbursements.MapGet("/{id:guid}/voucher", DisbursementVoucher.Handle).RequireAuthorization(FundPolicies.Read);

        // These two check the annotations themselves too, and so tell all wrong fields at once.
        disbursements.MapPost("/", RequestDisbursement.Handle).DisableValidation().RequireAuthorization(FundPolicies.Request);
        disbursements.MapPut("/{id:guid}", CorrectDisbursement.Handle)
            .DisableValidation().RequireIfMatch().RequireAuthorization(FundPolicies.Request);
        disbursements.MapPost("/{id:guid}/copy", CopyDisbursement.Handle).RequireAuthorization(FundPolicies.Request);
        disbursements.MapPost("/{id:guid}/submit", SubmitDisbursement.Handle)
            .RequireIfMatch().RequireAuthorization(FundPolicies.Request).AsksAboutCases();
        disbursements.MapPost("/{id:guid}/appraise", AppraiseDisbursement.Handle)
            .RequireIfMatch().RequireAuthorization(FundPolicies.Appraise);
        disbursements.MapPost("/{id:guid}/approve", ApproveDisbursement.Handle)
            .RequireIfMatch().RequireAuthorization(FundPolicies.Approve).AsksAboutCases();
        disbursements.MapPost("/{id:guid}/reject", RejectDisbursement.Handle)
            .RequireIfMatch().RequireAuthorization(FundPolicies.Reject);
        disbursements.MapPost("/{id:guid}/pay", PayDisbursement.Handle)
            .RequireIfMatch().RequireAuthorization(FundPolicies.Pay);
        disbursements.MapPost("/{id:guid}/cancel", CancelDisbursement.Handle)
            .RequireIfMatch().RequireAuthorization(FundPolicies.Cancel);
        disbursements.MapPost("/{id:guid}/reverse", ReverseDisbursement.Handle)
            .RequireIfMatch().RequireAuthorization(FundPolicies.ReversePayment);
        disbursements.MapPost("/{id:guid}/draws/{draw:long}/move", MoveDraw.Handle)
            .RequireIfMatch().RequireAuthorization(FundPolicies.MoveDraw);
    }
}
