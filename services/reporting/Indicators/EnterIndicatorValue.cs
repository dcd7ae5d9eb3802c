using ChildPlatform.Contracts.Identity;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Indicators;

/// <summary>POST /indicators/{code}/values.</summary>
internal static class EnterIndicatorValue
{
    /// <summary>
    /// Enters a value with its source and day: numerator and denominator, or a published rate. Who may: the coordinator, and a
    /// reporter of an agency that the indicator names; a district's reporter for the own district alone.
    /// </summary>
    public static async Task<Results<Created<IndicatorValueResponse>, NotFound>> Handle(
        string code, IndicatorValueRequest request, ReportingDbContext db, AuditTrail audit, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var indicator = await db.Indicators.AsNoTracking().SingleOrDefaultAsync(i => i.Code == code, ct);
        if (indicator is null)
        {
            return TypedResults.NotFound();
        }

        var unitCode = await UnitOf(indicator, request, db, user, ct);
        var value = IndicatorValue.Enter(indicator, request, unitCode, user, clock);
        db.Add(value);
        audit.Record("indicator.value", "indicator", code, new { value.Year, value.UnitCode, value.Numerator, value.Denominator, value.Value });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/reporting/indicators/{Uri.EscapeDataString(code)}/values", GetIndicator.Of(value));
    }

    private static async Task<string?> UnitOf(
        Indicator indicator, IndicatorValueRequest request, ReportingDbContext db, CurrentUser user, CancellationToken ct)
    {
        var wanted = string.IsNullOrWhiteSpace(request.UnitCode) ? null : request.UnitCode;
        var districts = await db.PlanAgencies.AsNoTracking().Where(a => a.UnitCode != null)
            .Select(a => new { a.Code, UnitCode = a.UnitCode! }).Distinct().ToListAsync(ct);
        if (wanted is not null && districts.All(d => d.UnitCode != wanted))
        {
            throw new InvalidInputException("/unitCode", "not-in-catalogue");
        }

        if (user.Has(Roles.Coordinator))
        {
            return wanted;
        }

        var own = districts.FirstOrDefault(d => d.Code == user.Agency)?.UnitCode;
        if (!indicator.LeadAgencies.Contains(user.Agency) || (own is null ? wanted is not null : wanted is not null && wanted != own))
        {
            throw new RefusedException(Refusals.Forbidden);
        }

        return own;
    }
}
