using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Norms;

/// <summary>GET /norms; owns the only shape in which a norm is answered.</summary>
internal static class ListNorms
{
    /// <summary>Norms, past ones too, the one that was set last first.</summary>
    /// <param name="programme">Code of a programme.</param>
    /// <param name="on">Only those in force on a day.</param>
    public static async Task<Page<NormResponse>> Handle(
        string? programme, DateOnly? on, PageRequest page, FundDbContext db, CancellationToken ct)
    {
        var norms = db.SupportNorms.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(programme))
        {
            norms = norms.Where(norm => norm.Programme == programme);
        }

        if (on is { } day)
        {
            norms = norms.Where(norm => norm.ValidFrom <= day && (norm.ValidTo == null || norm.ValidTo >= day));
        }

        if (page.After is { } after)
        {
            var last = after.Get<Guid>(0);
            norms = norms.Where(norm => norm.Id < last);
        }

        var rows = await norms.OrderByDescending(norm => norm.Id).Take(page.Take).ToListAsync(ct);

        return page.ToPage(rows, Of, norm => [norm.Id]);
    }

    public static NormResponse Of(SupportNorm norm) => new()
    {
        Id = norm.Id,
        Programme = norm.Programme,
        Group = norm.Group,
        Amount = norm.Amount,
        Period = norm.Period,
        ValidFrom = norm.ValidFrom,
        ValidTo = norm.ValidTo,
        Source = norm.Source,
        SetByName = norm.SetByName,
        SetAt = norm.SetAt,
        Version = norm.Version,
    };
}

/// <summary>POST /norms.</summary>
internal static class SetNorm
{
    /// <summary>
    /// Puts a norm in force from a day on. The one before for the same programme and group ends the day before; the new one must
    /// begin after it (409 <c>norm-not-later</c>). Requests that are approved already are not judged again.
    /// </summary>
    public static async Task<Created<NormResponse>> Handle(
        NormRequest request, HttpContext context, FundDbContext db, AuditTrail audit, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var wrong = new WrongFields();
        var day = request.ValidFrom!.Value;
        var source = VietnameseText.Normalise(request.Source);
        var group = string.IsNullOrWhiteSpace(request.Group) ? null : request.Group.Trim();

        // Two norms for one programme are set one after the other.
        await db.Database.ExecuteSqlAsync($"select code from programmes where code = {request.Programme} for update", ct);
        if (!await db.Programmes.AnyAsync(row => row.Code == request.Programme, ct))
        {
            wrong.Add("/programme", "not-in-catalogue");
        }

        if (group is not null && !await db.BeneficiaryGroups.AnyAsync(
            row => row.Code == group && row.ValidFrom <= day && (row.ValidTo == null || row.ValidTo >= day), ct))
        {
            wrong.Add("/group", "not-in-catalogue");
        }

        if (day.Year is < 2000 or > 2100)
        {
            wrong.Add("/validFrom", "out-of-range");
        }

        if (source.Length < 3)
        {
            wrong.Add("/source", "too-short");
        }

        wrong.ThrowIfAny();
        var last = await db.SupportNorms.Where(norm => norm.Programme == request.Programme && norm.Group == group)
            .OrderByDescending(norm => norm.ValidFrom).FirstOrDefaultAsync(ct);
        last?.SucceededFrom(day);
        var next = new SupportNorm(
            Uuid7.New(clock), request.Programme!, group, request.Amount!.Value, request.Period!.Value, day, source, user,
            clock.GetUtcNow());
        db.SupportNorms.Add(next);
        audit.Record("norm.set", "norm", next.Id.ToString(),
            new { next.Programme, next.Group, before = last?.Amount, after = next.Amount, next.Period, next.ValidFrom, source });
        await db.SaveChangesAsync(ct);
        ETag.Set(context, next.Version);

        return TypedResults.Created($"/api/v1/fund/norms?programme={next.Programme}", ListNorms.Of(next));
    }
}

/// <summary>POST /norms/{id}/end.</summary>
internal static class EndNorm
{
    /// <summary>
    /// Ends a norm with its last day, without another in its place; 409 <c>norm-ended</c> for one that has an end.
    /// </summary>
    public static async Task<Results<Ok<NormResponse>, NotFound>> Handle(
        Guid id, NormEndRequest request, IfMatch ifMatch, HttpContext context, FundDbContext db, AuditTrail audit,
        CancellationToken ct)
    {
        if (await db.SupportNorms.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } norm)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(norm.Version);
        norm.End(request.ValidTo!.Value);
        audit.Record("norm.end", "norm", id.ToString(), new { norm.Programme, norm.Group, norm.ValidTo });
        await db.SaveChangesAsync(ct);
        ETag.Set(context, norm.Version);

        return TypedResults.Ok(ListNorms.Of(norm));
    }
}
