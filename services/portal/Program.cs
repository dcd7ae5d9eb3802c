using System.Globalization;
using ChildPlatform.Portal;
using ChildPlatform.Portal.Api;
using ChildPlatform.Portal.Files;
using ChildPlatform.Portal.Layout;
using ChildPlatform.Portal.Pages;
using ChildPlatform.Portal.Pages.Public;
using ChildPlatform.Portal.Parts;
using ChildPlatform.Portal.Security;
using ChildPlatform.Portal.Text;
using ChildPlatform.ServiceDefaults;
using Microsoft.AspNetCore.HttpOverrides;
using MudBlazor;
using MudBlazor.Services;

var builder = WebApplication.CreateBuilder(args);
PortalSettings settings;
try
{
    settings = PortalSettings.Read(builder.Configuration);
}
catch (InvalidOperationException e)
{
    await Console.Error.WriteLineAsync("portal: " + e.Message);
    return 1;
}

// Every page is Vietnamese, whatever the machine or the browser says.
CultureInfo.DefaultThreadCurrentCulture = Vi.Culture;
CultureInfo.DefaultThreadCurrentUICulture = Vi.Culture;

// First of all: the domain's clock. Authentication would put the machine's in its place, and the first one stands.
builder.AddPageDefaults("portal");
builder.Services.AddSingleton(settings);
builder.Services.AddMemoryCache();
builder.Services.AddHttpClient(ApiClient.HttpName, http =>
{
    http.BaseAddress = settings.Gateway;
    http.Timeout = TimeSpan.FromSeconds(60);
});
builder.Services.AddScoped<UnreadFields>();
builder.Services.AddScoped<ApiClient>();
builder.Services.AddScoped<FundApi>();
builder.Services.AddScoped<CasesApi>();
builder.Services.AddScoped<EventsApi>();
builder.Services.AddScoped<ReportingApi>();
builder.Services.AddScoped<IdentityApi>();
builder.Services.AddScoped<ParkedMessagesApi>();
builder.Services.AddScoped<NoticesApi>();
builder.Services.AddScoped<NoticeCounts>();
builder.Services.AddScoped<Catalogues>();
builder.Services.AddScoped<PageTrails>();
builder.Services.AddScoped<PageClock>();
builder.Services.AddSingleton<CaseFileLinks>();
builder.Services.AddSingleton<PublicApi>();
builder.Services.AddSignIn(settings);
builder.Services.AddRazorComponents().AddInteractiveServerComponents(options =>
    options.DetailedErrors = builder.Environment.IsDevelopment());
builder.Services.AddMudServices(options =>
{
    options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.TopCenter;
    options.SnackbarConfiguration.VisibleStateDuration = 6_000;
    options.SnackbarConfiguration.ShowTransitionDuration = 150;
    options.SnackbarConfiguration.HideTransitionDuration = 150;
});
builder.Services.AddTransient<MudLocalizer, MudTexts>();
builder.Services.Configure<ForwardedHeadersOptions>(options =>
{
    // Only the gateway reaches the portal, so its word about the outside address is taken.
    options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
    options.KnownIPNetworks.Clear();
    options.KnownProxies.Clear();
});
builder.Services.AddHealthChecks().AddCheck<RedisCheck>("redis");

var app = builder.Build();
app.UseForwardedHeaders();
app.UseHead();
app.UseExceptionHandler("/loi", createScopeForErrors: true);
app.UseStatusCodePagesWithReExecute("/khong-tim-thay");
app.UsePageHeaders();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapPageDefaults();
app.MapStaticAssets();
app.MapSignIn(settings);
app.MapFiles();
app.MapFundWidget();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
await app.RunAsync();

return 0;
