using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Programmes;

internal static class AddProgramme
{
    /// <summary>Adds a programme to the catalogue.</summary>
    public static async Task<Created<ProgrammeResponse>> Handle(
        ProgrammeRequest request, HttpContext context, FundDbContext db, AuditTrail audit, Catalogues catalogues,
        TimeProvider clock, CancellationToken ct)
    {
        request.RequireValidity();
        var code = request.Code!;
        FundRules.ProgrammeExists.Require(!await db.Programmes.AnyAsync(known => known.Code == code, ct));

        var programme = Programme.Add(code, request.Name!, request.Note, request.ValidFrom!.Value, request.ValidTo);
        db.Programmes.Add(programme);
        audit.Record("programme.add", "programme", code, new { programme.Name, programme.ValidFrom, programme.ValidTo });
        await db.SaveChangesAsync(ct);
        catalogues.ForgetAfter(context);
        ETag.Set(context, programme.Version);

        return TypedResults.Created($"/api/v1/fund/programmes/{code}",
            (await db.ReadProgrammes(code, LimitYear.Of(null, clock), ct))[0]);
    }

    public static void RequireValidity(this ProgrammeRequest request)
    {
        if (request.ValidTo < request.ValidFrom)
        {
            throw new InvalidInputException("/validTo", "ends-before-start");
        }
    }
}
