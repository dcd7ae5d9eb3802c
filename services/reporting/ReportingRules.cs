using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Reporting;

/// <summary>Everything reporting refuses. Codes are part of the API and never change.</summary>
internal static class ReportingRules
{
    /// <summary>Targets exist for the years that have a plan: 1715/KH-UBND is the plan of 2024.</summary>
    public static readonly Refusal PlanYearUnknown = new(404, "plan-year-unknown",
        "Không có kế hoạch của năm này.", "There is no plan for this year.");
}
