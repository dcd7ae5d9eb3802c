using System.Collections.Concurrent;
using ChildPlatform.Contracts.Fund.V1;
using ChildPlatform.LocalHost;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChildPlatform.Reporting.Tests;

/// <summary>Answers reporting's question over real gRPC, as the test says; the fund itself is outside this service.</summary>
internal sealed class FundStandIn : FundQueries.FundQueriesBase, IAsyncDisposable
{
    private WebApplication? app;
    private int calls;

    public Uri Address { get; } = new($"http://127.0.0.1:{Ports.Free()}");

    public int Calls => calls;

    /// <summary>Whole đồng by year and source kind.</summary>
    public ConcurrentDictionary<(int Year, string Kind), long> Amounts { get; } = new();

    public TimeSpan Delay { get; set; }

    public StatusCode? Refuses { get; set; }

    public string? Authorization { get; private set; }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.ListenLocalhost(Address.Port, o => o.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        app = builder.Build();
        app.MapGrpcService<FundStandIn>();
        await app.StartAsync();
    }

    public override async Task<YearTotalsReply> GetYearTotals(YearTotalsRequest request, ServerCallContext context)
    {
        Interlocked.Increment(ref calls);
        Authorization = context.RequestHeaders.GetValue("authorization");
        await Task.Delay(Delay, context.CancellationToken);
        if (Refuses is { } status)
        {
            throw new RpcException(new Status(status, "refused by the test"));
        }

        var reply = new YearTotalsReply();
        reply.Sources.AddRange(Amounts.Where(a => a.Key.Year == request.Year)
            .Select(a => new SourceTotal { SourceKind = a.Key.Kind, Amount = a.Value, DonationCount = 1 }));

        return reply;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }
}
