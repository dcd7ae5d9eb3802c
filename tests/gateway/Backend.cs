using System.Net;
using System.Net.WebSockets;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ChildPlatform.Gateway.Tests;

/// <summary>What a stand-in for a service saw of a request.</summary>
internal sealed record Seen(string Service, string Method, string Target, Dictionary<string, string> Headers, long BodyLength);

/// <summary>A stand-in for a service, on real ports: tells what reached it, and does what the test asks.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Backend(string name, WebApplication app)
    {
        Name = name;
        _app = app;
    }

    public string Name { get; }

    public string Http => _app.Urls.First();

    public string Grpc => _app.Urls.Last();

    /// <summary>Body and status of <c>/health/ready</c>.</summary>
    public (int Status, string Body) Ready { get; set; } = (200, """{"status":"healthy","checks":[{"name":"postgres","status":"healthy"}]}""");

    public string OpenApi { get; set; } = """{"openapi":"3.1.1","info":{"title":"x","version":"1"},"paths":{}}""";

    /// <summary>How often its readiness and its document were asked for.</summary>
    public int Asked { get; private set; }

    public static async Task<Backend> StartAsync(string name, Action<WebApplication>? extra = null, int httpPort = 0)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = null;
            k.Listen(IPAddress.Loopback, httpPort, l => l.Protocols = HttpProtocols.Http1);
            k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var backend = new Backend(name, app);
        app.UseWebSockets();
        app.MapGet("/health/ready", () =>
        {
            backend.Asked++;
            return Results.Text(backend.Ready.Body, "application/json", statusCode: backend.Ready.Status);
        });
        app.MapGet("/openapi/v1.json", () => Results.Text(backend.OpenApi, "application/json"));
        app.MapGrpcService<EchoService>();
        app.Map("/_blazor", EchoSocketAsync);
        extra?.Invoke(app);
        app.Map("/{**rest}", (HttpContext http) => TellAsync(http, name));
        await app.StartAsync();
        return backend;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task TellAsync(HttpContext http, string name)
    {
        var length = 0L;
        var buffer = new byte[64 << 10];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer)) > 0)
        {
            length += read;
        }

        http.Response.Headers.Server = "Stand-in";
        http.Response.Headers.XContentTypeOptions = "other";
        http.Response.Headers.ContentSecurityPolicy = "frame-ancestors 'self'";
        var target = http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        var headers = http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        await http.Response.WriteAsJsonAsync(new Seen(name, http.Request.Method, target, headers, length));
    }

    private static async Task EchoSocketAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, default) is { MessageType: not WebSocketMessageType.Close } got)
        {
            await socket.SendAsync(buffer.AsMemory(0, got.Count), got.MessageType, got.EndOfMessage, default);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
    }

    private sealed class EchoService : Echo.EchoBase
    {
        public override async Task<Word> Say(Word request, ServerCallContext context)
        {
            if (request.Text == "slow")
            {
                await Task.Delay(TimeSpan.FromSeconds(30), context.CancellationToken);
            }

            return request;
        }

        public override async Task Count(Word request, IServerStreamWriter<Word> responseStream, ServerCallContext context)
        {
            for (var i = 1; i <= 3; i++)
            {
                await responseStream.WriteAsync(new Word { Text = $"{request.Text} {i}" });
            }
        }
    }
}
