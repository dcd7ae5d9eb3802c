using ChildPlatform.Cases.Access;
using ChildPlatform.Cases.Assessments;
using ChildPlatform.Cases.Attachments;
using ChildPlatform.Cases.Children;
using ChildPlatform.Cases.Clocks;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Measures;
using ChildPlatform.Cases.Plans;
using ChildPlatform.Cases.Queues;
using ChildPlatform.Cases.Referrals;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Notices;

namespace ChildPlatform.Cases.Cases;

internal static class CaseEndpoints
{
    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        var cases = routes.MapGroup("/api/v1/cases").WithTags("Cases").WithIdempotency<CasesDbContext>();

        cases.MapGet("/", ListCases.Handle).RequireAuthorization(CasesPolicies.Read);
        cases.MapGet("/export", ExportCases.Handle).RequireAuthorization(CasesPolicies.Read);
        cases.MapPost("/", TakeInCase.Handle).RequireAuthorization(CasesPolicies.TakeIn);
        cases.MapGet("/queues/mine", MyQueue.Handle).RequireAuthorization(CasesPolicies.Read);
        cases.MapGet("/purposes", ListPurposes.Handle).RequireAuthorization(CasesPolicies.ReadCatalogues);
        cases.MapGet("/deadlines", ListDeadlines.Handle).RequireAuthorization(CasesPolicies.ReadCatalogues);
        cases.MapPost("/deadlines", TightenDeadline.Handle).RequireAuthorization(CasesPolicies.KeepDeadlines);
        cases.MapGet("/access-log", ListAccess.Handle).RequireAuthorization(CasesPolicies.ReadAccessLog);
        cases.MapGet("/{id:guid}", GetCase.Handle).RequireAuthorization(CasesPolicies.Read);
        cases.MapGet("/{id:guid}/clocks", ListSteps.Clocks).RequireAuthorization(CasesPolicies.Read);
        cases.MapGet("/{id:guid}/history", ListSteps.History).RequireAuthorization(CasesPolicies.Read);
        cases.MapGet("/{id:guid}/access-log", ListAccess.OfCase).RequireAuthorization(CasesPolicies.ReadAccessLog);
        cases.MapGet("/{id:guid}/referrals", ListReferrals.OfCase).RequireAuthorization(CasesPolicies.Read);
        cases.MapPut("/{id:guid}/child", CorrectChild.Handle).RequireIfMatch().RequireAuthorization(CasesPolicies.Handle);
        cases.MapPost("/{id:guid}/refer", ReferCase.Handle).RequireIfMatch().RequireAuthorization(CasesPolicies.Handle);
        cases.MapPost("/{id:guid}/classify", ClassifyCase.Handle).RequireIfMatch().RequireAuthorization(CasesPolicies.Handle);
        cases.MapPost("/{id:guid}/assess", AssessCase.Handle).RequireIfMatch().RequireAuthorization(CasesPolicies.Handle);
        cases.MapPost("/{id:guid}/separate", ProtectChild.Handle).RequireIfMatch().RequireAuthorization(CasesPolicies.DecideUrgent);
        cases.MapPost("/{id:guid}/plan", SubmitPlan.Handle).RequireIfMatch().RequireAuthorization(CasesPolicies.Handle);
        cases.MapPost("/{id:guid}/approve", DecidePlan.Approve).RequireIfMatch().RequireAuthorization(CasesPolicies.DecidePlan);
        cases.MapPost("/{id:guid}/return", DecidePlan.Return).RequireIfMatch().RequireAuthorization(CasesPolicies.DecidePlan);

        var files = cases.MapGroup("/{id:guid}/attachments").WithTags("Attachments");
        files.MapGet("/", ListAttachments.Handle).RequireAuthorization(CasesPolicies.Read);
        files.MapPost("/", AddAttachment.Handle).AllowFile().RequireAuthorization(CasesPolicies.Attach);
        files.MapGet("/{attachment:guid}", OpenAttachment.Handle).RequireAuthorization(CasesPolicies.Read);
        files.MapPost("/{attachment:guid}/withdraw", WithdrawAttachment.Handle).RequireAuthorization(CasesPolicies.Attach);
        routes.MapGroup("/api/v1/cases").MapNotices<CasesDbContext>(CasesPolicies.ReadNotices);

        var referrals = cases.MapGroup("/referrals").WithTags("Referrals");
        referrals.MapGet("/", ListReferrals.Handle).RequireAuthorization(CasesPolicies.ReadReferrals);
        referrals.MapGet("/{id:guid}", GetReferral.Handle).RequireAuthorization(CasesPolicies.ReadReferrals);
        referrals.MapPost("/{id:guid}/accept", ChangeReferral.Accept).RequireIfMatch().RequireAuthorization(CasesPolicies.AnswerReferral);
        referrals.MapPost("/{id:guid}/reject", ChangeReferral.Reject).RequireIfMatch().RequireAuthorization(CasesPolicies.AnswerReferral);
        referrals.MapPost("/{id:guid}/done", ChangeReferral.Finish).RequireIfMatch().RequireAuthorization(CasesPolicies.AnswerReferral);
        referrals.MapPost("/{id:guid}/revoke", ChangeReferral.Revoke).RequireIfMatch().RequireAuthorization(CasesPolicies.Handle);
    }
}
