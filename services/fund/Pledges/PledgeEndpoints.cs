using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Fund.Pledges;

/// <summary>Money that is promised (cam kết ủng hộ) and has not come yet.</summary>
internal static class PledgeEndpoints
{
    public static void MapPledges(this IEndpointRouteBuilder fund)
    {
        var pledges = fund.MapGroup("/pledges").WithTags("Pledges").WithIdempotency<FundDbContext>();

        pledges.MapGet("/", ListPledges.Handle).RequireAuthorization(FundPolicies.Read);
        pledges.MapPost("/", RecordPledge.Handle).RequireAuthorization(FundPolicies.KeepDonors);
        pledges.MapGet("/export", ExportPledges.Handle).RequireAuthorization(FundPolicies.Read);
        pledges.MapGet("/{id:guid}", GetPledge.Handle).RequireAuthorization(FundPolicies.Read);
        pledges.MapPut("/{id:guid}/schedule", SchedulePledge.Handle).RequireIfMatch()
            .RequireAuthorization(FundPolicies.KeepDonors);
        pledges.MapPost("/{id:guid}/cancel", CancelPledge.Handle).RequireIfMatch().RequireAuthorization(FundPolicies.KeepDonors);
    }
}
