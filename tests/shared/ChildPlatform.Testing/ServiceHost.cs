using System.Net.Http.Headers;
using ChildPlatform.LocalHost;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChildPlatform.Testing;

/// <summary>How a service is started for tests; what is not said is as <c>./run</c> would have it.</summary>
public sealed record ServiceHostOptions
{
    /// <summary>The service's name in <see cref="Topology"/>; null for a program that is not listed there.</summary>
    public string? Service { get; init; }

    /// <summary>Its database; a service that has none needs none.</summary>
    public TestDatabase? Database { get; init; }

    /// <summary>The clock of the domain, for tests that move it.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Address of RabbitMQ; a virtual host of its own when not given.</summary>
    public string? Rabbit { get; init; }

    /// <summary>Address of Redis; a database of its own when not given.</summary>
    public string? Redis { get; init; }

    /// <summary>Addresses of other processes, by name; those not named answer nothing.</summary>
    public IReadOnlyDictionary<string, ProcessAddress> Peers { get; init; } = new Dictionary<string, ProcessAddress>();

    /// <summary>Further settings, or others than usual, with <c>__</c> between the parts.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Replaces services of the program.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}

/// <summary>Starts services in this process.</summary>
public static class ServiceHost
{
    /// <summary>Starts the service and returns when it listens.</summary>
    public static Task<ServiceHost<TProgram>> StartAsync<TProgram>(ServiceHostOptions options)
        where TProgram : class =>
        ServiceHost<TProgram>.StartAsync(options);
}

/// <summary>
/// A service in this process, on real ports: HTTP/1.1 and gRPC as its callers meet them, its container and clock within
/// reach of the test.
/// </summary>
/// <typeparam name="TProgram">The service's <c>Program</c>.</typeparam>
public sealed class ServiceHost<TProgram> : IAsyncDisposable
    where TProgram : class
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1");

    private readonly Factory factory;
    private readonly List<IDisposable> clients = [];

    private ServiceHost(Factory factory, ProcessAddress address)
    {
        this.factory = factory;
        Address = address;
    }

    public ProcessAddress Address { get; }

    /// <summary>The service's container.</summary>
    public IServiceProvider Services => factory.Services;

    internal static async Task<ServiceHost<TProgram>> StartAsync(ServiceHostOptions options)
    {
        var process = options.Service is null ? null : Topology.Process(options.Service);
        var address = new ProcessAddress(Free(), Free());
        var settings = process is null ? [] : ProcessEnvironment.Of(process, await WiringAsync(process, options, address));
        if (settings.ContainsKey("Files__Folder"))
        {
            settings["Files__Folder"] = Path.Combine(await Servers.FolderAsync(), "files", Guid.NewGuid().ToString("N"));
            Directory.CreateDirectory(settings["Files__Folder"]);
        }

        settings["Kestrel__Endpoints__Http__Url"] = ProcessEnvironment.Text(address.Http);
        settings["Kestrel__Endpoints__Http__Protocols"] = "Http1";
        settings["Kestrel__Endpoints__Grpc__Url"] = ProcessEnvironment.Text(address.Grpc!);
        settings["Kestrel__Endpoints__Grpc__Protocols"] = "Http2";
        // What goes wrong is worth reading, that a host has started is not.
        settings["Logging__LogLevel__Default"] = "Warning";
        settings["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Warning";
        foreach (var (key, value) in options.Settings)
        {
            settings[key] = value;
        }

        var factory = new Factory(settings, process, options);
        factory.UseKestrel();
        factory.StartServer();
        return new ServiceHost<TProgram>(factory, address);
    }

    /// <summary>A client that speaks as a demo user.</summary>
    public HttpClient As(string user) => As(Tokens.Users[user]);

    /// <summary>A client that speaks as anyone.</summary>
    public HttpClient As(TestUser user)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.For(user));
        return client;
    }

    /// <summary>A client without a token, which follows no redirects and keeps no cookies.</summary>
    public HttpClient Anonymous()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        var client = new HttpClient(handler) { BaseAddress = Address.Http };
        clients.Add(client);
        return client;
    }

    /// <summary>Waits until the service says that nothing is away, its broker least of all: then its queues are there.</summary>
    public async Task ConnectedAsync()
    {
        using var client = new HttpClient { BaseAddress = Address.Http };
        await Eventually.Until(
            async () =>
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));

                return answer.IsSuccessStatusCode
                    && !(await answer.Content.ReadAsStringAsync()).Contains("degraded", StringComparison.Ordinal);
            },
            TimeSpan.FromSeconds(60));
    }

    /// <summary>A gRPC channel that speaks as a demo user, or as nobody.</summary>
    public GrpcChannel Channel(string? user = null)
    {
        var options = new GrpcChannelOptions();
        if (user is not null)
        {
            var token = Tokens.For(user);
            options.UnsafeUseInsecureChannelCallCredentials = true;
            options.Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, CallCredentials.FromInterceptor((_, metadata) =>
            {
                metadata.Add("Authorization", $"Bearer {token}");
                return Task.CompletedTask;
            }));
        }

        var channel = GrpcChannel.ForAddress(Address.Grpc!, options);
        clients.Add(channel);
        return channel;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        await factory.DisposeAsync();
    }

    private static async Task<Wiring> WiringAsync(ProcessSpec process, ServiceHostOptions options, ProcessAddress own)
    {
        var authority = new ProcessAddress(process.Name == "identity" ? own.Http : await Tokens.AuthorityAsync(), null);
        var nowhere = new ProcessAddress(Nowhere, Nowhere);
        var rabbit = process.UsesRabbit ? options.Rabbit ?? await Servers.OwnRabbitAsync() : "";
        var redis = process.UsesRedis ? options.Redis ?? await Servers.OwnRedisAsync() : "";
        return new Wiring
        {
            Public = process.Name == "identity" ? own.Http : Tokens.Issuer,
            Address = name => name == process.Name
                ? own
                : options.Peers.GetValueOrDefault(name) ?? (name == "identity" ? authority : nowhere),
            ConnectionString = name => name switch
            {
                ServerNames.Rabbit => rabbit,
                ServerNames.Redis => redis,
                _ => options.Database?.App ?? throw new InvalidOperationException($"{name} needs a database: Databases.CloneAsync(\"{name}\")."),
            },
            Secret = TestSecrets.For,
            DataFolder = await Servers.FolderAsync(),
        };
    }

    private static Uri Free() => new($"http://127.0.0.1:{Ports.Free()}");

    private sealed class Factory(Dictionary<string, string> settings, ProcessSpec? process, ServiceHostOptions options)
        : WebApplicationFactory<TProgram>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            if (process is not null)
            {
                builder.UseContentRoot(Repository.FolderOf(process.Project));
            }

            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key.Replace("__", ":", StringComparison.Ordinal), value);
            }

            builder.ConfigureTestServices(services =>
            {
                if (options.Clock is not null)
                {
                    services.Replace(ServiceDescriptor.Singleton(options.Clock));
                }

                options.Services?.Invoke(services);
            });
        }
    }
}
