using ChildPlatform.Identity.Agencies;
using ChildPlatform.Identity.Units;
using ChildPlatform.ReferenceData;
using CsvHelper;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Data;

/// <summary>
/// Units of 2024 with the changes of 2025-01-01, and the agencies of plan 1715. Nothing is told to other services: each
/// makes the same units from the same files.
/// </summary>
internal static class UnitSeed
{
    public static async Task Seed(IdentityDbContext db, CancellationToken ct)
    {
        var history = UnitHistory.Read();
        var knownUnits = await db.Units.Select(u => u.Id).ToHashSetAsync(ct);
        db.Units.AddRange(history.Units.Where(u => !knownUnits.Contains(u.Id)).Select(Unit.From));

        var knownLinks = await db.UnitSuccessions.Select(s => new { s.OldId, s.NewId }).ToListAsync(ct);
        db.UnitSuccessions.AddRange(history.Links.Where(l => !knownLinks.Contains(new { l.OldId, l.NewId })).Select(UnitSuccession.From));

        var knownAgencies = await db.Agencies.Select(a => new { a.Code, a.ValidFrom }).ToListAsync(ct);
        db.Agencies.AddRange(AgenciesOf(history).Where(a => !knownAgencies.Contains(new { a.Code, a.ValidFrom })));

        await db.SaveChangesAsync(ct);
    }

    // A district's committee lives as long as its district; the others sit in the province.
    private static IEnumerable<Agency> AgenciesOf(UnitHistory history)
    {
        var province = history.Units.First(u => u.ParentId is null);
        foreach (var row in ReferenceFile.Read<AgencyRow>("plan-1715-agencies.csv"))
        {
            var unit = row.GsoDistrictCode is null
                ? province
                : history.Units.Single(u => u.Code == row.GsoDistrictCode && u.ValidFrom == province.ValidFrom);
            yield return Agency.Begin(row.Code, row.NameVi, row.Kind, unit.Id, unit.ValidFrom, unit.ValidTo);
        }
    }
}

/// <summary>An agency of the plan; a district's committee names its district.</summary>
[CsvRecord]
internal sealed partial record AgencyRow(string Code, [CsvNullValues("")] string? GsoDistrictCode, string NameVi, string Kind);
