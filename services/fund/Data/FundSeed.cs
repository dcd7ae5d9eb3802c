using ChildPlatform.Fund.Imports;
using ChildPlatform.Fund.Ledger;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Data;

/// <summary>What the fund's database holds before the first gift. Runs at every migration and adds only what is missing.</summary>
internal static class FundSeed
{
    public static async Task Run(FundDbContext db, CancellationToken ct)
    {
        await ReferenceSeed.Seed(db, ct);
        if (!await db.JournalHead.AnyAsync(ct))
        {
            db.JournalHead.Add(JournalHead.Empty());
        }

        foreach (var code in new[] { Account.Money, Account.PoolFund })
        {
            if (await db.Accounts.FindAsync([code], ct) is null)
            {
                db.Accounts.Add(new Account(code));
            }
        }

        var purposes = await db.PurposeMappings.Select(mapping => mapping.Key).ToListAsync(ct);
        db.PurposeMappings.AddRange(PurposeMapping.FirstRows.Where(mapping => !purposes.Contains(mapping.Key)));
        await db.SaveChangesAsync(ct);
    }
}
