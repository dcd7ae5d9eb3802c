using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Programmes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>
/// A child's place in a programme and period (domain/fund.md §5, rule 6), taken by the approval that reserves the money and free
/// again when the request is cancelled or its payment reversed. A child is known by the numbers of its cases and, where the cases
/// service has told it, by its random code: each is a key of its own, so that one child with two cases is found too.
/// </summary>
internal sealed class SupportClaim
{
    private SupportClaim()
    {
    }

    public SupportClaim(Disbursement disbursement, string key, SupportPeriod period, DateOnly day)
    {
        Programme = disbursement.Programme;
        Key = key;
        Period = period.NameOf(day);
        Day = day;
        DisbursementId = disbursement.Id;
        Share = ShareOf(disbursement);
    }

    public string Programme { get; private set; } = "";

    /// <summary>Number of a case, or code of a child.</summary>
    public string Key { get; private set; } = "";

    /// <summary><c>once</c>, <c>2024</c>, <c>2024-Q2</c> or <c>2024-05</c>.</summary>
    public string Period { get; private set; } = "";

    /// <summary>The day that the money was planned for, else that of approval.</summary>
    public DateOnly Day { get; private set; }
    public Guid DisbursementId { get; private set; }

    /// <summary>What each child of the request is given, whole đồng.</summary>
    public long Share { get; private set; }

    /// <summary>A request says one sum for all its children: each one's part of it, rounded up.</summary>
    public static long ShareOf(Disbursement disbursement)
    {
        var children = disbursement.Beneficiaries.Sum(line => (long)line.Count);

        return (disbursement.Amount / children) + (disbursement.Amount % children > 0 ? 1 : 0);
    }
}

internal static class SupportPeriods
{
    /// <summary>First and last day of the period that a day lies in.</summary>
    public static (DateOnly First, DateOnly Last) Around(this SupportPeriod period, DateOnly day) => period switch
    {
        SupportPeriod.Once => (DateOnly.MinValue, DateOnly.MaxValue),
        SupportPeriod.Year => (new DateOnly(day.Year, 1, 1), new DateOnly(day.Year, 12, 31)),
        SupportPeriod.Quarter => Months(day, (((day.Month - 1) / 3) * 3) + 1, 3),
        SupportPeriod.Month => Months(day, day.Month, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, null),
    };

    /// <summary>The period that a day lies in, as people write it.</summary>
    public static string NameOf(this SupportPeriod period, DateOnly day) => period switch
    {
        SupportPeriod.Once => "once",
        SupportPeriod.Year => $"{day:yyyy}",
        SupportPeriod.Quarter => $"{day:yyyy}-Q{((day.Month - 1) / 3) + 1}",
        SupportPeriod.Month => $"{day:yyyy-MM}",
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, null),
    };

    private static (DateOnly First, DateOnly Last) Months(DateOnly day, int month, int count)
    {
        var first = new DateOnly(day.Year, month, 1);

        return (first, first.AddMonths(count).AddDays(-1));
    }
}

/// <summary>The guard against helping the same child twice.</summary>
internal static class SupportGuard
{
    /// <summary>
    /// Keys of the children that a request is for: numbers of cases, codes of children, and codes that the cases service has told
    /// about those cases before. None for a request of groups and counts.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ChildKeys(
        this FundDbContext db, Disbursement disbursement, CancellationToken ct)
    {
        var told = (await db.CodesOf(disbursement, ct)).Select(code => code.ChildCode);

        return
        [
            .. disbursement.Beneficiaries.Select(line => line.CaseNumber).OfType<string>().Distinct(),
            .. told.Union(disbursement.Beneficiaries.Select(line => line.ChildCode).OfType<string>()),
        ];
    }

    /// <summary>Codes of children that the cases service has told about the cases of a request before.</summary>
    public static async Task<IReadOnlyList<(string CaseNumber, string ChildCode)>> CodesOf(
        this FundDbContext db, Disbursement disbursement, CancellationToken ct)
    {
        var cases = disbursement.Beneficiaries.Select(line => line.CaseNumber).OfType<string>().Distinct().ToList();
        if (cases.Count == 0)
        {
            return [];
        }

        var told = await db.Disbursements.AsNoTracking().SelectMany(row => row.Beneficiaries)
            .Where(line => cases.Contains(line.CaseNumber!) && line.ChildCode != null)
            .Select(line => new { line.CaseNumber, line.ChildCode }).Distinct().ToListAsync(ct);

        return [.. told.Select(one => (one.CaseNumber!, one.ChildCode!))];
    }

    /// <summary>
    /// The first request that holds a child of this one in the same programme and period; null when there is none.
    /// </summary>
    public static async Task<EarlierSupport?> EarlierSupport(
        this FundDbContext db, Disbursement disbursement, DateOnly today, CancellationToken ct)
    {
        var keys = await db.ChildKeys(disbursement, ct);
        if (keys.Count == 0)
        {
            return null;
        }

        var period = await db.SupportPeriodOf(disbursement.Programme, ct);
        var day = disbursement.PlannedOn ?? today;
        var (first, last) = period.Around(day);

        return await db.SupportClaims.AsNoTracking()
            .Where(claim => claim.Programme == disbursement.Programme && keys.Contains(claim.Key)
                && claim.Day >= first && claim.Day <= last && claim.DisbursementId != disbursement.Id)
            .Join(db.Disbursements, claim => claim.DisbursementId, row => row.Id, (claim, row) => new { claim.Day, Row = row })
            .OrderBy(found => found.Day).ThenBy(found => found.Row.Id)
            .Select(found => new EarlierSupport
            {
                DisbursementId = found.Row.Id,
                RequestNumber = found.Row.RequestNumber,
                Number = found.Row.Number,
                Period = period,
                PlannedOn = found.Day,
            })
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>No child of this request has been helped from the programme in the same period.</summary>
    /// <exception cref="Kernel.BusinessRuleException">already-supported, with a link to the first voucher.</exception>
    public static async Task RequireFirstSupport(this FundDbContext db, Disbursement disbursement, DateOnly today,
        CancellationToken ct)
    {
        if (await db.EarlierSupport(disbursement, today, ct) is { } earlier)
        {
            FundRules.AlreadySupported.Require(false, new Dictionary<string, object?>
            {
                ["disbursementId"] = earlier.DisbursementId,
                ["requestNumber"] = earlier.RequestNumber,
                ["number"] = earlier.Number,
                ["link"] = $"/api/v1/fund/disbursements/{earlier.DisbursementId}",
                ["period"] = earlier.Period.NameOf(earlier.PlannedOn),
            });
        }
    }

    /// <summary>
    /// Takes the places of the children, as the money is reserved. Whoever approves for the same programme waits at its account,
    /// so that one of two is refused in words; the key of the table would refuse it in any case.
    /// </summary>
    public static async Task ClaimSupport(this FundDbContext db, Disbursement disbursement, DateOnly today, CancellationToken ct)
    {
        var keys = await db.ChildKeys(disbursement, ct);
        if (keys.Count > 0)
        {
            var period = await db.SupportPeriodOf(disbursement.Programme, ct);
            db.SupportClaims.AddRange(keys.Select(key => new SupportClaim(disbursement, key, period,
                disbursement.PlannedOn ?? today)));
        }
    }

    /// <summary>The money does not go, or came back: the children may be helped again.</summary>
    public static Task FreeSupport(this FundDbContext db, Guid disbursementId, CancellationToken ct) =>
        db.SupportClaims.Where(claim => claim.DisbursementId == disbursementId).ExecuteDeleteAsync(ct);

    private static Task<SupportPeriod> SupportPeriodOf(this FundDbContext db, string programme, CancellationToken ct) =>
        db.Programmes.AsNoTracking().Where(row => row.Code == programme).Select(row => row.SupportPeriod).SingleAsync(ct);
}

internal sealed class SupportClaimConfiguration : IEntityTypeConfiguration<SupportClaim>
{
    public void Configure(EntityTypeBuilder<SupportClaim> builder)
    {
        builder.ToTable("support_claims");

        // Two approvals for one child, programme and period meet here.
        builder.HasKey(claim => new { claim.Programme, claim.Key, claim.Period });
        builder.Property(claim => claim.Programme).HasMaxLength(40);
        builder.Property(claim => claim.Key).HasMaxLength(30);
        builder.Property(claim => claim.Period).HasMaxLength(10);
        builder.HasIndex(claim => claim.DisbursementId);
        builder.HasOne<Programme>().WithMany().HasForeignKey(claim => claim.Programme).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Disbursement>().WithMany().HasForeignKey(claim => claim.DisbursementId).OnDelete(DeleteBehavior.Restrict);
    }
}
