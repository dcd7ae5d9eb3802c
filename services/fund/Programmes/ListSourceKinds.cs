using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Programmes;

internal static class ListSourceKinds
{
    /// <summary>The catalogue of source kinds, in the plan's order.</summary>
    public static async Task<Ok<Page<SourceKindResponse>>> Handle(FundDbContext db, CancellationToken ct)
    {
        var kinds = await db.SourceKinds.AsNoTracking().OrderBy(kind => kind.Position).ToListAsync(ct);

        return TypedResults.Ok(new Page<SourceKindResponse>([.. kinds.Select(Project)], null));
    }

    public static SourceKindResponse Project(SourceKind kind) => new()
    {
        Code = kind.Code,
        Name = kind.Name,
        CountsInPlanBasis = kind.CountsInPlanBasis,
        CountsInMobilisedBasis = kind.CountsInMobilisedBasis,
        Note = kind.Note,
        OpenCells =
        [
            .. kind.PlanBasisIsOpen ? ["countsInPlanBasis"] : Array.Empty<string>(),
            .. kind.MobilisedBasisIsOpen ? ["countsInMobilisedBasis"] : Array.Empty<string>(),
        ],
        Version = kind.Version,
    };
}

internal static class DecideSourceKind
{
    /// <summary>
    /// Says whether a source kind counts on a basis where the plan did not (domain/fund.md §1). Cells that the plan filled are
    /// repeated as they are; another value is 409 <c>basis-fixed</c>.
    /// </summary>
    public static async Task<Results<Ok<SourceKindResponse>, NotFound>> Handle(
        string code, SourceKindRequest request, IfMatch ifMatch, HttpContext context, FundDbContext db, IOutbox outbox, AuditTrail audit,
        TimeProvider clock, CancellationToken ct)
    {
        if (await db.SourceKinds.FindAsync([code], ct) is not { } kind)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(kind.Version);
        var before = new { kind.CountsInPlanBasis, kind.CountsInMobilisedBasis };
        kind.Decide(request.CountsInPlanBasis, request.CountsInMobilisedBasis);
        outbox.Add(new SourceKindDecided
        {
            Code = code,
            CountsInPlanBasis = kind.CountsInPlanBasis,
            CountsInMobilisedBasis = kind.CountsInMobilisedBasis,
            Version = kind.Version,
            DecidedAt = clock.GetUtcNow(),
        });
        audit.Record("source-kind.decide", "source-kind", code,
            new { before, after = new { kind.CountsInPlanBasis, kind.CountsInMobilisedBasis } });
        await db.SaveChangesAsync(ct);
        ETag.Set(context, kind.Version);

        return TypedResults.Ok(ListSourceKinds.Project(kind));
    }
}
