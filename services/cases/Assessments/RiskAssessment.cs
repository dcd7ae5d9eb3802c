using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Assessments;

/// <summary>
/// Mẫu 02. There is no sum of points: the form counts how many answers fall in each level, apart for part A (harm) and part B
/// (protection, where high is good), and the officer concludes (domain/cases.md §4). Never changed once completed.
/// </summary>
internal sealed class RiskAssessment
{
    private RiskAssessment()
    {
    }

    public Guid Id { get; private set; }
    public Guid CaseId { get; private set; }
    public int Round { get; private set; }
    public RiskLevel HarmNow { get; private set; }
    public RiskLevel FurtherHarm { get; private set; }
    public RiskLevel SelfProtection { get; private set; }
    public RiskLevel Support { get; private set; }
    public AssessmentConclusion Conclusion { get; private set; }
    public byte[] Note { get; private set; } = [];
    public DateTimeOffset CompletedAt { get; private set; }
    public string By { get; private set; } = "";
    public string ByName { get; private set; } = "";

    /// <summary>
    /// What the counts suggest (DESIGN): urgent when more of part A than of part B is high; a plan when anything in part A is above
    /// low.
    /// </summary>
    public AssessmentConclusion Suggested
    {
        get
        {
            RiskLevel[] harm = [HarmNow, FurtherHarm];
            RiskLevel[] protection = [SelfProtection, Support];
            if (harm.Count(level => level is RiskLevel.High) > protection.Count(level => level is RiskLevel.High))
            {
                return AssessmentConclusion.Urgent;
            }

            return harm.Any(level => level is not RiskLevel.Low) ? AssessmentConclusion.PlanNeeded : AssessmentConclusion.NoAction;
        }
    }

    public static SealedPlace NotePlace(Guid id) => new("risk_assessments.note", id);

    public static RiskAssessment Complete(
        Guid id, Guid caseId, int round, AssessmentRequest form, byte[] note, CurrentUser by, DateTimeOffset now) => new()
        {
            Id = id,
            CaseId = caseId,
            Round = round,
            HarmNow = form.HarmNow!.Value,
            FurtherHarm = form.FurtherHarm!.Value,
            SelfProtection = form.SelfProtection!.Value,
            Support = form.Support!.Value,
            Conclusion = form.Conclusion!.Value,
            Note = note,
            CompletedAt = now,
            By = by.Id,
            ByName = by.Name,
        };
}

internal sealed class RiskAssessmentConfiguration : IEntityTypeConfiguration<RiskAssessment>
{
    public void Configure(EntityTypeBuilder<RiskAssessment> builder)
    {
        builder.ToTable("risk_assessments");
        builder.HasKey(form => form.Id);
        builder.Property(form => form.Id).ValueGeneratedNever();
        builder.Property(form => form.By).HasMaxLength(100);
        builder.Property(form => form.ByName).HasMaxLength(200);
        builder.Ignore(form => form.Suggested);
        builder.HasIndex(form => new { form.CaseId, form.Round });
        builder.IsAppendOnly();
    }
}
