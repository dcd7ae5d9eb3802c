using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Programmes;

internal static class ProgrammeQueries
{
    /// <summary>Locks a programme's year until the transaction ends; made first when nobody has used it.</summary>
    public static async Task<ProgrammeYear> LockProgrammeYear(this FundDbContext db, string programme, int year, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"insert into programme_years (programme, year, used) values ({programme}, {year}, 0) on conflict do nothing", ct);

        return (await db.ProgrammeYears
            .FromSql($"select * from programme_years where programme = {programme} and year = {year} for update")
            .ToListAsync(ct)).Single();
    }

    /// <summary>The only projection of a programme: with the cap of <paramref name="year"/> and its money.</summary>
    public static async Task<IReadOnlyList<ProgrammeResponse>> ReadProgrammes(
        this FundDbContext db, string? code, int year, CancellationToken ct)
    {
        var programmes = await db.Programmes.AsNoTracking()
            .Where(programme => code == null || programme.Code == code)
            .OrderBy(programme => programme.Code)
            .ToListAsync(ct);
        var years = await db.ProgrammeYears.AsNoTracking()
            .Where(row => code == null || row.Programme == code)
            .ToListAsync(ct);
        var accounts = await db.Accounts.AsNoTracking().ToDictionaryAsync(account => account.Code, ct);

        return [.. programmes.Select(programme => Project(programme, [.. years.Where(row => row.Programme == programme.Code)],
            year, accounts.GetValueOrDefault(Account.FundOf(programme.Code))))];
    }

    private static ProgrammeResponse Project(Programme programme, IReadOnlyList<ProgrammeYear> years, int year, Account? account)
    {
        var current = years.FirstOrDefault(row => row.Year == year);

        return new ProgrammeResponse
        {
            Code = programme.Code,
            Name = programme.Name,
            Note = programme.Note,
            ValidFrom = programme.ValidFrom,
            ValidTo = programme.ValidTo,
            Year = year,
            Limit = current?.Limit,
            LimitUsed = current?.Used ?? 0,
            LimitYears = [.. years.Where(row => row.Limit is not null || row.Used > 0).Select(row => row.Year).Order()],
            Balance = account?.Balance ?? 0,
            Reserved = account?.Reserved ?? 0,
            Available = account?.Available ?? 0,
            RequiredPapers = programme.RequiredPapers,
            SupportPeriod = programme.SupportPeriod,
            Version = programme.Version,
        };
    }
}
