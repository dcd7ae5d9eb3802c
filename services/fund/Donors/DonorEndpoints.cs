using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Fund.Donors;

internal static class DonorEndpoints
{
    public static void MapDonors(this IEndpointRouteBuilder fund)
    {
        var donors = fund.MapGroup("/donors").WithTags("Donors").WithIdempotency<FundDbContext>();

        donors.MapGet("/", ListDonors.Handle).RequireAuthorization(FundPolicies.Read);
        donors.MapPost("/", RegisterDonor.Handle).RequireAuthorization(FundPolicies.KeepDonors);
        donors.MapGet("/duplicates", FindDuplicates.Handle).RequireAuthorization(FundPolicies.Read);
        donors.MapGet("/duplicate-groups", ListDuplicates.Handle).RequireAuthorization(FundPolicies.Read);
        donors.MapGet("/export", ExportDonors.Handle).RequireAuthorization(FundPolicies.Read);
        donors.MapGet("/statements", DonorPapersOfYear.Handle).RequireAuthorization(FundPolicies.Read);
        donors.MapGet("/{id:guid}/statement", DonorPaper.Statement).RequireAuthorization(FundPolicies.Read);
        donors.MapGet("/{id:guid}/thank-you-letter", DonorPaper.Letter).RequireAuthorization(FundPolicies.Read);
        donors.MapGet("/{id:guid}", GetDonor.Handle).RequireAuthorization(FundPolicies.Read);
        donors.MapPut("/{id:guid}", CorrectDonor.Handle).RequireIfMatch().RequireAuthorization(FundPolicies.KeepDonors);
        donors.MapGet("/{id:guid}/merge-preview", PreviewMerge.Handle).RequireAuthorization(FundPolicies.Read);
        donors.MapPost("/{id:guid}/merge", MergeDonors.Handle).RequireIfMatch().RequireAuthorization(FundPolicies.KeepDonors);
        donors.MapPost("/{id:guid}/merges/{mergeId:guid}/undo", UndoMerge.Handle)
            .RequireIfMatch().RequireAuthorization(FundPolicies.KeepDonors);
    }
}
