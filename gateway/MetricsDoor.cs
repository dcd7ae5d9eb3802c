namespace ChildPlatform.Gateway;

/// <summary>
/// The gateway's own figures. Both its other listeners face the outside, so these have one of their own
/// (<c>Kestrel:Endpoints:Metrics:Url</c>, inside the network); without it there are none. The listener is told by the port that
/// the connection came in by, never by the Host header, which a caller writes.
/// </summary>
internal static class MetricsDoor
{
    public static WebApplication UseMetricsDoor(this WebApplication app)
    {
        var listeners = app.Configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Where(endpoint => !string.IsNullOrWhiteSpace(endpoint["Url"]))
            .ToDictionary(endpoint => endpoint.Key, endpoint => BindingAddress.Parse(endpoint["Url"]!).Port);
        if (!listeners.Remove("Metrics", out var door))
        {
            return app;
        }

        if (door == 0 || listeners.ContainsValue(door))
        {
            throw new InvalidOperationException("Kestrel:Endpoints:Metrics:Url needs a port of its own.");
        }

        app.MapWhen(http => http.Connection.LocalPort == door, inside =>
        {
            inside.UseOpenTelemetryPrometheusScrapingEndpoint("/metrics");
            inside.Run(http =>
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        });

        return app;
    }
}
