using System.Globalization;
using ChildPlatform.Portal;
using ChildPlatform.Portal.Api;
using ChildPlatform.Portal.Files;
using ChildPlatform.Portal.Layout;
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

builder.Services.AddSingleton(settings);
builder.Services.AddMemoryCache();
builder.Services.AddHttpClient(ApiClient.HttpName, http =>
{
    http.BaseAddress = settings.Gateway;
    http.Timeout = TimeSpan.FromSeconds(60);
});
builder.Services.AddScoped<ApiClient>();
builder.Services.AddScoped<FundApi>();
builder.Services.AddScoped<ReportingApi>();
builder.Services.AddScoped<IdentityApi>();
builder.Services.AddScoped<ParkedMessagesApi>();
builder.Services.AddScoped<Catalogues>();
builder.Services.AddSingleton<PublicApi>();
builder.Services.AddSignIn(settings);
builder.Services.AddRazorComponents().AddInteractiveServerComponents(options =>
    options.DetailedErrors = builder.Environment.IsDevelopment());
builder.Services.AddMudServices(options =>
{
    options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
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
builder.AddPageDefaults("portal");
builder.Services.AddHealthChecks().AddCheck<RedisCheck>("redis");

var app = builder.Build();
app.UseForwardedHeaders();
app.UseExceptionHandler("/loi", createScopeForErrors: true);
app.UseStatusCodePagesWithReExecute("/khong-tim-thay");
app.UsePageHeaders();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapPageDefaults();
app.MapStaticAssets();
app.MapSignIn(settings);
app.MapFiles();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
await app.RunAsync();

return 0;
