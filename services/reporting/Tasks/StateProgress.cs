using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Evidence;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Tasks;

/// <summary>POST /tasks/{id}/progress.</summary>
internal static class StateProgress
{
    /// <summary>
    /// Says where a duty stands: per cent, status, a dated note, proof. 422 <c>evidence-required</c> for 100 % without any proof,
    /// now or before; <c>reason-length</c> for what will not be done without a reason. Only the agency itself may.
    /// </summary>
    public static async Task<Results<Ok<AssignmentResponse>, NotFound>> Handle(
        Guid id, ProgressRequest request, IfMatch ifMatch, HttpContext http, ReportingDbContext db, AuditTrail audit, CurrentUser user,
        TimeProvider clock, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select id from assignments where id = {id} for update", ct);
        var assignment = await db.Assignments.Include(a => a.History).VisibleTo(user).SingleOrDefaultAsync(a => a.Id == id, ct);
        if (assignment is null)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(assignment.Version);
        user.RequireOwn(assignment.Agency);
        await db.RequireEvidence(request.Evidence, assignment.Agency, ct);
        assignment.Progress(request, user, clock.GetUtcNow());
        audit.Record("task.progress", "assignment", id.ToString(), new { assignment.Code, assignment.Agency, assignment.Percent, assignment.Status });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await GetTask.Answer(http, db, assignment, clock, ct));
    }
}
