namespace ChildPlatform.Portal;

/// <summary>What the portal must be told before it starts; a missing value is named and stops the process.</summary>
/// <param name="Issuer">Public address of the gateway, as people's browsers see it.</param>
/// <param name="Gateway">Where the portal itself reaches the gateway.</param>
/// <param name="ClientSecret">Secret of the sign-in client <c>portal</c>.</param>
/// <param name="Redis">Connection string of Redis: sessions and keys that may be lost.</param>
/// <param name="KeysFolder">Optional folder that keeps the cookie keys when Redis is away.</param>
/// <param name="PlanYear">Year of the plan that pages open with.</param>
internal sealed record PortalSettings(
    Uri Issuer, Uri Gateway, string ClientSecret, string Redis, string? KeysFolder, int PlanYear)
{
    /// <summary>Reads the settings; throws with every missing name at once.</summary>
    public static PortalSettings Read(IConfiguration configuration)
    {
        string[] required = ["Identity:Issuer", "Services:gateway:http:0", "Portal:ClientSecret", "ConnectionStrings:redis"];
        var missing = required.Where(name => string.IsNullOrWhiteSpace(configuration[name])).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException($"Missing settings: {string.Join(", ", missing)}.");
        }

        return new PortalSettings(
            Address(configuration, "Identity:Issuer"),
            Address(configuration, "Services:gateway:http:0"),
            configuration["Portal:ClientSecret"]!,
            configuration["ConnectionStrings:redis"]!,
            configuration["Portal:KeysFolder"],
            configuration.GetValue("Portal:PlanYear", 2024));
    }

    /// <summary>An absolute address under the issuer, for redirects of the browser.</summary>
    public string Public(string path) => Issuer.ToString().TrimEnd('/') + path;

    private static Uri Address(IConfiguration configuration, string name) =>
        Uri.TryCreate(configuration[name], UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new InvalidOperationException($"Setting {name} is not an absolute http address.");
}
