using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Reporting.Reports;

/// <summary>Reports of agencies: opened, filled cell by cell, submitted, returned or accepted.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder reporting)
    {
        var ofRound = reporting.MapGroup("/rounds/{id:guid}/reports").WithTags("Reports").WithIdempotency<ReportingDbContext>(required: false);

        ofRound.MapGet("/", ListReports.Handle).WithName("ListReports").ProducesProblem(404)
            .RequireAuthorization(ReportingPolicies.ReadWork);
        ofRound.MapPost("/", OpenReport.Handle).WithName("OpenReport").ProducesProblem(404).ProducesProblem(409)
            .RequireAuthorization(ReportingPolicies.Report);

        var reports = reporting.MapGroup("/reports/{id:guid}").WithTags("Reports").WithIdempotency<ReportingDbContext>(required: false);

        reports.MapGet("/", GetReport.Handle).WithName("GetReport").ProducesProblem(404).RequireAuthorization(ReportingPolicies.ReadWork);
        reports.MapPut("/cells/{code}", FillCell.Handle).WithName("FillCell").ProducesProblem(404).ProducesProblem(409)
            .RequireIfMatch().RequireAuthorization(ReportingPolicies.Report);
        reports.MapGet("/cells/{code}/facts", GetCellFacts.Handle).WithName("GetCellFacts").ProducesProblem(404)
            .RequireAuthorization(ReportingPolicies.ReadWork);
        reports.MapPost("/submit", SubmitReport.Handle).WithName("SubmitReport").ProducesProblem(404).ProducesProblem(409)
            .RequireIfMatch().RequireAuthorization(ReportingPolicies.Report);
        reports.MapPost("/withdraw", WithdrawReport.Handle).WithName("WithdrawReport").ProducesProblem(404).ProducesProblem(409)
            .RequireIfMatch().RequireAuthorization(ReportingPolicies.Report);
        reports.MapPost("/return", ReturnReport.Handle).WithName("ReturnReport").ProducesProblem(404).ProducesProblem(409)
            .RequireIfMatch().RequireAuthorization(ReportingPolicies.Coordinate);
        reports.MapPost("/accept", AcceptReport.Handle).WithName("AcceptReport").ProducesProblem(404).ProducesProblem(409)
            .RequireIfMatch().RequireAuthorization(ReportingPolicies.Coordinate);
    }
}
