using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChildPlatform.ServiceDefaults;

/// <summary>The name of the running service, as in its database, queues and machine client.</summary>
public sealed record ServiceIdentity(string Name);

/// <summary>Settings that were asked for and are not there. Collected, so that one start names them all.</summary>
public sealed class MissingSettings
{
    private readonly List<string> _keys = [];

    public IReadOnlyList<string> Keys => _keys;

    internal void Add(string key)
    {
        if (!_keys.Contains(key))
        {
            _keys.Add(key);
        }
    }
}

/// <summary>Reading of settings without defaults.</summary>
public static class Settings
{
    /// <summary>
    /// The value of a setting that has no default. A missing one is noted, and <c>RunServiceAsync</c> refuses to start
    /// with the list of all; until then the empty string stands in, so that the design-time tools can build the host.
    /// </summary>
    public static string Require(this IHostApplicationBuilder builder, string key)
    {
        var value = builder.Configuration[key];
        if (!string.IsNullOrWhiteSpace(value))
        {
            return value;
        }

        if (!EF.IsDesignTime)
        {
            builder.Services.Missing().Add(key);
        }

        return "";
    }

    internal static MissingSettings Missing(this IServiceCollection services)
    {
        if (services.FirstOrDefault(s => s.ServiceType == typeof(MissingSettings))?.ImplementationInstance is MissingSettings known)
        {
            return known;
        }

        var missing = new MissingSettings();
        services.AddSingleton(missing);
        return missing;
    }
}
