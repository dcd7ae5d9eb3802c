using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace ChildPlatform.Fund.Pledges;

/// <summary>A pledge with what came of it, and what was due before today.</summary>
internal sealed class PledgeRow
{
    public required Pledge Pledge { get; init; }
    public required string DonorName { get; init; }
    public required long Received { get; init; }
    public required long Due { get; init; }
}

/// <summary>What a list of pledges, its export and a work counter are narrowed to.</summary>
/// <param name="State">One state or several, separated by commas: open, overdue, fulfilled, cancelled.</param>
/// <param name="Donor">Id of a donor.</param>
/// <param name="DueFrom">First day on which an instalment is due.</param>
/// <param name="DueTo">Last day on which an instalment is due.</param>
/// <param name="Q">Words of the donor's name, without tone marks if wished, or a number (CK-…).</param>
internal sealed record PledgeFilter(
    [Words(typeof(PledgeState), Several = true)] string? State, Guid? Donor, DateOnly? DueFrom, DateOnly? DueTo, string? Q)
{
    internal string[] States => State?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public IQueryable<PledgeRow> Apply(FundDbContext db, CurrentUser user, DateOnly today)
    {
        var pledges = db.Pledges.AsNoTracking().Within(user);
        if (Donor is { } donor)
        {
            pledges = pledges.Where(pledge => pledge.DonorId == donor);
        }

        if (DueFrom is not null || DueTo is not null)
        {
            var (first, last) = (DueFrom ?? DateOnly.MinValue, DueTo ?? DateOnly.MaxValue);
            pledges = pledges.Where(pledge => pledge.Instalments.Any(row => row.DueOn >= first && row.DueOn <= last));
        }

        return Standing(Search(db, pledges).WithReceived(db, today));
    }

    private IQueryable<PledgeRow> Standing(IQueryable<PledgeRow> rows)
    {
        if (States.Length == 0)
        {
            return rows;
        }

        var states = States.Select(word => EnumText.Parse<PledgeState>(word, "/state")!.Value).ToHashSet();
        var (open, overdue) = (states.Contains(PledgeState.Open), states.Contains(PledgeState.Overdue));
        var (fulfilled, cancelled) = (states.Contains(PledgeState.Fulfilled), states.Contains(PledgeState.Cancelled));

        return rows.Where(row => row.Pledge.CancelledAt != null
            ? cancelled
            : row.Received >= row.Pledge.Amount ? fulfilled : row.Due > row.Received ? overdue : open);
    }

    private IQueryable<Pledge> Search(FundDbContext db, IQueryable<Pledge> pledges)
    {
        var text = VietnameseText.Normalise(Q);
        if (text.Length == 0)
        {
            return pledges;
        }

        if (text.StartsWith("CK-", StringComparison.OrdinalIgnoreCase))
        {
            var number = text.ToUpperInvariant();

            return pledges.Where(pledge => pledge.Number == number);
        }

        return SearchWords.Of(text) is { } words
            ? pledges.Where(pledge => db.Donors.Any(donor => donor.Id == pledge.DonorId
                && EF.Property<NpgsqlTsVector>(donor, "SearchVector").Matches(EF.Functions.ToTsQuery("simple", words))))
            : pledges.Where(_ => false);
    }
}

internal static class PledgeQueries
{
    /// <summary>
    /// What came is the sum of the gifts that name the pledge and stand: a reversal makes it owing again by itself.
    /// </summary>
    public static IQueryable<PledgeRow> WithReceived(this IQueryable<Pledge> pledges, FundDbContext db, DateOnly today) =>
        pledges.Select(pledge => new PledgeRow
        {
            Pledge = pledge,
            DonorName = db.Donors.Where(donor => donor.Id == pledge.DonorId).Select(donor => donor.Name).First(),
            Received = db.Donations.Where(gift => gift.PledgeId == pledge.Id && gift.State == DonationState.Recorded)
                .Sum(gift => gift.Amount),
            Due = pledge.Instalments.Where(row => row.DueOn < today).Sum(row => row.Amount),
        });

    public static Task<long> Received(this FundDbContext db, Guid pledge, CancellationToken ct) =>
        db.Donations.Where(gift => gift.PledgeId == pledge && gift.State == DonationState.Recorded)
            .SumAsync(gift => gift.Amount, ct);
}
