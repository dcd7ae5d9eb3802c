using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Programmes;

internal static class ListSettings
{
    /// <summary>All figures that the fund decides by, past ones too.</summary>
    public static async Task<Ok<Page<FundSettingResponse>>> Handle(FundDbContext db, CancellationToken ct)
    {
        var settings = await db.FundSettings.AsNoTracking()
            .OrderBy(setting => setting.Code).ThenBy(setting => setting.ValidFrom).ToListAsync(ct);

        return TypedResults.Ok(new Page<FundSettingResponse>([.. settings.Select(Project)], null));
    }

    public static FundSettingResponse Project(FundSetting setting) => new()
    {
        Code = setting.Code,
        Value = setting.Value,
        ValidFrom = setting.ValidFrom,
        ValidTo = setting.ValidTo,
        Source = setting.Source,
    };
}

internal static class ChangeSetting
{
    /// <summary>
    /// Puts a new figure in force from a day on; the one before ends the day before. Signatures already given are not judged again.
    /// </summary>
    public static async Task<Results<Ok<FundSettingResponse>, NotFound>> Handle(
        string code, FundSettingRequest request, FundDbContext db, AuditTrail audit, CancellationToken ct)
    {
        var last = (await db.FundSettings
            .FromSql($"select * from fund_settings where code = {code} order by valid_from desc limit 1 for update")
            .ToListAsync(ct)).SingleOrDefault();
        if (last is null)
        {
            return TypedResults.NotFound();
        }

        var next = last.Succeed(request.Value!.Value, request.ValidFrom!.Value, VietnameseText.Normalise(request.Source));
        db.FundSettings.Add(next);
        audit.Record("setting.change", "setting", code, new { before = last.Value, after = next.Value, next.ValidFrom, next.Source });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(ListSettings.Project(next));
    }
}
