using Yarp.ReverseProxy.Configuration;

namespace ChildPlatform.Benchmarks;

/// <summary>Processes that the gateway is compared with, run by this same program.</summary>
internal static class StandIns
{
    private static readonly byte[] Answer = """{"id":"019351f2-9f3a-7c51-8f3e-0c7c5a9d4e11","number":"PT-2024-000123","amount":10000000}"""u8.ToArray();

    /// <summary>A service that answers at once.</summary>
    public static Task ServiceAsync(string address)
    {
        var app = Build(address, _ => { });
        app.Run(http =>
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = Answer.Length;
            return http.Response.Body.WriteAsync(Answer).AsTask();
        });
        return app.RunAsync();
    }

    /// <summary>YARP as its first page of documentation shows it: one route, one cluster, no log, nothing else.</summary>
    public static Task BareYarpAsync(string address, string service)
    {
        var app = Build(address, services => services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "service", Match = new RouteMatch { Path = "{**rest}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "service",
                    Destinations = new Dictionary<string, DestinationConfig> { ["0"] = new() { Address = service } },
                },
            ]));
        app.MapReverseProxy();
        return app.RunAsync();
    }

    private static WebApplication Build(string address, Action<IServiceCollection> services)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        services(builder.Services);
        return builder.Build();
    }
}
