using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Plans;

/// <summary>GET /plans/{year}.</summary>
internal static class GetPlan
{
    /// <summary>The plan of a year: its number, its agencies and the documents it cites. 404 plan-year-unknown.</summary>
    public static async Task<Ok<PlanResponse>> Handle(int year, ReportingDbContext db, CancellationToken ct)
    {
        var plan = await db.Plans.AsNoTracking().SingleOrDefaultAsync(p => p.Year == year, ct)
            ?? throw new RefusedException(ReportingRules.PlanYearUnknown);
        var agencies = await db.PlanAgencies.AsNoTracking().Where(a => a.Year == year).OrderBy(a => a.Position).ToListAsync(ct);
        var documents = await db.LegalDocuments.AsNoTracking().Where(d => d.Year == year).OrderBy(d => d.Position).ToListAsync(ct);

        return TypedResults.Ok(new PlanResponse
        {
            Year = year,
            Number = plan.Number,
            Title = plan.Title,
            IssuedOn = plan.IssuedOn,
            Targets = await db.PlanTargets.CountAsync(t => t.Year == year, ct),
            Tasks = await db.PlanTasks.CountAsync(t => t.Year == year, ct),
            Assignments = await db.Assignments.CountAsync(a => a.Year == year, ct),
            Agencies = [.. agencies.Select(Of)],
            Documents = [.. documents.Select(Of)],
        });
    }

    public static CitedDocument Of(LegalDocument document) => new()
    {
        Number = document.Number,
        Type = document.Type,
        Issuer = document.Issuer,
        IssuedOn = document.IssuedOn,
        Subject = document.Subject,
        Note = document.Note,
        CitedIn = document.CitedIn,
    };

    private static PlanAgencyResponse Of(PlanAgency agency) => new()
    {
        Code = agency.Code,
        Name = agency.Name,
        Kind = agency.Kind,
        Ordered = agency.Ordered,
        Section = agency.Section,
        UnitCode = agency.UnitCode,
    };
}
