using ChildPlatform.Cases.Calendar;
using ChildPlatform.Cases.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Clocks;

/// <summary>Steps of the process whose clocks the service itself starts and ends (domain/cases.md §2).</summary>
internal static class LegalStep
{
    /// <summary>Đánh giá nguy cơ ban đầu.</summary>
    public const string InitialAssessment = "S4";

    /// <summary>Can thiệp khẩn cấp, tạm thời cách ly.</summary>
    public const string UrgentMeasure = "S5";

    /// <summary>Tổng thời gian tạm thời cách ly tối đa.</summary>
    public const string LongestSeparation = "S5M";

    /// <summary>Xây dựng kế hoạch hỗ trợ, can thiệp.</summary>
    public const string SupportPlan = "S7";
}

/// <summary>What clocks are counted by: the deadlines that are kept as data, and the working days.</summary>
internal sealed record LegalClocks(IReadOnlyList<DeadlineRule> Deadlines, WorkingCalendar Calendar)
{
    /// <summary>
    /// Both as they are now; a few dozen rows, read in the transaction that uses them and before it locks a case: the calendar then
    /// stays as it is until the clocks that are started by it are stored.
    /// </summary>
    public static async Task<LegalClocks> Read(CasesDbContext db, CancellationToken ct)
    {
        await db.KeepCalendar(ct);

        return new(await db.DeadlineRules.AsNoTracking().ToListAsync(ct), await db.WorkingCalendar(ct));
    }
}
