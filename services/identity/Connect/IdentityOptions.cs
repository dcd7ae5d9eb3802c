using Microsoft.Extensions.Options;

namespace ChildPlatform.Identity.Connect;

/// <summary>Settings of the token server, section <c>Identity</c>. None of the secrets has a default.</summary>
internal sealed class IdentityOptions
{
    public const string Section = "Identity";

    /// <summary>The public address of the platform, which every token names as its issuer.</summary>
    public string? Issuer { get; set; }

    /// <summary>Secret of the client <c>portal</c>.</summary>
    public string? PortalSecret { get; set; }

    /// <summary>Secrets of the machine clients <c>svc-&lt;name&gt;</c>.</summary>
    public Dictionary<string, string> ServiceSecrets { get; } = [];

    public Uri IssuerUri => new(Issuer!, UriKind.Absolute);
}

internal sealed class IdentityOptionsValidator : IValidateOptions<IdentityOptions>
{
    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Issuer))
        {
            faults.Add("Identity:Issuer is missing: the public address of the gateway, for example http://localhost:8080.");
        }
        else if (!Uri.TryCreate(options.Issuer, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            || uri.AbsolutePath != "/" || uri.Query.Length > 0)
        {
            faults.Add($"Identity:Issuer must be an http or https address without path or query, but is '{options.Issuer}'.");
        }

        if (string.IsNullOrWhiteSpace(options.PortalSecret))
        {
            faults.Add("Identity:PortalSecret is missing: the secret that the portal's client signs in with.");
        }

        faults.AddRange(options.ServiceSecrets.Where(s => string.IsNullOrWhiteSpace(s.Value))
            .Select(s => $"Identity:ServiceSecrets:{s.Key} is empty."));

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

/// <summary>Whether the demo users of the documentation are made.</summary>
internal sealed class DemoOptions
{
    public bool SeedDemo { get; set; }
}

/// <summary>Demo users have a published password: a start that asks for them outside Development must not go on.</summary>
internal sealed class DemoOptionsValidator(IHostEnvironment environment) : IValidateOptions<DemoOptions>
{
    public ValidateOptionsResult Validate(string? name, DemoOptions options) =>
        options.SeedDemo && !environment.IsDevelopment()
            ? ValidateOptionsResult.Fail(
                $"Identity:SeedDemo is only allowed in Development, and this is {environment.EnvironmentName}: "
                + "demo users have a published password.")
            : ValidateOptionsResult.Success;
}
