using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChildPlatform.ServiceDefaults;

/// <summary>Questions between services.</summary>
public static class GrpcExtensions
{
    /// <summary>
    /// A client for another service's questions at <c>Services:&lt;service&gt;:grpc:0</c>: signs in as this service's machine
    /// client and gives every call a deadline of one second unless the call names its own.
    /// </summary>
    public static IHttpClientBuilder AddServiceGrpcClient<TClient>(this IServiceCollection services, string service)
        where TClient : class
    {
        services.TryAddSingleton<MachineTokens>();
        services.TryAddTransient<MachineTokenHandler>();
        services.TryAddSingleton<DefaultDeadline>();
        return services.AddGrpcClient<TClient>((provider, options) =>
            {
                var key = $"Services:{service}:grpc:0";
                options.Address = new Uri(provider.GetRequiredService<IConfiguration>()[key]
                    ?? throw new InvalidOperationException($"Setting {key} is missing."));
            })
            .AddInterceptor<DefaultDeadline>()
            .AddHttpMessageHandler<MachineTokenHandler>();
    }
}

internal sealed class DefaultDeadline : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, context.Options.Deadline is null
            ? new ClientInterceptorContext<TRequest, TResponse>(
                context.Method, context.Host, context.Options.WithDeadline(DateTime.UtcNow.AddSeconds(1)))
            : context);
}

/// <summary>The access token of this service's machine client, fetched once and kept until shortly before it ends.</summary>
internal sealed class MachineTokens(IHttpClientFactory http, IConfiguration configuration, ServiceIdentity service) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private string? _token;
    private long _until;

    public async ValueTask<string> GetAsync(CancellationToken ct)
    {
        if (_token is { } known && Environment.TickCount64 < Volatile.Read(ref _until))
        {
            return known;
        }

        await _one.WaitAsync(ct);
        try
        {
            if (_token is { } fetched && Environment.TickCount64 < _until)
            {
                return fetched;
            }

            using var client = http.CreateClient(Security.IdentityKeys.Client);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = "svc-" + service.Name,
                ["client_secret"] = configuration["ServiceClient:Secret"]
                    ?? throw new InvalidOperationException("Setting ServiceClient:Secret is missing."),
            });
            using var response = await client.PostAsync(new Uri("/connect/token", UriKind.Relative), form, ct);
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync<TokenAnswer>(ct) ?? throw new HttpRequestException("No token.");
            Volatile.Write(ref _until, Environment.TickCount64 + (Math.Max(answer.ExpiresIn - 60, answer.ExpiresIn / 2) * 1000L));
            _token = answer.AccessToken;
            return answer.AccessToken;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    public void Forget() => Volatile.Write(ref _until, 0);

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}

internal sealed class MachineTokenHandler(MachineTokens tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(cancellationToken));
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == System.Net.HttpStatusCode.Unauthorized)
        {
            tokens.Forget(); // Identity has new keys or was set up anew: the next call asks for a new one.
        }

        return response;
    }
}

/// <summary>The server's side: refusals get a status and their code as the trailer <c>code</c>, and nothing internal leaks.</summary>
internal sealed class RefusalInterceptor(Microsoft.Extensions.Logging.ILogger<RefusalInterceptor> log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (e is not RpcException and not OperationCanceledException)
        {
            throw Translate(e);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (e is not RpcException and not OperationCanceledException)
        {
            throw Translate(e);
        }
    }

    private RpcException Translate(Exception exception)
    {
        var (status, code, text) = exception switch
        {
            BusinessRuleException rule => (StatusCode.FailedPrecondition, rule.Rule.Code, rule.Rule.En),
            InvalidInputException invalid => (StatusCode.InvalidArgument, invalid.Errors[0].Code, invalid.Message),
            RefusedException { Refusal.Status: 404 } refused => (StatusCode.NotFound, refused.Refusal.Code, refused.Refusal.En),
            RefusedException { Refusal.Status: 503 } refused => (StatusCode.Unavailable, refused.Refusal.Code, refused.Refusal.En),
            RefusedException refused => (StatusCode.FailedPrecondition, refused.Refusal.Code, refused.Refusal.En),
            _ when DatabaseRefusals.Of(exception) is { Status: 503 } outage => (StatusCode.Unavailable, outage.Code, outage.En),
            _ => (StatusCode.Internal, Refusals.Internal.Code, Refusals.Internal.En),
        };
        if (status == StatusCode.Internal)
        {
            Microsoft.Extensions.Logging.LoggerExtensions.LogError(log, exception, "Unhandled exception in a gRPC call");
        }

        return new RpcException(new Status(status, text), new Metadata { { "code", code } });
    }
}
