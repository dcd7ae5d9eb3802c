using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Pledges;

/// <summary>GET /pledges/{id}; owns the only shape in which a pledge is answered.</summary>
internal static class GetPledge
{
    /// <summary>
    /// A pledge by id, with its instalments and what came of it; its gifts are at /donations?pledge=. 404 also for one of another
    /// unit.
    /// </summary>
    public static async Task<Results<Ok<PledgeResponse>, NotFound>> Handle(
        Guid id, HttpContext http, FundDbContext db, CurrentUser user, TimeProvider clock, CancellationToken ct) =>
        await Read(db, user, id, VietnamTime.Today(clock), ct) is { } pledge ? TypedResults.Ok(Tagged(http, pledge))
            : TypedResults.NotFound();

    public static async Task<PledgeResponse?> Read(FundDbContext db, CurrentUser user, Guid id, DateOnly today,
        CancellationToken ct) =>
        await db.Pledges.AsNoTracking().Within(user).Where(pledge => pledge.Id == id).WithReceived(db, today)
            .SingleOrDefaultAsync(ct) is { } row
            ? Of(row, today)
            : null;

    public static PledgeResponse Tagged(HttpContext http, PledgeResponse pledge)
    {
        ETag.Set(http, pledge.Version);

        return pledge;
    }

    public static PledgeResponse Of(PledgeRow row, DateOnly today)
    {
        var pledge = row.Pledge;
        var instalments = Fill(pledge.Instalments, row.Received, today);
        var cancelled = pledge.CancelledAt is not null;
        var overdue = cancelled ? 0
            : instalments.Where(part => part.State is InstalmentState.Overdue).Sum(part => part.Remaining);

        return new PledgeResponse
        {
            Id = pledge.Id,
            Number = pledge.Number,
            State = cancelled ? PledgeState.Cancelled
                : row.Received >= pledge.Amount ? PledgeState.Fulfilled
                : overdue > 0 ? PledgeState.Overdue : PledgeState.Open,
            Donor = new DonorPointer { Id = pledge.DonorId, Name = row.DonorName },
            SourceKind = pledge.SourceKind,
            Programme = pledge.Programme,
            PledgedOn = pledge.PledgedOn,
            Amount = pledge.Amount,
            Received = row.Received,
            Remaining = cancelled ? 0 : Math.Max(0, pledge.Amount - row.Received),
            Overdue = overdue,
            NextDueOn = cancelled ? null : instalments.FirstOrDefault(part => part.Remaining > 0)?.DueOn,
            Instalments = instalments,
            Note = pledge.Note,
            RecordedAt = pledge.RecordedAt,
            RecordedByName = pledge.RecordedByName,
            CancelledAt = pledge.CancelledAt,
            CancelledByName = pledge.CancelledByName,
            CancelReason = pledge.CancelReason,
            Version = pledge.Version,
        };
    }

    /// <summary>Money fills the earliest instalment first. One is late from the day after its own.</summary>
    public static IReadOnlyList<InstalmentResponse> Fill(IEnumerable<PledgeInstalment> instalments, long received, DateOnly today)
    {
        var left = received;

        return
        [
            .. instalments.OrderBy(part => part.Position).Select(part =>
            {
                var got = Math.Min(left, part.Amount);
                left -= got;

                return new InstalmentResponse
                {
                    Position = part.Position,
                    DueOn = part.DueOn,
                    Amount = part.Amount,
                    Received = got,
                    Remaining = part.Amount - got,
                    State = got == part.Amount ? InstalmentState.Paid
                        : part.DueOn < today ? InstalmentState.Overdue
                        : got > 0 ? InstalmentState.PartlyPaid : InstalmentState.Due,
                };
            }),
        ];
    }
}
