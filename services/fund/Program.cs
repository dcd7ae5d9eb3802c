using ChildPlatform.Contracts.Cases.V1;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund;
using ChildPlatform.Fund.Cases;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Donations;
using ChildPlatform.Fund.Donors;
using ChildPlatform.Fund.Events;
using ChildPlatform.Fund.Evidence;
using ChildPlatform.Fund.Grpc;
using ChildPlatform.Fund.Imports;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Lots;
using ChildPlatform.Fund.Norms;
using ChildPlatform.Fund.Periods;
using ChildPlatform.Fund.Pledges;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Fund.Public;
using ChildPlatform.Fund.Targets;
using ChildPlatform.Fund.Units;
using ChildPlatform.Fund.Work;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Notices;

FundRules.RegisterFieldRules();

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("fund", FundPolicies.Add);
builder.AddServiceDatabase<FundDbContext>("fund");
builder.AddMessaging<FundDbContext>(typeof(DonationsRecorded).Assembly, bus =>
{
    bus.AddConsumer<UnitChangedConsumer>();
    bus.AddConsumer<SupportRequestedConsumer>();
    bus.AddConsumer<FundingRequestedConsumer>();
    bus.AddConsumer<FundingWithdrawnConsumer>();
});
builder.Require("Services:cases:grpc:0");
builder.Require("ServiceClient:Secret");
builder.Services.AddServiceGrpcClient<CaseQueries.CaseQueriesClient>("cases");
builder.Services.AddScoped<CaseAnswer>();
builder.Services.AddSingleton<CaseQuestions>();
builder.Services.AddOptions<AskAgainOptions>().BindConfiguration("AskAgain");
builder.Services.AddSingleton<AskAgainJob>();
builder.Services.AddHostedService(services => services.GetRequiredService<AskAgainJob>());
builder.AddPledgeReminders();
builder.AddFiles<FundDbContext>(db => db.DisbursementEvidence.Select(file => file.Id));
builder.Services.AddValidation();
builder.Services.AddOpenApi("v1", ApiDocument.Describe);
builder.Services.AddScoped<GeneralLedger>();
builder.Services.AddScoped<LotBook>();
builder.Services.AddScoped<RequestOpening>();
builder.Services.AddScoped<RequestWithdrawal>();
builder.Services.AddSingleton<Catalogues>();
builder.Services.AddSingleton<DonationWriter>();
builder.Services.AddHostedService(services => services.GetRequiredService<DonationWriter>());

var app = builder.Build();
app.UseServiceDefaults();

var fund = app.MapGroup("/api/v1/fund");
fund.MapDonors();
fund.MapDonations();
fund.MapPledges();
fund.MapImports();
fund.MapLedger();
fund.MapPeriods();
fund.MapProgrammes();
fund.MapDisbursements();
fund.MapEvidence();
fund.MapNorms();
fund.MapTargets();
fund.MapWork();
fund.MapNotices<FundDbContext>(FundPolicies.ReadNotices);
app.MapPublicFund();
app.MapGrpcService<FundQueriesService>();

return await app.RunServiceAsync<FundDbContext>(args, (services, ct) => FundSeed.Run(services.GetRequiredService<FundDbContext>(), ct));
