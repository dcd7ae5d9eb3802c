using System.Text;
using ChildPlatform.Gateway;
using ChildPlatform.Gateway.RateLimits;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Http;
using Scalar.AspNetCore;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;

var builder = WebApplication.CreateBuilder(args);
var backends = new Backends(builder);
var publicAddress = builder.Require("Identity:Issuer");
var redis = builder.Require("ConnectionStrings:redis");

builder.AddGatewayDefaults();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;

    // BodyLimit decides per request. The server's own limit would end the connection before the answer is read.
    kestrel.Limits.MaxRequestBodySize = null;
    kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    kestrel.Limits.MaxRequestHeadersTotalSize = 32 << 10;
    kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
});

builder.Services.AddOptions<RateLimitOptions>().BindConfiguration("RateLimits").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton(backends);
builder.Services.AddSingleton<IProxyConfigFilter>(backends);
builder.Services.AddSingleton<KnownCallers>();
builder.Services.AddSingleton<PlatformHealth>();
builder.Services.AddSingleton(p => ActivatorUtilities.CreateInstance<RedisBuckets>(p, redis));
builder.Services.AddHostedService(p => p.GetRequiredService<RedisBuckets>());
builder.Services.AddSingleton(p => ActivatorUtilities.CreateInstance<OpenApiDocument>(p, publicAddress));
builder.Services.AddHostedService(p => p.GetRequiredService<OpenApiDocument>());
builder.Services.AddReverseProxy()
    .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
    .ConfigureHttpClient((_, handler) =>
    {
        handler.ConnectTimeout = TimeSpan.FromSeconds(2);

        // Letters with marks in a header are passed on as they came; by default the client would refuse to send them.
        handler.RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8;
        handler.ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8;
    })
    .AddTransforms(transforms =>
    {
        // X-Forwarded-* are set anew by default; these say the same in other words and come from outside only.
        transforms.AddOriginalHost();
        transforms.AddRequestHeaderRemove("Forwarded");
        transforms.AddRequestHeaderRemove("X-Real-IP");
        transforms.AddRequestHeaderRemove("X-Original-For");
        transforms.AddRequestHeaderRemove("X-Original-Host");
        transforms.AddRequestHeaderRemove("X-Original-Proto");
        transforms.AddRequestTransform(RawPath.Keep);
    });

var app = builder.Build();
app.UseMetricsDoor();
app.UseHeadAsGet();
app.CheckTokensOnlyInAdmission();
app.UseTrustedProxies();
app.UseMiddleware<SecurityHeaders>();
app.UseProblems();
app.UseRouting();
app.UseMiddleware<Admission>();

app.MapGet("/health/live", () => TypedResults.Ok(new { status = "healthy" }));
app.MapGet("/health/ready", PlatformHealth.Get);
app.MapGet("/openapi/v1.json", (OpenApiDocument document, CancellationToken cancel) => document.Get(cancel));
app.MapScalarApiReference("/docs", options => options
    .WithTitle("ChildPlatform")
    .WithOpenApiRoutePattern("/openapi/v1.json")
    .WithNonce()
    .DisableDefaultFonts()
    .DisableAgent()
    .DisableMcp()
    .DisableTelemetry()
    .HideDeveloperTools());
app.MapReverseProxy(proxy => proxy.UseLoadBalancing())
    .ConfigureEndpoints((endpoint, route) => endpoint.WithMetadata(Passage.Of(route)));

// The portal answers everything else, but not for the doors of the processes themselves, and not for an API that is not there.
foreach (var closed in (string[])["/api", "/health", "/metrics", "/openapi"])
{
    app.Map($"{closed}/{{**rest}}", (HttpContext http) => Admission.RefuseAsync(http, Refusals.NotFound));
}

return await app.RunServiceAsync();
