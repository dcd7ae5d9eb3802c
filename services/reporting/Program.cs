using ChildPlatform.Contracts.Fund;
using ChildPlatform.Reporting;
using ChildPlatform.Reporting.Calendar;
using ChildPlatform.Reporting.Cases;
using ChildPlatform.Reporting.Cells;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Events;
using ChildPlatform.Reporting.Evidence;
using ChildPlatform.Reporting.Fund;
using ChildPlatform.Reporting.Indicators;
using ChildPlatform.Reporting.OwnPlans;
using ChildPlatform.Reporting.Plans;
using ChildPlatform.Reporting.Public;
using ChildPlatform.Reporting.Reconciliation;
using ChildPlatform.Reporting.Reminders;
using ChildPlatform.Reporting.Reports;
using ChildPlatform.Reporting.Rounds;
using ChildPlatform.Reporting.Synthesis;
using ChildPlatform.Reporting.Tasks;
using ChildPlatform.Reporting.Urgent;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Notices;

ReportingRules.RegisterFieldRules();

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults("reporting", ReportingPolicies.Add);
builder.AddServiceDatabase<ReportingDbContext>("reporting");
builder.AddMessaging<ReportingDbContext>(typeof(DonationsRecorded).Assembly, bus =>
{
    bus.AddConsumer<DonationsRecordedConsumer>();
    bus.AddConsumer<DonationReversedConsumer>();
    bus.AddConsumer<DisbursementPaidConsumer>();
    bus.AddConsumer<DisbursementReversedConsumer>();
    bus.AddConsumer<SourceKindDecidedConsumer>();
    bus.AddConsumer<CalendarChangedConsumer>();
    bus.AddConsumer<CaseOpenedConsumer>();
    bus.AddConsumer<CaseClassifiedConsumer>();
    bus.AddConsumer<CaseAssessedConsumer>();
    bus.AddConsumer<ChildProtectedConsumer>();
    bus.AddConsumer<PlanSubmittedConsumer>();
    bus.AddConsumer<PlanApprovedConsumer>();
    bus.AddConsumer<ClockBreachedConsumer>();
    bus.AddConsumer<ClocksMovedConsumer>();
    bus.AddConsumer<ChildHelpedConsumer>();
    bus.AddConsumer<ChildHelpReversedConsumer>();
    bus.AddConsumer<EventPublishedConsumer>();
    bus.AddConsumer<EventCancelledConsumer>();
    bus.AddConsumer<EventClosedConsumer>();
});
builder.AddCells();
builder.AddReconciliation();
builder.AddFiles<ReportingDbContext>(db => db.EvidenceFiles.Select(file => file.Id));
builder.AddReminders();
builder.Services.AddValidation();
builder.Services.AddOpenApi("v1", ApiDocument.Describe);

var app = builder.Build();

app.UseServiceDefaults();

var reporting = app.MapGroup("/api/v1/reporting");
reporting.MapPlans();
reporting.MapOwnPlans();
reporting.MapTasks();
reporting.MapEvidence();
reporting.MapIndicators();
reporting.MapRounds();
reporting.MapReports();
reporting.MapSynthesis();
reporting.MapUrgentReports();
reporting.MapNotices<ReportingDbContext>(ReportingPolicies.ReadNotices);
reporting.MapFund();
reporting.MapReconciliation();
reporting.MapGet("/cases/totals", GetCaseTotals.Handle).WithTags("Cases").RequireAuthorization(ReportingPolicies.Read);
app.MapPublic();

return await app.RunServiceAsync<ReportingDbContext>(args, ReportingSeed.ApplyAsync);
