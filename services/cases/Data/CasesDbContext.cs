using ChildPlatform.Cases.Access;
using ChildPlatform.Cases.Assessments;
using ChildPlatform.Cases.Attachments;
using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Children;
using ChildPlatform.Cases.Clocks;
using ChildPlatform.Cases.Measures;
using ChildPlatform.Cases.Plans;
using ChildPlatform.Cases.Referrals;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Data;

/// <summary>The cases service's own database. Private texts stand in it only sealed.</summary>
internal sealed class CasesDbContext(DbContextOptions<CasesDbContext> options) : DbContext(options)
{
    public DbSet<ChildCase> Cases => Set<ChildCase>();
    public DbSet<CaseStep> CaseSteps => Set<CaseStep>();
    public DbSet<CaseClock> CaseClocks => Set<CaseClock>();
    public DbSet<CaseCounter> CaseCounters => Set<CaseCounter>();
    public DbSet<RiskAssessment> RiskAssessments => Set<RiskAssessment>();
    public DbSet<UrgentMeasure> UrgentMeasures => Set<UrgentMeasure>();
    public DbSet<SupportPlan> SupportPlans => Set<SupportPlan>();
    public DbSet<PlanSupport> PlanSupports => Set<PlanSupport>();
    public DbSet<FundWord> FundWords => Set<FundWord>();
    public DbSet<Referral> Referrals => Set<Referral>();
    public DbSet<CaseAttachment> Attachments => Set<CaseAttachment>();
    public DbSet<Agency> Agencies => Set<Agency>();
    public DbSet<Child> Children => Set<Child>();
    public DbSet<ChildVersion> ChildVersions => Set<ChildVersion>();
    public DbSet<DeadlineRule> DeadlineRules => Set<DeadlineRule>();
    public DbSet<CalendarDay> CalendarDays => Set<CalendarDay>();
    public DbSet<CalendarYear> CalendarYears => Set<CalendarYear>();
    public DbSet<AccessPurpose> AccessPurposes => Set<AccessPurpose>();
    public DbSet<AccessEntry> AccessEntries => Set<AccessEntry>();
    public DbSet<Unit> Units => Set<Unit>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddChassisTables();
        modelBuilder.AddNoticeTables();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CasesDbContext).Assembly);
        modelBuilder.AddUnits();
        modelBuilder.AddCalendar();
    }
}
