using System.ComponentModel;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Programmes;

internal static class ListProgrammes
{
    /// <summary>All programmes, ended ones too, with the cap of a year (the current one unless asked) and their own money.</summary>
    public static async Task<Ok<Page<ProgrammeResponse>>> Handle(
        FundDbContext db, TimeProvider clock, CancellationToken ct,
        [Description("Year of the cap; the current one unless given.")] int? year = null)
    {
        var items = await db.ReadProgrammes(null, LimitYear.Of(year, clock), ct);

        return TypedResults.Ok(new Page<ProgrammeResponse>(items, null));
    }
}

internal static class GetProgramme
{
    /// <summary>One programme. Its ETag is what a change of it or of one of its limits must match.</summary>
    public static async Task<Results<Ok<ProgrammeResponse>, NotFound>> Handle(
        string code, HttpContext context, FundDbContext db, TimeProvider clock, CancellationToken ct,
        [Description("Year of the cap; the current one unless given.")] int? year = null)
    {
        if (await db.ReadProgrammes(code, LimitYear.Of(year, clock), ct) is not [var programme])
        {
            return TypedResults.NotFound();
        }

        ETag.Set(context, programme.Version);

        return TypedResults.Ok(programme);
    }
}

/// <summary>The year that a cap is asked or set for.</summary>
internal static class LimitYear
{
    private const int First = 2000;
    private const int Last = 2100;

    public static int Of(int? asked, TimeProvider clock)
    {
        var year = asked ?? VietnamTime.Today(clock).Year;

        return year is >= First and <= Last ? year : throw new InvalidInputException("/year", "out-of-range");
    }
}
