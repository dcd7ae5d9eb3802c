using ChildPlatform.Cases;
using ChildPlatform.Cases.Calendar;
using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Clocks;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Grpc;
using ChildPlatform.Cases.Public;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Cases.Supports;
using ChildPlatform.Cases.Units;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Files;
using Microsoft.Extensions.Options;

CasesRules.RegisterFieldRules();

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("cases", CasesPolicies.Add);
builder.AddServiceDatabase<CasesDbContext>("cases");
builder.AddMessaging<CasesDbContext>(typeof(CaseOpened).Assembly, bus =>
{
    bus.AddConsumer<UnitChangedConsumer>();
    bus.AddConsumer<CalendarChangedConsumer>();
    bus.AddConsumer<FundingDecidedConsumer>();
    bus.AddConsumer<DisbursementPaidConsumer>();
    bus.AddConsumer<DisbursementReversedConsumer>();
});
builder.AddFiles<CasesDbContext>(db => db.Attachments.Select(file => file.Id));
builder.Services.AddValidation();
builder.Services.AddOpenApi("v1", ApiDocument.Describe);
builder.Services.AddSingleton<IValidateOptions<SealingOptions>, SealingOptionsCheck>();
builder.Services.AddOptions<SealingOptions>().BindConfiguration("Sealing").ValidateOnStart();
builder.Services.AddSingleton<Sealer>();
builder.Services.AddOptions<BreachOptions>().BindConfiguration("Breaches");
builder.Services.AddSingleton<RaiseBreachesJob>();
builder.Services.AddHostedService(services => services.GetRequiredService<RaiseBreachesJob>());

var app = builder.Build();
app.UseServiceDefaults();
app.MapCases();
app.MapPublicReports();
app.MapGrpcService<CaseQueriesService>();

return await app.RunServiceAsync<CasesDbContext>(args, (services, ct) => CasesSeed.Run(services.GetRequiredService<CasesDbContext>(), ct));
