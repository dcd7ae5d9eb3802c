using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.ServiceDefaults.Messaging;

namespace ChildPlatform.Fund.Cases;

/// <summary>What the service that asked for money is told.</summary>
internal static class FundingAnswers
{
    /// <summary>Tells the decision to who asked; a request that an officer drafted has nobody to be told.</summary>
    public static void TellDecision(
        this IOutbox outbox, Disbursement disbursement, FundingDecision decision, string? reason, DateTimeOffset now)
    {
        if (disbursement.AskedBy is not null)
        {
            outbox.Add(new FundingDecided
            {
                RequestId = disbursement.Id,
                Decision = decision,
                Reason = reason,
                DecidedAt = now,
                Version = disbursement.Version,
            });
        }
    }
}
