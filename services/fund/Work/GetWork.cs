using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Donations;
using ChildPlatform.Fund.Pledges;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Work;

/// <summary>GET /work: what waits for the caller. Each counter counts what its link lists, by the same filter.</summary>
internal static class GetWork
{
    private static readonly Queue[] _queues =
    [
        new("my-drafts", "Bản nháp của tôi", "My drafts", Roles.FundOfficer, State: "draft", RequestedBy: "me"),
        new("my-open-requests", "Đề nghị của tôi đang xử lý", "My requests under way", Roles.FundOfficer,
            State: "submitted,appraised,approved", RequestedBy: "me"),
        new("my-returned", "Đề nghị bị từ chối", "My rejected requests", Roles.FundOfficer, State: "rejected", RequestedBy: "me"),
        new("to-appraise", "Chờ thẩm định", "To appraise", Roles.FundAccountant, State: "submitted"),
        new("to-approve", "Chờ giám đốc phê duyệt", "To approve", Roles.FundApprover, State: "appraised", Signatures: 0),
        new("to-sign-second", "Chờ chữ ký thứ hai", "To sign as the council", Roles.FundCouncilApprover, State: "appraised", Signatures: 1),
        new("to-pay", "Chờ chi", "To pay", Roles.FundCashier, State: "approved"),
    ];

    /// <summary>Queues of the caller's roles, each with its number, its sum in đồng, and the query that lists it.</summary>
    public static async Task<Ok<WorkResponse>> Handle(
        HttpContext http, FundDbContext db, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var english = Problems.PrefersEnglish(http.Request);
        var items = new List<WorkCounter>();
        foreach (var queue in _queues.Where(queue => user.Has(queue.Role)))
        {
            var total = await queue.Filter.Apply(db.Disbursements.AsNoTracking().Within(user), user)
                .GroupBy(_ => 1)
                .Select(rows => new { Count = rows.Count(), Amount = rows.Sum(row => row.Amount) })
                .SingleOrDefaultAsync(ct);
            items.Add(new WorkCounter
            {
                Code = queue.Code,
                Label = english ? queue.En : queue.Vi,
                Count = total?.Count ?? 0,
                Amount = total?.Amount ?? 0,
                Link = queue.Link,
            });
        }

        if (user.Has(Roles.FundOfficer))
        {
            items.Add(await LatePledges(db, user, VietnamTime.Today(clock), english, ct));
        }

        items.Add(await GiftsOfMonth(db, user, VietnamTime.Today(clock), english, ct));

        return TypedResults.Ok(new WorkResponse { AsOf = clock.GetUtcNow(), Items = items });
    }

    /// <summary>Promised money that is late: whose officer should ask.</summary>
    private static async Task<WorkCounter> LatePledges(FundDbContext db, CurrentUser user, DateOnly today, bool english,
        CancellationToken ct)
    {
        var total = await new PledgeFilter("overdue", null, null, null, null).Apply(db, user, today)
            .Select(row => row.Due - row.Received)
            .GroupBy(_ => 1)
            .Select(rows => new { Count = rows.Count(), Amount = rows.Sum(late => late) })
            .SingleOrDefaultAsync(ct);

        return new WorkCounter
        {
            Code = "overdue-pledges",
            Label = english ? "Pledges past due" : "Cam kết quá hạn",
            Count = total?.Count ?? 0,
            Amount = total?.Amount ?? 0,
            Link = "/api/v1/fund/pledges?state=overdue",
        };
    }

    /// <summary>Everybody's figure: gifts received in this month that stand.</summary>
    private static async Task<WorkCounter> GiftsOfMonth(FundDbContext db, CurrentUser user, DateOnly today, bool english, CancellationToken ct)
    {
        var (first, last) = (new DateOnly(today.Year, today.Month, 1), new DateOnly(today.Year, today.Month, 1).AddMonths(1).AddDays(-1));
        var filter = new DonationFilter(first, last, null, null, "recorded", null, null, null, null);
        var total = await filter.Apply(db.Donations.AsNoTracking().Within(user))
            .GroupBy(_ => 1)
            .Select(rows => new { Count = rows.Count(), Amount = rows.Sum(row => row.Amount) })
            .SingleOrDefaultAsync(ct);

        return new WorkCounter
        {
            Code = "gifts-this-month",
            Label = english ? "Gifts this month" : "Ủng hộ trong tháng",
            Count = total?.Count ?? 0,
            Amount = total?.Amount ?? 0,
            Link = $"/api/v1/fund/donations?from={first:yyyy-MM-dd}&to={last:yyyy-MM-dd}&state=recorded",
        };
    }

    private sealed record Queue(
        string Code, string Vi, string En, string Role, string State, int? Signatures = null, string? RequestedBy = null)
    {
        public DisbursementFilter Filter => new(State, Signatures, null, null, null, RequestedBy, null);

        public string Link => $"/api/v1/fund/disbursements?state={State}"
            + (Signatures is null ? "" : $"&signatures={Signatures}")
            + (RequestedBy is null ? "" : $"&requestedBy={RequestedBy}");
    }
}

internal static class WorkEndpoints
{
    public static void MapWork(this IEndpointRouteBuilder fund) =>
        fund.MapGet("/work", GetWork.Handle).WithTags("Work").RequireAuthorization(FundPolicies.Read);
}
