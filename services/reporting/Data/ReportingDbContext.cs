using ChildPlatform.Reporting.Calendar;
using ChildPlatform.Reporting.Fund;
using ChildPlatform.Reporting.Plans;
using ChildPlatform.Reporting.Reconciliation;
using ChildPlatform.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Data;

/// <summary>Reporting's own database: what the messages said, the sums made of it, and the plan.</summary>
internal sealed class ReportingDbContext(DbContextOptions<ReportingDbContext> options) : DbContext(options)
{
    public DbSet<PlanTarget> PlanTargets => Set<PlanTarget>();

    public DbSet<SourceKind> SourceKinds => Set<SourceKind>();

    public DbSet<GiftFact> GiftFacts => Set<GiftFact>();

    public DbSet<GiftMonth> GiftMonths => Set<GiftMonth>();

    public DbSet<PaymentFact> PaymentFacts => Set<PaymentFact>();

    public DbSet<PaymentMonth> PaymentMonths => Set<PaymentMonth>();

    public DbSet<ReconciliationRun> ReconciliationRuns => Set<ReconciliationRun>();

    public DbSet<CalendarDay> CalendarDays => Set<CalendarDay>();

    public DbSet<CalendarYear> CalendarYears => Set<CalendarYear>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddChassisTables();
        modelBuilder.ApplyConfigurationsFromAssembly(GetType().Assembly);
    }
}
