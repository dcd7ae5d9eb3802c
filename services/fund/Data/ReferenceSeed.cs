using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Evidence;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Fund.Targets;
using ChildPlatform.ReferenceData;
using ChildPlatform.ReferenceData.Copies;
using CsvHelper;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Data;

/// <summary>
/// Catalogues that the fund starts with. Adds what is missing and never touches a row that is there: from then on the rows belong
/// to the people who keep them.
/// </summary>
internal static class ReferenceSeed
{
    /// <summary>The plan's year begins here; nothing in the catalogues is older.</summary>
    private static readonly DateOnly _firstDay = new(2024, 1, 1);

    public static async Task Seed(FundDbContext db, CancellationToken ct)
    {
        await Add(db, UnitHistory.Read().Units.Select(Unit.From), unit => unit.Id, ct);
        await Add(db, Programmes(), programme => programme.Code, ct);
        await Add(db, SourceKinds(), kind => kind.Code, ct);
        await Add(db, Groups(), group => group.Code, ct);
        await Add(db, PaperKind.First(_firstDay), kind => kind.Code, ct);
        await Add(db, Targets(), target => (target.Year, target.SourceKind), ct);
        await Add(db, [FundSetting.SecondSignatureThreshold(50_000_000, _firstDay, "DESIGN")],
            setting => (setting.Code, setting.ValidFrom), ct);
        await db.SaveChangesAsync(ct);
    }

    private static async Task Add<T, TKey>(FundDbContext db, IEnumerable<T> rows, Func<T, TKey> key, CancellationToken ct)
        where T : class
    {
        var known = (await db.Set<T>().AsNoTracking().ToListAsync(ct)).Select(key).ToHashSet();
        db.AddRange(rows.Where(row => !known.Contains(key(row))));
    }

    private static IEnumerable<Programme> Programmes() =>
        ReferenceFile.Read<ProgrammeRow>("fund-programmes.csv")
            .Select(row => Programme.Add(row.Code, row.NameVi, row.Notes, _firstDay, null));

    private static IEnumerable<SourceKind> SourceKinds() =>
        ReferenceFile.Read<SourceKindRow>("fund-source-kinds.csv").Select((row, index) => SourceKind.FromPlan(
            row.Code, row.NameVi, row.CountsInPlanBasis, row.CountsInMobilisedBasis, row.Notes, index + 1));

    private static IEnumerable<BeneficiaryGroup> Groups() =>
        ReferenceFile.Read<GroupRow>("special-circumstance-groups.csv")
            .Select(row => new BeneficiaryGroup(row.Code, row.NameVi, row.DecreeArticle, _firstDay));

    private static IEnumerable<ReceiptTarget> Targets() =>
        ReferenceFile.Read<TargetRow>("fund-target-2024.csv")
            .Select(row => new ReceiptTarget(row.Year, row.SourceKind, row.Amount, row.Source));
}

[CsvRecord]
internal sealed partial record ProgrammeRow(string Code, string NameVi, [CsvNullValues("")] string? Notes);

[CsvRecord]
internal sealed partial record SourceKindRow(
    string Code, string NameVi, bool? CountsInPlanBasis, bool? CountsInMobilisedBasis, [CsvNullValues("")] string? Notes);

[CsvRecord]
internal sealed partial record GroupRow(string Code, string NameVi, string DecreeArticle);

[CsvRecord]
internal sealed partial record TargetRow(int Year, string SourceKind, long Amount, string Source);
