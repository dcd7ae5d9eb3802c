using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Tasks;

/// <summary>GET /tasks/{id}: one duty of one agency.</summary>
internal static class GetTask
{
    /// <summary>An assignment with its documents and every statement of progress; 404 also for another agency's.</summary>
    public static async Task<Results<Ok<AssignmentResponse>, NotFound>> Handle(
        Guid id, HttpContext http, ReportingDbContext db, CurrentUser user, TimeProvider clock, CancellationToken ct)
        => await db.Assignments.AsNoTracking().Include(a => a.History).VisibleTo(user).SingleOrDefaultAsync(a => a.Id == id, ct)
            is { } assignment
            ? TypedResults.Ok(await Answer(http, db, assignment, clock, ct))
            : TypedResults.NotFound();

    /// <summary>The answer about one assignment, with its ETag.</summary>
    public static async Task<AssignmentResponse> Answer(
        HttpContext http, ReportingDbContext db, Assignment assignment, TimeProvider clock, CancellationToken ct)
    {
        ETag.Set(http, assignment.Version);

        return (await PlanBook.Read(db, assignment.Year, ct)).Of(assignment, VietnamTime.Today(clock), withHistory: true);
    }
}
