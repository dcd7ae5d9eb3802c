using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ChildPlatform.ServiceDefaults;

namespace ChildPlatform.Reporting.Reconciliation;

/// <summary>
/// The metric <c>childplatform_reconciliation_difference_dong</c>, one value a year: 0 while reporting equals the fund. A
/// year that could not be compared keeps its last value; <c>childplatform_reconciliation_unanswered</c> says so beside it.
/// </summary>
internal sealed class ReconciliationGauge
{
    private readonly ConcurrentDictionary<int, long> differences = new();
    private readonly ConcurrentDictionary<int, int> unanswered = new();

    public ReconciliationGauge()
    {
        TelemetryNames.Meter.CreateObservableGauge("childplatform_reconciliation_difference_dong",
            () => differences.Select(y => new Measurement<long>(y.Value, Year(y.Key))),
            description: "Sum of the absolute differences between reporting's tables and the fund's ledger, in đồng.");
        TelemetryNames.Meter.CreateObservableGauge("childplatform_reconciliation_unanswered",
            () => unanswered.Select(y => new Measurement<int>(y.Value, Year(y.Key))),
            description: "1 when the fund did not answer the last comparison.");
    }

    /// <summary>Stores the outcome of a comparison; null when the fund did not answer.</summary>
    public void Set(int year, long? difference)
    {
        unanswered[year] = difference is null ? 1 : 0;
        if (difference is { } known)
        {
            differences[year] = known;
        }
    }

    private static KeyValuePair<string, object?> Year(int year) => new("year", year);
}
