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
        donors.MapGet("/{id:guid}", GetDonor.Handle).RequireAuthorization(FundPolicies.Read);
        donors.MapPut("/{id:guid}", CorrectDonor.Handle).RequireIfMatch().RequireAuthorization(FundPolicies.KeepDonors);
    }
}
