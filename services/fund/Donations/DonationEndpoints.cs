using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Lots;
using ChildPlatform.Fund.Pledges;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Fund.Donations;

internal static class DonationEndpoints
{
    public static void MapDonations(this IEndpointRouteBuilder fund)
    {
        var donations = fund.MapGroup("/donations").WithTags("Donations");

        // The group writer claims the key itself, in the transaction that it shares with its neighbours.
        // It checks the annotations itself too, and so tells all wrong fields at once.
        donations.MapPost("/", RecordDonation.Handle)
            .DisableValidation().RequireIdempotencyKey().RequireAuthorization(FundPolicies.RecordDonation);
        donations.MapGet("/", ListDonations.Handle).RequireAuthorization(FundPolicies.Read);
        donations.MapGet("/summary", SumDonations.Handle).RequireAuthorization(FundPolicies.Read);
        donations.MapGet("/export", ExportDonations.Handle).RequireAuthorization(FundPolicies.Read);
        donations.MapGet("/publication", PublishDonations.Handle).RequireAuthorization(FundPolicies.Read);
        donations.MapGet("/{id:guid}", GetDonation.Handle).RequireAuthorization(FundPolicies.Read);
        donations.MapGet("/{id:guid}/receipt", DonationReceipt.Handle).RequireAuthorization(FundPolicies.Read);
        donations.MapGet("/{id:guid}/trace", TraceDonation.Handle).RequireAuthorization(FundPolicies.Read);
        donations.MapGet("/{id:guid}/trace/export", ExportDonationTrace.Handle).RequireAuthorization(FundPolicies.Read);
        donations.MapPut("/{id:guid}/pledge", PledgeGift.Handle).RequireIfMatch()
            .RequireAuthorization(FundPolicies.RecordDonation);
        donations.MapPut("/{id:guid}/naming", NameDonor.Handle).RequireIfMatch()
            .RequireAuthorization(FundPolicies.RecordDonation);
        donations.MapPost("/{id:guid}/give-receipt", GiveReceipt.Handle)
            .WithIdempotency<FundDbContext>().RequireIfMatch().RequireAuthorization(FundPolicies.RecordDonation);
        donations.MapPost("/{id:guid}/lots/{position:int:range(1,32767)}/repurpose", RepurposeLot.Handle)
            .WithIdempotency<FundDbContext>().RequireIfMatch().RequireAuthorization(FundPolicies.RepurposeLot);
        donations.MapPost("/{id:guid}/reverse", ReverseDonation.Handle)
            .WithIdempotency<FundDbContext>().RequireIfMatch().RequireAuthorization(FundPolicies.ReverseDonation);
    }
}
