using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Fund.Evidence;

/// <summary>Papers that prove a disbursement.</summary>
internal static class EvidenceEndpoints
{
    public static void MapEvidence(this IEndpointRouteBuilder fund)
    {
        var evidence = fund.MapGroup("/disbursements/{id:guid}/evidence").WithTags("Evidence").WithIdempotency<FundDbContext>();
        evidence.MapGet("/", ListEvidence.Handle).RequireAuthorization(FundPolicies.Read);
        evidence.MapPost("/", AddEvidence.Handle).AllowFile().RequireAuthorization(FundPolicies.KeepEvidence);
        evidence.MapGet("/{evidence:guid}", OpenEvidence.Handle).RequireAuthorization(FundPolicies.Read);
        evidence.MapPost("/{evidence:guid}/withdraw", WithdrawEvidence.Handle).RequireAuthorization(FundPolicies.KeepEvidence);

        fund.MapGet("/paper-kinds", ListPaperKinds.Handle).WithTags("Evidence").RequireAuthorization(FundPolicies.Read);
        fund.MapGroup("/programmes").WithTags("Programmes").WithIdempotency<FundDbContext>()
            .MapPut("/{code}/required-papers", SetRequiredPapers.Handle).RequireIfMatch()
                .RequireAuthorization(FundPolicies.KeepProgrammes);
    }
}
