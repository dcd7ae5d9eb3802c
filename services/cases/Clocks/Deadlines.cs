using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Clocks;

/// <summary>GET /deadlines: the general ones and the tighter ones of units.</summary>
internal static class ListDeadlines
{
    /// <summary>Deadlines of the law and the tighter ones of units, with source and first day.</summary>
    public static async Task<Ok<Page<DeadlineResponse>>> Handle(PageRequest page, CasesDbContext db, CancellationToken ct)
    {
        IQueryable<DeadlineRule> rules = db.DeadlineRules.AsNoTracking();
        if (page.After is { } after)
        {
            var id = after.Get<Guid>(0);
            rules = rules.Where(rule => rule.Id > id);
        }

        var rows = await rules.OrderBy(rule => rule.Id).Take(page.Take)
            .Select(rule => new { Rule = rule, UnitCode = db.Units.Where(unit => unit.Path == rule.UnitPath).Select(unit => unit.Code).FirstOrDefault() })
            .ToListAsync(ct);

        return TypedResults.Ok(page.ToPage(rows, row => Of(row.Rule, row.UnitCode), row => [row.Rule.Id]));
    }

    public static DeadlineResponse Of(DeadlineRule rule, string? unitCode) => new()
    {
        Id = rule.Id,
        Step = rule.Step,
        Name = rule.Name,
        Amount = rule.Amount,
        Unit = Word.Of(rule.Unit),
        For = Word.Of(rule.For),
        StartsAt = Word.Of(rule.StartsAt),
        Source = rule.Source,
        Mark = rule.Mark,
        UnitCode = unitCode,
        ValidFrom = rule.ValidFrom,
    };
}

/// <summary>POST /deadlines: a unit asks for more speed than the law.</summary>
internal static class TightenDeadline
{
    /// <summary>
    /// Adds a tighter deadline for a unit and all below it, for clocks that start on its first day or later; running clocks stay as
    /// they are. 409 <c>deadline-not-tighter</c> when it would be longer than the general one.
    /// </summary>
    public static async Task<Created<DeadlineResponse>> Handle(
        TightenDeadlineRequest request, CasesDbContext db, AuditTrail audit, CurrentUser user, CancellationToken ct)
    {
        var validFrom = request.ValidFrom!.Value;
        var units = await db.UnitsOn([request.UnitCode!], validFrom, ct);
        var general = await db.DeadlineRules.AsNoTracking()
            .Where(rule => rule.Step == request.Step && rule.UnitPath == "" && rule.ValidFrom <= validFrom)
            .OrderByDescending(rule => rule.ValidFrom)
            .FirstOrDefaultAsync(ct);
        var errors = new List<FieldError>();
        if (general is null)
        {
            errors.Add(new FieldError("/step", "not-in-catalogue"));
        }

        if (!units.TryGetValue(request.UnitCode!, out var unit) || !unit.Path.StartsWith(user.UnitPath, StringComparison.Ordinal))
        {
            errors.Add(new FieldError("/unitCode", "not-in-catalogue"));
        }

        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }

        CasesRules.DeadlineNotTighter.Require(request.Amount <= general!.Amount);
        CasesRules.DeadlineExists.Require(!await db.DeadlineRules.AnyAsync(
            rule => rule.Step == general.Step && rule.UnitPath == unit!.Path && rule.ValidFrom == validFrom, ct));

        var tighter = DeadlineRule.Of(
            general.Step, general.Name, new LegalPeriod(request.Amount!.Value, general.Unit), general.StartsAt, general.For,
            VietnameseText.Normalise(request.Source), general.Mark, unit!.Path, validFrom);
        db.DeadlineRules.Add(tighter);
        audit.Record("deadline.tighten", "deadline", tighter.Id.ToString(), new { tighter.Step, tighter.Amount, request.UnitCode, validFrom });
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/v1/cases/deadlines/{tighter.Id}", ListDeadlines.Of(tighter, unit.Code));
    }
}
