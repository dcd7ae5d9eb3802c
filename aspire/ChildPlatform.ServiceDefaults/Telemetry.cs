using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChildPlatform.ServiceDefaults;

/// <summary>Names of this platform's own sources.</summary>
public static class TelemetryNames
{
    public const string Outbox = "ChildPlatform.Outbox";

    public static readonly Meter Meter = new("ChildPlatform");
}

/// <summary>Traces, metrics and logs.</summary>
internal static class Telemetry
{
    public static void Add(WebApplicationBuilder builder, string service)
    {
        AddLogs(builder);

        var otlp = !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        // Nobody to send to: spans are not recorded, but ids still travel, so every log line and error names its trace.
        var ratio = builder.Configuration.GetValue<double?>("Telemetry:TraceRatio") ?? 1;
        Sampler sampler = otlp ? new ParentBasedSampler(new TraceIdRatioBasedSampler(ratio)) : new AlwaysOffSampler();

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, "childplatform"))
            .WithTracing(tracing => tracing
                .SetSampler(sampler)
                .AddAspNetCoreInstrumentation(o => o.Filter = context =>
                    !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/metrics"))
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .AddSource("MassTransit", TelemetryNames.Outbox))
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql", "MassTransit",
                    TelemetryNames.Meter.Name)
                .AddPrometheusExporter());
        if (otlp)
        {
            telemetry.UseOtlpExporter();
        }
    }

    private static void AddLogs(WebApplicationBuilder builder)
    {
        // First in line, so that any other source of settings overrides: one line per request is nobody's default.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
                // Failed commands are refusals, races or outages: whoever catches them says so, once.
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "None",
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Update"] = "None",
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Query"] = "None",
                // Keys that cannot be read are told by their reader and by the 503.
                ["Logging:LogLevel:Microsoft.AspNetCore.Authentication.JwtBearer"] = "None",
                // Each probe would log the outage that it answers.
                ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
                // Services keep nothing under data protection; identity and the portal configure their own.
                ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
                ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
                // The relay says when the broker goes and comes; a failed delivery is logged where it is parked. Both once,
                // and not with a stack trace for each attempt.
                ["Logging:LogLevel:MassTransit"] = "Error",
                ["Logging:LogLevel:MassTransit.ReceiveTransport"] = "None",
            },
        });
        builder.Logging.ClearProviders();
        builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(o =>
            {
                o.SingleLine = true;
                o.TimestampFormat = "HH:mm:ss ";
            });
        }
        else
        {
            builder.Logging.AddJsonConsole(o =>
            {
                o.IncludeScopes = true;
                o.UseUtcTimestamp = true;
                o.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
    }
}

/// <summary>Depth and age of the outbox and number of parked messages; read from the database at most every few seconds.</summary>
internal sealed class OutboxFigures
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long _readAt = long.MinValue / 2;
    private (long Depth, double AgeSeconds, long Parked) _last;

    public OutboxFigures()
    {
        TelemetryNames.Meter.CreateObservableGauge("childplatform.outbox.depth", () => _last.Depth, "{message}", "Messages not yet sent.");
        TelemetryNames.Meter.CreateObservableGauge("childplatform.outbox.age", () => _last.AgeSeconds, "s", "Age of the oldest message not yet sent.");
        TelemetryNames.Meter.CreateObservableGauge("childplatform.messages.parked", () => _last.Parked, "{message}", "Messages given up, in and out.");
    }

    public async Task RefreshAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        if (Environment.TickCount64 - _readAt < Interval.TotalMilliseconds)
        {
            return;
        }

        _readAt = Environment.TickCount64;
        await using var command = database.CreateCommand(
            """
            select count(*) filter (where parked_at is null),
                   coalesce(extract(epoch from now() - min(created_at) filter (where parked_at is null)), 0)::float8,
                   count(*) filter (where parked_at is not null) + (select count(*) from parked_messages)
            from outbox_messages
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        _last = (reader.GetInt64(0), reader.GetDouble(1), reader.GetInt64(2));
    }
}
