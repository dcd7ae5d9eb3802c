using ChildPlatform.Contracts.Identity;

namespace ChildPlatform.Identity.Clients;

/// <summary>The scopes of the contract, and which of them the platform's own processes get.</summary>
internal static class ScopeCatalogue
{
    public static readonly IReadOnlyList<string> All =
    [
        Scopes.FundRead, Scopes.FundWrite, Scopes.EventsRead, Scopes.EventsWrite, Scopes.CasesRead, Scopes.CasesWrite,
        Scopes.CasesIntake, Scopes.ReportingRead, Scopes.ReportingWrite, Scopes.IdentityRead, Scopes.IdentityWrite,
    ];

    /// <summary>Questions between services are read-only, and each service asks only some peers.</summary>
    public static IReadOnlyList<string> OfService(string service) => service switch
    {
        "fund" => [Scopes.FundRead, Scopes.CasesRead, Scopes.ReportingRead],
        "events" => [Scopes.EventsRead, Scopes.FundRead],
        "cases" => [Scopes.CasesRead, Scopes.FundRead],
        "reporting" => [Scopes.ReportingRead, Scopes.FundRead, Scopes.EventsRead, Scopes.CasesRead],
        "portal" => [Scopes.FundRead, Scopes.ReportingRead],
        _ => [],
    };
}
