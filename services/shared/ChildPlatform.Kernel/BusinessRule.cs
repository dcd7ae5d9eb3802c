using System.Diagnostics.CodeAnalysis;

namespace ChildPlatform.Kernel;

/// <summary>A refusal with its stable code and its sentence in both languages. Codes are part of the API and never change.</summary>
/// <param name="Code">Kebab-case; says what is wrong.</param>
/// <param name="Vi">The sentence for people, in Vietnamese.</param>
/// <param name="En">The same in English.</param>
public sealed record BusinessRule(string Code, string Vi, string En)
{
    /// <summary>Throws when the rule does not hold.</summary>
    /// <exception cref="BusinessRuleException"><paramref name="holds"/> is false.</exception>
    public void Require([DoesNotReturnIf(false)] bool holds, IDictionary<string, object?>? details = null)
    {
        if (!holds)
        {
            throw Broken(details);
        }
    }

    /// <summary>The exception to throw where the condition cannot be said as one expression.</summary>
    public BusinessRuleException Broken(IDictionary<string, object?>? details = null) => new(this, details);
}

/// <summary>A rule of money or law was broken: 409 for HTTP, FailedPrecondition for gRPC, "do not retry" for a consumer.</summary>
public sealed class BusinessRuleException(BusinessRule rule, IDictionary<string, object?>? details = null)
    : Exception($"{rule.Code}: {rule.En}")
{
    public BusinessRule Rule { get; } = rule;

    /// <summary>Figures that help the caller (available amount, limit, …); never personal data.</summary>
    public IDictionary<string, object?>? Details { get; } = details;
}
