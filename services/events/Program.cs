using ChildPlatform.Contracts.Events;
using ChildPlatform.Events;
using ChildPlatform.Events.Calendar;
using ChildPlatform.Events.Data;
using ChildPlatform.Events.Events;
using ChildPlatform.Events.Funding;
using ChildPlatform.Events.Programmes;
using ChildPlatform.Events.Templates;
using ChildPlatform.Events.Units;
using ChildPlatform.ServiceDefaults;

EventsRules.RegisterFieldRules();

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("events", EventsPolicies.Add);
builder.AddServiceDatabase<EventsDbContext>("events");
builder.AddMessaging<EventsDbContext>(typeof(EventPublished).Assembly, bus =>
{
    bus.AddConsumer<UnitChangedConsumer>();
    bus.AddConsumer<FundingDecidedConsumer>();
    bus.AddConsumer<DisbursementPaidConsumer>();
    bus.AddConsumer<DisbursementReversedConsumer>();
});
builder.Services.AddOptions<ClosingOptions>().BindConfiguration("Closing").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddValidation();
builder.Services.AddOpenApi("v1", ApiDocument.Describe);
builder.Services.AddHttpContextAccessor();
builder.Services.AddScoped<EventAnswers>();
builder.Services.AddScoped<ProgrammeAnswers>();

var app = builder.Build();
app.UseServiceDefaults();

var events = app.MapGroup("/api/v1/events");
events.MapTemplates();
events.MapProgrammes();
events.MapEvents();
app.MapCalendar();

return await app.RunServiceAsync<EventsDbContext>(args, (services, ct) => EventsSeed.Run(services.GetRequiredService<EventsDbContext>(), ct));
