using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Reporting.Tasks;

/// <summary>The plan's tasks, and each agency's own duties.</summary>
internal static class TaskEndpoints
{
    public static void MapTasks(this IEndpointRouteBuilder reporting)
    {
        var tasks = reporting.MapGroup("/tasks").WithTags("Tasks").WithIdempotency<ReportingDbContext>(required: false);

        tasks.MapGet("/", ListTasks.Handle).WithName("ListTasks").ProducesProblem(404).RequireAuthorization(ReportingPolicies.ReadWork);
        tasks.MapGet("/{id:guid}", GetTask.Handle).WithName("GetTask").ProducesProblem(404)
            .RequireAuthorization(ReportingPolicies.ReadWork);
        tasks.MapPost("/{id:guid}/progress", StateProgress.Handle).WithName("StateProgress").ProducesProblem(404)
            .RequireIfMatch().RequireAuthorization(ReportingPolicies.Report);
    }
}
