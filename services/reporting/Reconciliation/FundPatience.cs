namespace ChildPlatform.Reporting.Reconciliation;

/// <summary>
/// How long this process waits for the fund's answer: one second, and two for the first, which opens the connection and
/// compiles the code on both sides.
/// </summary>
internal sealed class FundPatience
{
    private volatile bool answeredBefore;

    public TimeSpan Next => TimeSpan.FromSeconds(answeredBefore ? 1 : 2);

    public void Answered() => answeredBefore = true;
}
