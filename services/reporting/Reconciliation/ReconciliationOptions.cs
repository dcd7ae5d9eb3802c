using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Reporting.Reconciliation;

/// <summary>Settings under <c>Reconciliation</c>.</summary>
internal sealed class ReconciliationOptions
{
    public const string Section = "Reconciliation";

    /// <summary>Pause between two rounds of the job.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(1);
}
