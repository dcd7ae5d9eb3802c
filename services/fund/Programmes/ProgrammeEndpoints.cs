using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Fund.Programmes;

/// <summary>Programmes with their yearly limits, kinds of sources, and the figures that the fund decides by.</summary>
internal static class ProgrammeEndpoints
{
    public static void MapProgrammes(this IEndpointRouteBuilder fund)
    {
        var programmes = fund.MapGroup("/programmes").WithTags("Programmes").WithIdempotency<FundDbContext>();
        programmes.MapGet("/", ListProgrammes.Handle).RequireAuthorization(FundPolicies.ReadProgrammes).WithName("ListProgrammes");
        programmes.MapGet("/{code}", GetProgramme.Handle).RequireAuthorization(FundPolicies.ReadProgrammes).WithName("GetProgramme");
        programmes.MapPost("/", AddProgramme.Handle).RequireAuthorization(FundPolicies.KeepProgrammes).WithName("AddProgramme");
        programmes.MapPut("/{code}", ChangeProgramme.Handle).RequireAuthorization(FundPolicies.KeepProgrammes)
            .RequireIfMatch().WithName("ChangeProgramme");
        programmes.MapPut("/{code}/limits/{year:int}", SetProgrammeLimit.Handle).RequireAuthorization(FundPolicies.KeepProgrammes)
            .RequireIfMatch().WithName("SetProgrammeLimit");
        programmes.MapPut("/{code}/support-period", SetSupportPeriod.Handle).RequireAuthorization(FundPolicies.KeepProgrammes)
            .RequireIfMatch().WithName("SetSupportPeriod");

        var sources = fund.MapGroup("/source-kinds").WithTags("Source kinds");
        sources.MapGet("/", ListSourceKinds.Handle).RequireAuthorization(FundPolicies.ReadTotals).WithName("ListSourceKinds");
        sources.MapPut("/{code}", DecideSourceKind.Handle).RequireAuthorization(FundPolicies.KeepProgrammes)
            .RequireIfMatch().WithName("DecideSourceKind");

        var settings = fund.MapGroup("/settings").WithTags("Settings").WithIdempotency<FundDbContext>();
        settings.MapGet("/", ListSettings.Handle).RequireAuthorization(FundPolicies.ReadTotals).WithName("ListFundSettings");
        settings.MapPost("/{code}", ChangeSetting.Handle).RequireAuthorization(FundPolicies.KeepProgrammes).WithName("ChangeFundSetting");
    }
}
