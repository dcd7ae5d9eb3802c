namespace ChildPlatform.Contracts.Identity;

/// <summary>Scopes of machine clients, as they stand in the <c>scope</c> claim of a token.</summary>
public static class Scopes
{
    public const string FundRead = "fund.read";
    public const string FundWrite = "fund.write";
    public const string EventsRead = "events.read";
    public const string EventsWrite = "events.write";
    public const string CasesRead = "cases.read";
    public const string CasesWrite = "cases.write";
    public const string CasesIntake = "cases.intake";
    public const string ReportingRead = "reporting.read";
    public const string ReportingWrite = "reporting.write";
    public const string IdentityRead = "identity.read";
    public const string IdentityWrite = "identity.write";
}
