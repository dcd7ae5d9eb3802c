using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Programmes;

internal static class ChangeProgramme
{
    /// <summary>Renames a programme, or ends it with its last day. The code stays: the books are kept by it.</summary>
    public static async Task<Results<Ok<ProgrammeResponse>, NotFound>> Handle(
        string code, ProgrammeRequest request, IfMatch ifMatch, HttpContext context, FundDbContext db, AuditTrail audit,
        Catalogues catalogues, TimeProvider clock, CancellationToken ct)
    {
        request.RequireValidity();
        if (request.Code != code)
        {
            throw new InvalidInputException("/code", "code-differs-from-address");
        }

        if (await db.Programmes.FindAsync([code], ct) is not { } programme)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(programme.Version);
        var before = new { programme.Name, programme.Note, programme.ValidFrom, programme.ValidTo };
        programme.Change(request.Name!, request.Note, request.ValidFrom!.Value, request.ValidTo);
        audit.Record("programme.change", "programme", code,
            new { before, after = new { programme.Name, programme.Note, programme.ValidFrom, programme.ValidTo } });
        await db.SaveChangesAsync(ct);
        catalogues.ForgetAfter(context);
        ETag.Set(context, programme.Version);

        return TypedResults.Ok((await db.ReadProgrammes(code, LimitYear.Of(null, clock), ct))[0]);
    }
}
