using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity;
using ChildPlatform.Identity.Agencies;
using ChildPlatform.Identity.Audit;
using ChildPlatform.Identity.Calendar;
using ChildPlatform.Identity.Clients;
using ChildPlatform.Identity.Connect;
using ChildPlatform.Identity.Data;
using ChildPlatform.Identity.SignIn;
using ChildPlatform.Identity.Units;
using ChildPlatform.Identity.Users;
using ChildPlatform.ServiceDefaults;

IdentityRules.RegisterFieldRules();

var builder = WebApplication.CreateBuilder(args);

// Identity checks its own tokens like every other service: with the key set at its internal address, which here is its own.
builder.Configuration["Services:identity:http:0"] ??= builder.Configuration["Kestrel:Endpoints:Http:Url"];

builder.AddServiceDefaults("identity", IdentityPolicies.Add);
builder.AddServiceDatabase<IdentityDbContext>("identity");
builder.AddMessaging<IdentityDbContext>(typeof(UnitChanged).Assembly);
builder.AddTokenServer();
builder.Services.AddValidation();
builder.Services.AddOpenApi("v1", ApiDocument.Describe);
builder.AddSignInPage();

var app = builder.Build();
app.UsePublicAddress();
app.UseServiceDefaults();

app.MapConnect();
app.MapRazorPages();
var identity = app.MapGroup("/api/v1/identity");
identity.MapUnits();
identity.MapAgencies();
identity.MapCalendar();
identity.MapUsers();
identity.MapClients();
identity.MapAudit();

return await app.RunServiceAsync<IdentityDbContext>(args, IdentitySeed.Seed);
