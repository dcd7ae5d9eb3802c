using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Rounds;
using ChildPlatform.Reporting.Tasks;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.OwnPlans;

/// <summary>An agency's own plan (kế hoạch cụ thể hóa, VI.1), as it says that it was issued.</summary>
internal sealed class OwnPlan
{
    private OwnPlan()
    {
    }

    public OwnPlan(int year, string agency) => (Year, Agency) = (year, agency);

    public int Year { get; private set; }

    public string Agency { get; private set; } = "";

    public string Number { get; private set; } = "";

    public DateOnly IssuedOn { get; private set; }

    public string? Url { get; private set; }

    /// <summary>When it was first told; a correction does not make it later.</summary>
    public DateTimeOffset UploadedAt { get; private set; }

    public string UploadedBy { get; private set; } = "";

    public void Take(OwnPlanRequest request, CurrentUser by, DateTimeOffset now)
    {
        var wrong = new WrongFields();
        if (request.IssuedOn > VietnamTime.DateOf(now))
        {
            wrong.Add("/issuedOn", "date-in-future");
        }

        if (request.Url is not null && !EvidenceCheck.IsAddress(request.Url))
        {
            wrong.Add("/url", "invalid-address");
        }

        wrong.ThrowIfAny();
        (Number, IssuedOn, Url) = (VietnameseText.Normalise(request.Number), request.IssuedOn!.Value, request.Url);
        (UploadedAt, UploadedBy) = (UploadedAt == default ? now : UploadedAt, by.Id);
    }
}

internal sealed class OwnPlanConfiguration : IEntityTypeConfiguration<OwnPlan>
{
    public void Configure(EntityTypeBuilder<OwnPlan> builder)
    {
        builder.ToTable("own_plans");
        builder.HasKey(p => new { p.Year, p.Agency });
        builder.Property(p => p.Agency).HasMaxLength(10);
        builder.Property(p => p.Number).HasMaxLength(60);
        builder.Property(p => p.Url).HasMaxLength(500);
    }
}

/// <summary>Own plans of a year: the first deadline.</summary>
internal static class OwnPlanEndpoints
{
    public static void MapOwnPlans(this IEndpointRouteBuilder reporting)
    {
        var plans = reporting.MapGroup("/plans/{year:int}/own-plans").WithTags("Plans").WithIdempotency<ReportingDbContext>(required: false);

        plans.MapGet("/", ListOwnPlans.Handle).WithName("ListOwnPlans").ProducesProblem(404)
            .RequireAuthorization(ReportingPolicies.ReadWork);
        plans.MapPost("/", TellOwnPlan.Handle).WithName("TellOwnPlan").ProducesProblem(404)
            .RequireAuthorization(ReportingPolicies.Report);
    }
}

/// <summary>GET /plans/{year}/own-plans.</summary>
internal static class ListOwnPlans
{
    /// <summary>
    /// Each agency with its own plan or none; the list of the missing opens at midnight in Viet Nam of the due day. A reporter sees
    /// the own agency's row.
    /// </summary>
    public static async Task<Results<Ok<OwnPlansResponse>, NotFound>> Handle(
        int year, ReportingDbContext db, CurrentUser user, TimeProvider clock, CancellationToken ct)
        => await Read(db, year, user, clock, ct) is { } answer ? TypedResults.Ok(answer) : TypedResults.NotFound();

    public static async Task<OwnPlansResponse?> Read(
        ReportingDbContext db, int year, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await RoundOf(db, year, ct) is not { DueBefore: { } dueBefore } round)
        {
            return null;
        }

        var agencies = await db.PlanAgencies.AsNoTracking().Where(a => a.Year == year).OrderBy(a => a.Position).ToListAsync(ct);
        var told = await db.OwnPlans.AsNoTracking().Where(p => p.Year == year).ToDictionaryAsync(p => p.Agency, ct);
        var isDue = round.IsDue(clock.GetUtcNow());
        var items = agencies.Where(a => round.StandingOf(a.Code) is not null && (user.SeesAllAgencies() || a.Code == user.Agency))
            .Select(a =>
            {
                var plan = told.GetValueOrDefault(a.Code);

                return new OwnPlanResponse
                {
                    Agency = a.Code,
                    AgencyName = a.Name,
                    Expected = round.StandingOf(a.Code) is RoundStanding.Expected,
                    Number = plan?.Number,
                    IssuedOn = plan?.IssuedOn,
                    Url = plan?.Url,
                    UploadedAt = plan?.UploadedAt,
                    Late = plan is null ? null : round.IsLate(plan.UploadedAt),
                };
            }).ToList();

        return new OwnPlansResponse
        {
            Year = year,
            DueBefore = dueBefore,
            LastDay = dueBefore.AddDays(-1),
            IsDue = isDue,
            Items = items,
            Missing = isDue
                ? [.. items.Where(i => i.Expected && i.UploadedAt is null).Select(i => new AgencyName { Code = i.Agency, Name = i.AgencyName })]
                : [],
        };
    }

    public static Task<ReportRound?> RoundOf(ReportingDbContext db, int year, CancellationToken ct) =>
        db.ReportRounds.AsNoTracking().Include(r => r.Agencies).SingleOrDefaultAsync(r => r.Year == year && r.Kind == RoundKind.OwnPlan, ct);
}

/// <summary>POST /plans/{year}/own-plans.</summary>
internal static class TellOwnPlan
{
    /// <summary>Tells that the agency has issued its own plan; said again, it corrects number, day and link, not when it was told.</summary>
    public static async Task<Results<Ok<OwnPlansResponse>, NotFound>> Handle(
        int year, OwnPlanRequest request, ReportingDbContext db, AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await ListOwnPlans.RoundOf(db, year, ct) is not { } round)
        {
            return TypedResults.NotFound();
        }

        var agency = request.Agency ?? user.Agency ?? throw new RefusedException(Refusals.Forbidden);
        user.RequireOwn(agency);
        ReportingRules.NotInRound.Require(round.StandingOf(agency) is not null);
        var plan = await db.OwnPlans.FindAsync([year, agency], ct);
        if (plan is null)
        {
            plan = new OwnPlan(year, agency);
            db.Add(plan);
        }

        plan.Take(request, user, clock.GetUtcNow());
        audit.Record("own-plan.tell", "own-plan", $"{year}/{agency}", new { plan.Number, plan.IssuedOn });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok((await ListOwnPlans.Read(db, year, user, clock, ct))!);
    }
}
