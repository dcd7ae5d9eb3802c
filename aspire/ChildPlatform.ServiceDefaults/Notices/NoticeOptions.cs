using Microsoft.Extensions.Options;

namespace ChildPlatform.ServiceDefaults.Notices;

/// <summary>How long a service keeps its notices: <c>Notices__Keep</c>.</summary>
public sealed class NoticeOptions
{
    /// <summary>
    /// What is told once in a plan's year is known by the notice that stands: forgotten within the year, it would be told again.
    /// </summary>
    public static readonly TimeSpan Least = TimeSpan.FromDays(366);

    /// <summary>Age at which a notice is taken away, whether or not it was read.</summary>
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(400);

    internal sealed class Check : IValidateOptions<NoticeOptions>
    {
        public ValidateOptionsResult Validate(string? name, NoticeOptions options) => options.Keep >= Least
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Notices__Keep must be at least {Least.TotalDays:0} days ({Least:c}).");
    }
}
