using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ChildPlatform.ServiceDefaults;

/// <summary>
/// The clock of the domain: the machine's clock moved by <c>Clock:Offset</c>. Tokens, cookies, rate limits and back-off
/// keep <see cref="TimeProvider.System"/>, so that a moved clock never locks anyone out.
/// </summary>
public sealed class DomainClock(TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;

    internal static void Add(IHostApplicationBuilder builder)
    {
        var offset = builder.Configuration.GetValue<TimeSpan?>("Clock:Offset") ?? TimeSpan.Zero;
        if (offset != TimeSpan.Zero && !builder.Environment.IsDevelopment())
        {
            throw new InvalidOperationException("Clock:Offset is for Development only: legal deadlines must follow the real time.");
        }

        builder.Services.TryAddSingleton(offset == TimeSpan.Zero ? TimeProvider.System : new DomainClock(offset));
    }
}
