using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Fund.Norms;

/// <summary>What a programme may give to a child, and the requests that may go above it.</summary>
internal static class NormEndpoints
{
    public static void MapNorms(this IEndpointRouteBuilder fund)
    {
        var norms = fund.MapGroup("/norms").WithTags("Norms").WithIdempotency<FundDbContext>();
        norms.MapGet("/", ListNorms.Handle).RequireAuthorization(FundPolicies.ReadProgrammes).WithName("ListNorms");
        norms.MapPost("/", SetNorm.Handle).RequireAuthorization(FundPolicies.KeepProgrammes).WithName("SetNorm");
        norms.MapPost("/{id:guid}/end", EndNorm.Handle).RequireIfMatch()
            .RequireAuthorization(FundPolicies.KeepProgrammes).WithName("EndNorm");
        norms.MapGet("/exceptions", ListExceptions.Handle).RequireAuthorization(FundPolicies.Read).WithName("ListNormExceptions");
        norms.MapGet("/exceptions/export", ExportExceptions.Handle)
            .RequireAuthorization(FundPolicies.Read).WithName("ExportNormExceptions");
        fund.MapGroup("/disbursements").WithTags("Disbursements").WithIdempotency<FundDbContext>()
            .MapPost("/{id:guid}/norm-exception", ExceptFromNorm.Handle)
            .RequireIfMatch().RequireAuthorization(FundPolicies.ExceptFromNorm);
    }
}
