using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Plans;

/// <summary>The private part of a plan, kept only sealed.</summary>
internal sealed record PlanTexts(string Goals, IReadOnlyList<PlanMeasure> Measures);

/// <summary>
/// A support and intervention plan (Mẫu 04) and its approval (Mẫu 05). A returned plan stays; the next one is a row of its own, so
/// that it can be seen what was sent back and why.
/// </summary>
internal sealed class SupportPlan
{
    private SupportPlan()
    {
    }

    public Guid Id { get; private set; }
    public Guid CaseId { get; private set; }
    public int Round { get; private set; }
    public PlanState State { get; private set; }

    /// <summary><see cref="PlanTexts"/>, sealed.</summary>
    public byte[] Texts { get; private set; } = [];
    public DateTimeOffset SubmittedAt { get; private set; }
    public string SubmittedBy { get; private set; } = "";
    public string SubmittedByName { get; private set; } = "";
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public string? DecidedByName { get; private set; }
    public byte[]? Comment { get; private set; }
    public PlanSupport? Support { get; private set; }

    public static SealedPlace TextsPlace(Guid id) => new("support_plans.texts", id);

    public static SealedPlace CommentPlace(Guid id) => new("support_plans.comment", id);

    public static SupportPlan Submit(
        Guid id, Guid caseId, int round, byte[] texts, PlanSupport? support, CurrentUser by, DateTimeOffset now) => new()
        {
            Id = id,
            CaseId = caseId,
            Round = round,
            State = PlanState.Submitted,
            Texts = texts,
            SubmittedAt = now,
            SubmittedBy = by.Id,
            SubmittedByName = by.Name,
            Support = support,
        };

    public void Decide(PlanState decision, byte[]? comment, CurrentUser by, DateTimeOffset now)
    {
        CasesRules.WrongState.Require(State is PlanState.Submitted);
        CasesRules.ApproverIsAuthor.Require(by.Id != SubmittedBy);

        State = decision;
        Comment = comment;
        DecidedAt = now;
        DecidedBy = by.Id;
        DecidedByName = by.Name;
        if (decision is PlanState.Approved)
        {
            Support?.Ask();
        }
    }
}

/// <summary>Help in money that a plan asks for, and what the fund last told of it.</summary>
internal sealed class PlanSupport
{
    private readonly List<FundWord> _words = [];

    private PlanSupport()
    {
    }

    /// <summary>Also the id of the fund's disbursement, so that a request which is told twice is still one.</summary>
    public Guid Id { get; private set; }
    public Guid PlanId { get; private set; }
    public string Programme { get; private set; } = "";
    public long Amount { get; private set; }
    public string? Group { get; private set; }
    public SupportState State { get; private set; }

    /// <summary>Why the fund rejected or cancelled it.</summary>
    public string? Reason { get; private set; }
    public string? Voucher { get; private set; }
    public DateOnly? PaidOn { get; private set; }

    /// <summary>The child has no help from it and will have none; another request may be made.</summary>
    public bool HasEnded => State is SupportState.Rejected or SupportState.Cancelled or SupportState.Reversed;

    /// <summary>Everything that the fund told, in whatever order it came.</summary>
    public IReadOnlyList<FundWord> Words => _words;

    public static PlanSupport Plan(Guid id, Guid planId, SupportInput input) => new()
    {
        Id = id,
        PlanId = planId,
        Programme = input.Programme!.Trim(),
        Amount = input.Amount!.Value,
        Group = input.Group,
        State = SupportState.Planned,
    };

    public void Ask() => State = SupportState.Requested;

    /// <summary>Takes a word of the fund in; the newest of all says how things stand. False for one that is known.</summary>
    public bool Take(FundWord word)
    {
        if (_words.Exists(known => known.Version == word.Version))
        {
            return false;
        }

        _words.Add(word);
        var newest = _words.MaxBy(known => known.Version)!;
        (State, Reason) = (newest.State, newest.Reason);
        Voucher = word.Voucher ?? Voucher;
        PaidOn = word.PaidOn ?? PaidOn;

        return true;
    }
}

internal sealed class SupportPlanConfiguration : IEntityTypeConfiguration<SupportPlan>
{
    public void Configure(EntityTypeBuilder<SupportPlan> builder)
    {
        builder.ToTable("support_plans");
        builder.HasKey(plan => plan.Id);
        builder.Property(plan => plan.Id).ValueGeneratedNever();
        builder.Property(plan => plan.SubmittedBy).HasMaxLength(100);
        builder.Property(plan => plan.SubmittedByName).HasMaxLength(200);
        builder.Property(plan => plan.DecidedBy).HasMaxLength(100);
        builder.Property(plan => plan.DecidedByName).HasMaxLength(200);
        builder.HasIndex(plan => new { plan.CaseId, plan.Id });
        builder.HasOne(plan => plan.Support).WithOne().HasForeignKey<PlanSupport>(support => support.PlanId)
            .OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PlanSupportConfiguration : IEntityTypeConfiguration<PlanSupport>
{
    public void Configure(EntityTypeBuilder<PlanSupport> builder)
    {
        builder.ToTable("plan_supports");
        builder.HasKey(support => support.Id);
        builder.Property(support => support.Id).ValueGeneratedNever();
        builder.Property(support => support.Programme).HasMaxLength(40);
        builder.Property(support => support.Group).HasMaxLength(10);
        builder.Property(support => support.Voucher).HasMaxLength(20);
        builder.Property(support => support.Reason).HasMaxLength(500);
        builder.Ignore(support => support.HasEnded);
        builder.HasMany(support => support.Words).WithOne().HasForeignKey(word => word.SupportId).OnDelete(DeleteBehavior.Restrict);
    }
}
