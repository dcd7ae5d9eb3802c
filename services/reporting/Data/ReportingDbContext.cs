using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.Reporting.Cases;
using ChildPlatform.Reporting.Cells;
using ChildPlatform.Reporting.Events;
using ChildPlatform.Reporting.Evidence;
using ChildPlatform.Reporting.Fund;
using ChildPlatform.Reporting.Indicators;
using ChildPlatform.Reporting.OwnPlans;
using ChildPlatform.Reporting.Plans;
using ChildPlatform.Reporting.Reconciliation;
using ChildPlatform.Reporting.Reports;
using ChildPlatform.Reporting.Rounds;
using ChildPlatform.Reporting.Synthesis;
using ChildPlatform.Reporting.Tasks;
using ChildPlatform.Reporting.Urgent;
using ChildPlatform.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Data;

/// <summary>Reporting's own database: what the messages said, the sums made of it, and the plan.</summary>
internal sealed class ReportingDbContext(DbContextOptions<ReportingDbContext> options) : DbContext(options)
{
    public DbSet<Plan> Plans => Set<Plan>();

    public DbSet<PlanAgency> PlanAgencies => Set<PlanAgency>();

    public DbSet<LegalDocument> LegalDocuments => Set<LegalDocument>();

    public DbSet<PlanTask> PlanTasks => Set<PlanTask>();

    public DbSet<Assignment> Assignments => Set<Assignment>();

    public DbSet<EvidenceFile> EvidenceFiles => Set<EvidenceFile>();

    public DbSet<OwnPlan> OwnPlans => Set<OwnPlan>();

    public DbSet<Indicator> Indicators => Set<Indicator>();

    public DbSet<IndicatorValue> IndicatorValues => Set<IndicatorValue>();

    public DbSet<ReportRound> ReportRounds => Set<ReportRound>();

    public DbSet<AgencyReport> AgencyReports => Set<AgencyReport>();

    public DbSet<ReportVersion> ReportVersions => Set<ReportVersion>();

    public DbSet<CellSource> CellSources => Set<CellSource>();

    public DbSet<FrozenFigures> FrozenFigures => Set<FrozenFigures>();

    public DbSet<RoundSynthesis> RoundSyntheses => Set<RoundSynthesis>();

    public DbSet<UrgentReport> UrgentReports => Set<UrgentReport>();

    public DbSet<PlanTarget> PlanTargets => Set<PlanTarget>();

    public DbSet<SourceKind> SourceKinds => Set<SourceKind>();

    public DbSet<GiftFact> GiftFacts => Set<GiftFact>();

    public DbSet<GiftMonth> GiftMonths => Set<GiftMonth>();

    public DbSet<PaymentFact> PaymentFacts => Set<PaymentFact>();

    public DbSet<PaymentMonth> PaymentMonths => Set<PaymentMonth>();

    public DbSet<CaseFact> CaseFacts => Set<CaseFact>();

    public DbSet<HelpFact> HelpFacts => Set<HelpFact>();

    public DbSet<EventFact> EventFacts => Set<EventFact>();

    public DbSet<ReconciliationRun> ReconciliationRuns => Set<ReconciliationRun>();

    public DbSet<CalendarDay> CalendarDays => Set<CalendarDay>();

    public DbSet<CalendarYear> CalendarYears => Set<CalendarYear>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddChassisTables();
        modelBuilder.AddNoticeTables();
        modelBuilder.ApplyConfigurationsFromAssembly(GetType().Assembly);
        modelBuilder.AddCalendar();
    }
}
