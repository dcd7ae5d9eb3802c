using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Evidence;

/// <summary>Papers that a programme asks for: a file must be complete before it goes up.</summary>
internal static class RequiredPapers
{
    public const string Missing = "evidence-missing";

    /// <summary>Codes of the papers that a programme asks for.</summary>
    public static async Task<string[]> RequiredPapersOf(this FundDbContext db, string programme, CancellationToken ct) =>
        await db.Programmes.AsNoTracking().Where(row => row.Code == programme).Select(row => row.RequiredPapers).SingleAsync(ct);

    /// <summary>Codes of the papers that the programme of a request asks for and that it does not have.</summary>
    public static async Task<IReadOnlyList<string>> MissingPapers(this FundDbContext db, Disbursement disbursement,
        CancellationToken ct)
    {
        var required = await db.RequiredPapersOf(disbursement.Programme, ct);
        if (required.Length == 0)
        {
            return [];
        }

        var there = await db.DisbursementEvidence.AsNoTracking()
            .Where(row => row.DisbursementId == disbursement.Id && row.WithdrawnAt == null)
            .Select(row => row.Paper).Distinct().ToListAsync(ct);

        return [.. required.Except(there)];
    }

    /// <summary>The request has every paper that its programme asks for.</summary>
    /// <exception cref="InvalidInputException">evidence-missing, at <c>/evidence/{paper}</c> for each that is
    /// missing.</exception>
    public static async Task RequirePapers(this FundDbContext db, Disbursement disbursement, CancellationToken ct)
    {
        var missing = await db.MissingPapers(disbursement, ct);
        if (missing.Count > 0)
        {
            throw new InvalidInputException([.. missing.Select(paper => new FieldError($"/evidence/{paper}", Missing))]);
        }
    }
}

/// <summary>PUT /programmes/{code}/required-papers.</summary>
internal static class SetRequiredPapers
{
    /// <summary>
    /// Says which papers a programme asks for before a request is submitted; none, unless it is said. A request that was opened
    /// by another service's message needs them before appraisal. <c>If-Match</c> is the programme's ETag.
    /// </summary>
    public static async Task<Results<Ok<ProgrammeResponse>, NotFound>> Handle(
        string code, RequiredPapersRequest request, IfMatch ifMatch, HttpContext context, FundDbContext db, AuditTrail audit,
        TimeProvider clock, CancellationToken ct)
    {
        if (await db.Programmes.FindAsync([code], ct) is not { } programme)
        {
            return TypedResults.NotFound();
        }

        var today = VietnamTime.Today(clock);
        var known = await db.PaperKinds.AsNoTracking()
            .Where(kind => kind.ValidFrom <= today && (kind.ValidTo == null || kind.ValidTo >= today))
            .OrderBy(kind => kind.Position).Select(kind => kind.Code).ToListAsync(ct);
        var wrong = new WrongFields();
        foreach (var (paper, i) in request.Papers!.Select((paper, i) => (paper, i)))
        {
            if (paper is null || !known.Contains(paper))
            {
                wrong.Add($"/papers/{i}", "not-in-catalogue");
            }
        }

        wrong.ThrowIfAny();
        ifMatch.Require(programme.Version);
        var before = programme.RequiredPapers;
        programme.AskFor([.. known.Where(request.Papers!.Contains)]);
        audit.Record("programme.papers", "programme", code, new { before, after = programme.RequiredPapers });
        await db.SaveChangesAsync(ct);
        ETag.Set(context, programme.Version);

        return TypedResults.Ok((await db.ReadProgrammes(code, LimitYear.Of(null, clock), ct))[0]);
    }
}
