using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Norms;

/// <summary>What is asked for above a norm, with what the child of a case was given before.</summary>
internal sealed record NormExcess(SupportNorm Norm, long Allowed, long Asked, long Earlier = 0, string? CaseNumber = null);

/// <summary>Judges requests by the norms in force on the day that the money is for.</summary>
internal static class NormCheck
{
    /// <summary>
    /// The norms that the lines of a request fall under allow together so much for so many children; a request with a line that
    /// no norm is for is bound by none. Each child that is known by its case is also given no more than its norm in the norm's
    /// period, with what it was given from the programme before. Null when the request keeps them all, or an exception covers it.
    /// </summary>
    public static async Task<NormExcess?> AboveNorm(
        this FundDbContext db, Disbursement disbursement, DateOnly today, CancellationToken ct)
    {
        var day = disbursement.PlannedOn ?? today;
        var norms = await db.SupportNorms.AsNoTracking()
            .Where(norm => norm.Programme == disbursement.Programme
                && norm.ValidFrom <= day && (norm.ValidTo == null || norm.ValidTo >= day))
            .ToListAsync(ct);
        if (norms.Count == 0)
        {
            return null;
        }

        var exceptions = await db.NormExceptions.AsNoTracking()
            .Where(row => row.DisbursementId == disbursement.Id).ToListAsync(ct);
        if (AboveTogether(disbursement, norms) is { } together && !exceptions.Exists(exception => exception.Covers(together)))
        {
            return together;
        }

        return await db.AboveForOneChild(disbursement, norms, exceptions, day, ct);
    }

    /// <exception cref="Kernel.BusinessRuleException">above-norm, with the norm in its details.</exception>
    public static async Task RequireNorm(this FundDbContext db, Disbursement disbursement, DateOnly today, CancellationToken ct)
    {
        if (await db.AboveNorm(disbursement, today, ct) is { } excess)
        {
            FundRules.AboveNorm.Require(false, new Dictionary<string, object?>
            {
                ["norm"] = excess.Norm.Id,
                ["source"] = excess.Norm.Source,
                ["group"] = excess.Norm.Group,
                ["amount"] = excess.Norm.Amount,
                ["period"] = EnumText.Of(excess.Norm.Period),
                ["validFrom"] = excess.Norm.ValidFrom,
                ["allowed"] = excess.Allowed,
                ["asked"] = excess.Asked,
                ["earlier"] = excess.Earlier,
                ["caseNumber"] = excess.CaseNumber,
            });
        }
    }

    /// <summary>A norm for the line's group goes before the one for every child.</summary>
    private static SupportNorm? NormOf(BeneficiaryLine line, List<SupportNorm> norms) =>
        norms.Find(norm => norm.Group is not null && norm.Group == line.Group) ?? norms.Find(norm => norm.Group is null);

    private static NormExcess? AboveTogether(Disbursement disbursement, List<SupportNorm> norms)
    {
        var lines = disbursement.Beneficiaries.Select(line => (Line: line, Norm: NormOf(line, norms))).ToList();
        if (lines.Exists(one => one.Norm is null))
        {
            return null;
        }

        // A product may be more than a sum of money can be; then nothing is above it.
        var allowed = lines.Sum(one => (decimal)one.Norm!.Amount * one.Line.Count);
        var largest = lines.MaxBy(one => (decimal)one.Norm!.Amount * one.Line.Count).Norm!;

        return disbursement.Amount > allowed
            ? new NormExcess(largest, (long)allowed, disbursement.Amount)
            : null;
    }

    /// <summary>
    /// A request says one sum for all its children: each is counted with its part of it. Others of the same programme wait at its
    /// account while one is approved, so that what was given before is known.
    /// </summary>
    private static async Task<NormExcess?> AboveForOneChild(
        this FundDbContext db, Disbursement disbursement, List<SupportNorm> norms, List<NormException> exceptions, DateOnly day,
        CancellationToken ct)
    {
        var codes = await db.CodesOf(disbursement, ct);
        var children = disbursement.Beneficiaries.OrderBy(line => line.Position)
            .Select(line => (Line: line, Norm: NormOf(line, norms), Keys: KeysOf(line, codes)))
            .Where(child => child.Norm is not null && child.Keys.Count > 0)
            .ToList();
        if (children.Count == 0)
        {
            return null;
        }

        var keys = children.SelectMany(child => child.Keys).Distinct().ToList();
        var given = await db.SupportClaims.AsNoTracking()
            .Where(claim => claim.Programme == disbursement.Programme && keys.Contains(claim.Key)
                && claim.DisbursementId != disbursement.Id)
            .Select(claim => new { claim.Key, claim.Day, claim.DisbursementId, claim.Share })
            .ToListAsync(ct);
        var share = SupportClaim.ShareOf(disbursement);
        foreach (var (line, norm, own) in children)
        {
            // A child that is known by two keys was given the money once.
            var (first, last) = norm!.Period.Around(day);
            var earlier = given.Where(claim => own.Contains(claim.Key) && claim.Day >= first && claim.Day <= last)
                .DistinctBy(claim => claim.DisbursementId).Sum(claim => claim.Share);
            var excess = new NormExcess(norm, norm.Amount, share + earlier, earlier, line.CaseNumber);
            if (excess.Asked > excess.Allowed && !exceptions.Exists(exception => exception.Covers(excess)))
            {
                return excess;
            }
        }

        return null;
    }

    private static List<string> KeysOf(BeneficiaryLine line, IReadOnlyList<(string CaseNumber, string ChildCode)> codes) =>
    [
        .. codes.Where(code => code.CaseNumber == line.CaseNumber).Select(code => code.ChildCode)
            .Append(line.CaseNumber).Append(line.ChildCode).OfType<string>().Distinct(),
    ];
}
