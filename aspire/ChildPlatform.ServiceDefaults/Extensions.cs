using System.Reflection;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Notices;
using ChildPlatform.ServiceDefaults.Security;
using MassTransit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChildPlatform.ServiceDefaults;

/// <summary>What every process does the same way.</summary>
public static class Extensions
{
    /// <summary>JSON, problems, tokens, policies, the current user, the domain's clock, telemetry, health and OpenAPI.</summary>
    public static WebApplicationBuilder AddServiceDefaults(
        this WebApplicationBuilder builder, string service, Action<PolicyBuilder>? policies = null)
    {
        var services = builder.Services;
        services.Missing();
        services.AddSingleton(new ServiceIdentity(service));
        Telemetry.Add(builder, service);
        DomainClock.Add(builder);
        builder.AddTokenValidation();

        services.AddHttpContextAccessor();
        services.AddScoped(provider => CurrentUser.From(
            provider.GetRequiredService<IHttpContextAccessor>(), provider.GetRequiredService<ServiceIdentity>()));
        services.AddAuthorization(options =>
        {
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
            options.DefaultPolicy = options.FallbackPolicy;
            var builtIn = new PolicyBuilder(options).Add(PlatformPolicies.Administer, scope: null, "administrator");
            policies?.Invoke(builtIn);
        });

        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddSingleton<IProblemDetailsService, ProblemService>();
        KeepContentTypeForLater(builder);
        services.AddGrpc(options => options.Interceptors.Add<RefusalInterceptor>());
        services.AddHealthChecks();
        return builder;
    }

    /// <summary>The service's own database: data source, context, outbox, audit trail, idempotency keys.</summary>
    public static WebApplicationBuilder AddServiceDatabase<TDb>(this WebApplicationBuilder builder, string service)
        where TDb : DbContext
    {
        var services = builder.Services;
        var settings = new NpgsqlConnectionStringBuilder(builder.Require("ConnectionStrings:" + service)) { ApplicationName = service };
        settings.Host ??= "missing"; // A missing setting is told by RunServiceAsync, in words; until then the container must build.
        if (settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = 64; // A service has few statements and sends them often: parse and plan each once a connection.
        }

        // Nothing here outlives its transaction (locks and settings are local to it), so there is nothing to reset. The reset
        // would cost more than a short query.
        settings.NoResetOnClose = true;

        services.AddSingleton(_ =>
        {
            var source = new NpgsqlDataSourceBuilder(settings.ConnectionString);
            source.EnableDynamicJson();
            return source.Build();
        });
        services.TryAddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxInterceptor>();
        services.AddDbContext<TDb>(
            (provider, options) => options
                .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
                .UseSnakeCaseNamingConvention()
                .UseChassisConventions()
                .AddInterceptors(provider.GetRequiredService<OutboxInterceptor>()),
            ServiceLifetime.Scoped,
            ServiceLifetime.Singleton);
        services.AddScoped(provider => new ServiceDb(provider.GetRequiredService<TDb>()));
        services.AddScoped<IOutbox, Outbox>();
        services.AddScoped<AuditTrail>();
        services.AddScoped<NoticeBoard>();
        services.AddSingleton<IValidateOptions<NoticeOptions>, NoticeOptions.Check>();
        services.AddOptions<NoticeOptions>().BindConfiguration("Notices").ValidateOnStart();
        services.AddHostedService<Pruner>();
        services.AddHealthChecks().AddCheck<PostgresCheck>("postgres", HealthStatus.Unhealthy);
        return builder;
    }

    /// <summary>RabbitMQ: the outbox relay, and consumers behind the inbox on quorum queues of their own.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="contracts">The assembly of the message types.</param>
    /// <param name="consumers">Adds the consumers; null for a service that only tells.</param>
    public static WebApplicationBuilder AddMessaging<TDb>(
        this WebApplicationBuilder builder, Assembly contracts, Action<IBusRegistrationConfigurator>? consumers = null)
        where TDb : DbContext
    {
        var services = builder.Services;
        var address = builder.Require("ConnectionStrings:rabbitmq");
        var redelivery = Messaging.RedeliveryOptions.From(builder.Configuration);
        services.AddSingleton(new MessageTypes(contracts));
        services.AddSingleton<OutboxFigures>();
        services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.SetEndpointNameFormatter(new ServiceEndpointNames(services));
            x.ConfigureHealthCheckOptions(options =>
            {
                options.Name = "rabbitmq";
                options.MinimalFailureStatus = HealthStatus.Degraded;
            });
            consumers?.Invoke(x);
            x.AddConfigureEndpointsCallback((context, _, endpoint) =>
            {
                if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
                {
                    rabbit.SetQuorumQueue();
                }

                endpoint.PublishFaults = false; // A failure is a parked message, not another message.
                endpoint.PrefetchCount = 32;
                endpoint.ConcurrentMessageLimit = 8;
                var parking = new ParkingFilter(
                    context.GetRequiredService<NpgsqlDataSource>(), context.GetRequiredService<MessageTypes>(), redelivery,
                    context.GetRequiredService<OutboxSignal>(), context.GetRequiredService<ILogger<ParkingFilter>>());
                endpoint.ConfigureReceive(receive => receive.UseFilter(new DeliveryLimit(parking)));
                endpoint.ConfigureError(error => error.UseFilter(parking));
                endpoint.UseMessageRetry(retry =>
                {
                    retry.Intervals(50, 200, 1000);
                    retry.Ignore<Kernel.BusinessRuleException>(); // It would be refused again.
                });
                // After the retry, so that each attempt has a scope and a context of its own.
                endpoint.UseConsumeFilter(typeof(InboxFilter<>), context);
            });
            x.UsingRabbitMq((context, rabbit) =>
            {
                // The bus is built with the container, also where it never starts. A missing setting is told by RunServiceAsync.
                var broker = new Uri(address.Length == 0 ? "amqp://missing" : address);
                var stopping = context.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
                rabbit.Host(broker, host => host.OnRefreshConnectionFactory = _ => BrokerArrival.WaitAsync(broker, stopping));
                rabbit.ConfigureEndpoints(context);
            });
        });
        services.AddOptions<MassTransitHostOptions>().Configure(options =>
        {
            options.WaitUntilStarted = false; // The broker may come later: recording goes on without it.
            options.StopTimeout = TimeSpan.FromSeconds(10);
        });
        services.AddHostedService<OutboxRelay>();
        return builder;
    }

    /// <summary>The pipeline in the order of checks of the API, and the endpoints that every process has.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<PreconditionMiddleware>();

        Health.Map(app);
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        if (app.Services.GetService<MessageTypes>() is not null)
        {
            ParkedMessageEndpoints.Map(app, app.Services.GetRequiredService<ServiceIdentity>().Name);
        }

        return app;
    }

    /// <summary>
    /// Runs the service; with the argument <c>migrate</c> it migrates, grants and seeds instead, and ends. The exit code is
    /// not zero when a setting is missing or the migration failed.
    /// </summary>
    public static async Task<int> RunServiceAsync<TDb>(
        this WebApplication app, string[] args, Func<IServiceProvider, CancellationToken, Task>? seed = null)
        where TDb : DbContext
    {
        var migrate = args is ["migrate", ..];
        if (!HasSettings(app, migrate ? key => key.StartsWith("ConnectionStrings:", StringComparison.Ordinal)
            && key != "ConnectionStrings:rabbitmq" && key != "ConnectionStrings:redis" : _ => true))
        {
            return 1;
        }

        if (!migrate)
        {
            await app.RunAsync();
            return 0;
        }

        // Hosted services are never started on this path: no broker, no port.
        await using (app)
        {
            var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ChildPlatform.Migrate");
            try
            {
                await using var scope = app.Services.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<TDb>();
                await Migrator.RunAsync(
                    db, app.Services.GetRequiredService<ServiceIdentity>().Name, log,
                    ct => seed?.Invoke(scope.ServiceProvider, ct) ?? Task.CompletedTask, CancellationToken.None);
                return 0;
            }
            catch (Exception e)
            {
                log.LogCritical(e, "Migration failed");
                return 1;
            }
        }
    }

    /// <summary>Runs a process without a database of its own.</summary>
    public static async Task<int> RunServiceAsync(this WebApplication app)
    {
        if (!HasSettings(app, _ => true))
        {
            return 1;
        }

        await app.RunAsync();
        return 0;
    }

    private static bool HasSettings(WebApplication app, Func<string, bool> needed)
    {
        var missing = app.Services.GetRequiredService<MissingSettings>().Keys.Where(needed).ToArray();
        if (missing.Length > 0)
        {
            Console.Error.WriteLine("Missing settings: " + string.Join(", ", missing.Select(k => k.Replace(":", "__", StringComparison.Ordinal))));
        }

        return missing.Length == 0;
    }

    /// <summary>
    /// Routing would answer 415 before it is known whether the caller may use the address at all. The content type is
    /// checked after authorization instead (<see cref="PreconditionMiddleware"/>). Done when the container is built, since
    /// gRPC and others add routing, and with it this policy, again.
    /// </summary>
    private static void KeepContentTypeForLater(WebApplicationBuilder builder) =>
        builder.Host.ConfigureContainer<IServiceCollection>((_, services) =>
        {
            foreach (var policy in services
                .Where(s => s.ServiceType == typeof(MatcherPolicy) && s.ImplementationType?.Name == "AcceptsMatcherPolicy").ToArray())
            {
                services.Remove(policy);
            }
        });

    /// <summary>"fund-disbursement-paid": queues carry their service's name, so that two services never share one.</summary>
    private sealed class ServiceEndpointNames(IServiceCollection services) : KebabCaseEndpointNameFormatter(NameIn(services), false)
    {
        private static string NameIn(IServiceCollection services) =>
            services.Select(s => s.ImplementationInstance).OfType<ServiceIdentity>().First().Name;
    }
}
