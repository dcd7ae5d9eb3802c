using ChildPlatform.Cases.Assessments;
using ChildPlatform.Cases.Children;
using ChildPlatform.Cases.Clocks;
using ChildPlatform.Cases.Measures;
using ChildPlatform.Cases.Plans;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Cases;

/// <summary>
/// A case of child protection (vụ việc), from receipt to closure (domain/cases.md §2). Belongs to the commune where it happened,
/// which owns the initial assessment and the urgent measure.
/// </summary>
internal sealed class ChildCase : IHasUnitPath
{
    private readonly List<CaseClock> _clocks = [];
    private readonly List<CaseStep> _steps = [];
    private readonly List<RiskAssessment> _assessments = [];
    private readonly List<UrgentMeasure> _measures = [];
    private readonly List<SupportPlan> _plans = [];

    private ChildCase()
    {
    }

    public Guid Id { get; private set; }
    public string Number { get; private set; } = "";
    public CaseState State { get; private set; }
    public int Round { get; private set; }
    public CaseKind? Kind { get; private set; }

    /// <summary>What the reporter of the public form took it for; whoever assesses decides the kind.</summary>
    public CaseKind? ReportedKind { get; private set; }
    public IReadOnlyList<AbuseForm> Forms { get; private set; } = [];
    public bool Urgent { get; private set; }
    public string Channel { get; private set; } = "";
    public DateTimeOffset ReceivedAt { get; private set; }
    public DateTimeOffset RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = "";
    public string PlaceUnitCode { get; private set; } = "";
    public string PlaceName { get; private set; } = "";
    public string UnitPath { get; private set; } = "";
    public DateOnly? OccurredOn { get; private set; }
    public string? ExternalReference { get; private set; }
    public string? TrackingCode { get; private set; }
    public Guid? ChildId { get; private set; }
    public Child? Child { get; private set; }
    public byte[] What { get; private set; } = [];
    public byte[]? PlaceDetail { get; private set; }
    public byte[]? Informant { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<CaseClock> Clocks => _clocks;
    public IReadOnlyList<CaseStep> Steps => _steps;
    public IReadOnlyList<RiskAssessment> Assessments => _assessments;

    public IReadOnlyList<UrgentMeasure> Measures => _measures;
    public IReadOnlyList<SupportPlan> Plans => _plans;

    public RiskAssessment? Assessment => _assessments.Where(form => form.Round == Round).MaxBy(form => form.CompletedAt);

    /// <summary>The newest plan.</summary>
    public SupportPlan? Plan => _plans.Where(plan => plan.Round == Round).MaxBy(plan => plan.SubmittedAt);

    /// <summary>
    /// Special circumstances, accidents and disasters are no abuse: they have no risk form and no clock, and go from the intake
    /// to the plan (domain/cases.md §1). What is not yet known may be anything.
    /// </summary>
    private bool FollowsDecree => Kind is null or CaseKind.Abuse or CaseKind.AtRisk;

    /// <summary>
    /// A plan is to be drawn up; also while an earlier one is carried out, when its new form was given back or the fund has ended
    /// what it asked for.
    /// </summary>
    private bool AwaitsPlan => State switch
    {
        CaseState.Received => !FollowsDecree,
        CaseState.Assessed => Assessment?.Conclusion is not AssessmentConclusion.NoAction,
        CaseState.InProgress => Plan is { State: PlanState.Returned } or { Support.HasEnded: true },
        _ => false,
    };

    public static SealedPlace WhatPlace(Guid id) => new("cases.what", id);

    public static SealedPlace PlaceDetailPlace(Guid id) => new("cases.place_detail", id);

    public static SealedPlace InformantPlace(Guid id) => new("cases.informant", id);

    /// <summary>Takes a report in and starts the clocks that run from receipt.</summary>
    public static ChildCase TakeIn(
        Guid id, string number, IntakeFacts facts, SealedTexts texts, Unit place, Child? child, LegalClocks law,
        CurrentUser by, DateTimeOffset now)
    {
        var row = new ChildCase
        {
            Id = id,
            Number = number,
            State = CaseState.Received,
            Round = 1,
            Kind = facts.Kind,
            ReportedKind = facts.ReportedKind,
            Forms = facts.Forms,
            Urgent = facts.Urgent,
            Channel = facts.Channel,
            ReceivedAt = facts.ReceivedAt,
            RecordedAt = now,
            RecordedBy = by.Id,
            PlaceUnitCode = place.Code,
            PlaceName = place.Name,
            UnitPath = place.Path,
            OccurredOn = facts.OccurredOn,
            ExternalReference = facts.ExternalReference,
            TrackingCode = facts.TrackingCode,
            Child = child,
            ChildId = child?.Id,
            What = texts.What,
            PlaceDetail = texts.PlaceDetail,
            Informant = texts.Informant,
            Version = 1,
        };
        row.Note(CaseAction.Intake, by, now);
        row.StartClocks(ClockStart.Receipt, row.ReceivedAt, law);

        return row;
    }

    /// <summary>
    /// What it is about is decided before anybody assesses it: kinds that the decree has no form for need no clock, and one that turns
    /// out abuse has all of them, from receipt on.
    /// </summary>
    public void Classify(CaseKind kind, IReadOnlyList<AbuseForm>? forms, LegalClocks law, CurrentUser by, DateTimeOffset now)
    {
        RequireState(CaseState.Received);
        Kind = kind;
        Forms = forms ?? Forms;
        foreach (var clock in _clocks.Where(clock => clock.Round == Round))
        {
            if (FollowsDecree)
            {
                clock.Resume();
            }
            else
            {
                clock.Stop(now);
            }
        }

        StartClocks(ClockStart.Receipt, ReceivedAt, law);
        Version++;
        Note(CaseAction.Classify, by, now, Word.Of(kind));
    }

    /// <summary>
    /// The initial assessment is completed (Mẫu 02). It decides whether the case is urgent, from receipt on; an ordinary case gets
    /// the clock of its plan.
    /// </summary>
    public void Assess(RiskAssessment form, CaseKind? kind, IReadOnlyList<AbuseForm>? forms, LegalClocks law, CurrentUser by)
    {
        RequireState(CaseState.Received);
        Kind = kind ?? Kind;
        Forms = forms ?? Forms;
        CasesRules.NoRiskForm.Require(FollowsDecree);
        CasesRules.HighRiskIsUrgent.Require(
            form.Suggested is not AssessmentConclusion.Urgent || form.Conclusion is AssessmentConclusion.Urgent);

        SetUrgent(form.Conclusion is AssessmentConclusion.Urgent, law, form.CompletedAt);
        _assessments.Add(form);
        Finish(LegalStep.InitialAssessment, form.CompletedAt);
        if (form.Conclusion is AssessmentConclusion.PlanNeeded)
        {
            StartClocks(ClockStart.Assessment, form.CompletedAt, law);
        }

        State = CaseState.Assessed;
        Version++;
        Note(CaseAction.Assess, by, form.CompletedAt);
    }

    /// <summary>
    /// The chairman decides on urgent protection, which ends its clock. A separation is limited in all (Nghị định 56/2017/NĐ-CP,
    /// Điều 32), whatever the number of decisions.
    /// </summary>
    public void Protect(UrgentMeasure measure, LegalClocks law, CurrentUser by)
    {
        RequireState(CaseState.Received, CaseState.Assessed, CaseState.PlanSubmitted, CaseState.InProgress);
        if (measure.Kind is UrgentMeasureKind.Separation && measure.HigherAuthorityDocument is null)
        {
            var limit = DeadlineRule.InForce(law.Deadlines, UnitPath, VietnamTime.DateOf(measure.DecidedAt))
                .SingleOrDefault(rule => rule.Step == LegalStep.LongestSeparation);
            CasesRules.SeparationTooLong.Require(limit is null || _measures.Sum(earlier => earlier.Days) + measure.Days <= limit.Amount);
        }

        _measures.Add(measure);
        Finish(LegalStep.UrgentMeasure, measure.DecidedAt);
        Version++;
        Note(CaseAction.Separate, by, measure.DecidedAt);
    }

    /// <summary>The plan is drawn up, which ends its clock, and waits for the chairman.</summary>
    public void SubmitPlan(SupportPlan plan, CurrentUser by)
    {
        CasesRules.NoPlanNeeded.Require(
            State is not CaseState.Assessed || Assessment?.Conclusion is not AssessmentConclusion.NoAction);
        CasesRules.WrongState.Require(AwaitsPlan, StateDetails);
        CasesRules.SupportNeedsChild.Require(plan.Support is null || ChildId is not null);

        _plans.Add(plan);
        Finish(LegalStep.SupportPlan, plan.SubmittedAt);
        State = CaseState.PlanSubmitted;
        Version++;
        Note(CaseAction.Plan, by, plan.SubmittedAt);
    }

    /// <summary>The chairman approves the plan or gives it back.</summary>
    public void DecidePlan(PlanState decision, Func<Guid, byte[]?> comment, CurrentUser by, DateTimeOffset now)
    {
        RequireState(CaseState.PlanSubmitted);
        Plan!.Decide(decision, comment(Plan.Id), by, now);

        // Given back, the case stands where it stood before: an earlier plan may already be carried out.
        var carriedOut = _plans.Exists(plan => plan.Round == Round && plan.State is PlanState.Approved);
        State = carriedOut ? CaseState.InProgress : Assessment is null ? CaseState.Received : CaseState.Assessed;
        Version++;
        Note(decision is PlanState.Approved ? CaseAction.Approve : CaseAction.Return, by, now);
    }

    /// <summary>Takes in what the fund told of help in money of this case.</summary>
    /// <returns>False for a word that was taken in before.</returns>
    public bool TakeFundWord(Guid supportId, FundWord word)
    {
        if (!_plans.Select(plan => plan.Support).Single(support => support?.Id == supportId)!.Take(word))
        {
            return false;
        }

        Version++;

        return true;
    }

    /// <summary>A child is now known to be in the case.</summary>
    public void Name(Child child)
    {
        RequireState(CaseState.Received, CaseState.Assessed, CaseState.PlanSubmitted, CaseState.InProgress);
        Child = child;
        ChildId = child.Id;
    }

    /// <summary>What is known of the child was corrected; the names of the members go into the history.</summary>
    public void NoteChild(IReadOnlyCollection<string> changed, CurrentUser by, DateTimeOffset now)
    {
        Version++;
        Note(CaseAction.Child, by, now, string.Join(' ', changed));
    }

    /// <summary>An agency was asked for a service, or the state of that changed.</summary>
    public void NoteReferral(string agency, ReferralState state, CurrentUser by, DateTimeOffset now)
    {
        if (state is ReferralState.Sent)
        {
            RequireState(CaseState.Received, CaseState.Assessed, CaseState.PlanSubmitted, CaseState.InProgress);
        }

        Version++;
        Note(CaseAction.Referral, by, now, $"{agency} {Word.Of(state)}");
    }

    /// <summary>
    /// A file was added or withdrawn; the history names its kind and never its name. A closed case stays as it is.
    /// </summary>
    public void NoteAttachment(string what, CurrentUser by, DateTimeOffset now)
    {
        CasesRules.WrongState.Require(State is not CaseState.Closed, new Dictionary<string, object?> { ["state"] = State });
        Version++;
        Note(CaseAction.Attachment, by, now, what);
    }

    /// <summary>Clocks whose time is up and of which nobody has been told yet.</summary>
    public IReadOnlyList<CaseClock> RaiseBreaches(DateTimeOffset now)
    {
        var breached = _clocks.Where(clock => clock.Breach(now)).ToList();
        foreach (var clock in breached)
        {
            _steps.Add(CaseStep.OfSystem(_steps.Count + 1, CaseAction.Breach, now, clock.Step));
        }

        Version += breached.Count > 0 ? 1 : 0;

        return breached;
    }

    /// <summary>The calendar was changed: running clocks are counted anew, and what moved is kept in the history.</summary>
    public IReadOnlyList<MovedClock> Recount(WorkingCalendar calendar, DateTimeOffset now)
    {
        var moved = new List<MovedClock>();
        foreach (var clock in _clocks)
        {
            if (clock.Recount(calendar) is { } before)
            {
                var (from, to) = (VietnamTime.ToLocal(before), VietnamTime.ToLocal(clock.DueAt));
                _steps.Add(CaseStep.OfSystem(_steps.Count + 1, CaseAction.Calendar, now, $"{clock.Step} {from:O} {to:O}"));
                moved.Add(new MovedClock(clock.Step, from, to));
            }
        }

        Version += moved.Count > 0 ? 1 : 0;

        return moved;
    }

    /// <summary>What this person may do now. The actions themselves ask again.</summary>
    public IReadOnlyList<string> ActionsFor(CurrentUser user)
    {
        // Whoever tells of a case elsewhere gets its number; what is done with it is done there.
        if (!this.IsWithin(user))
        {
            return [];
        }

        var (worker, chairman) = (user.Has(Roles.CaseWorker), user.Has(Roles.CaseApprover));
        var actions = new List<string>();
        Allow(CaseAction.Classify, State is CaseState.Received && worker);
        Allow(CaseAction.Assess, State is CaseState.Received && worker && FollowsDecree);
        Allow(CaseAction.Separate, State is not CaseState.Closed && chairman);
        Allow(CaseAction.Plan, worker && AwaitsPlan);
        Allow(CaseAction.Approve, State is CaseState.PlanSubmitted && chairman && Plan?.SubmittedBy != user.Id);
        Allow(CaseAction.Child, State is not CaseState.Closed && worker);
        Allow("refer", State is not CaseState.Closed && worker);
        Allow("attach", State is not CaseState.Closed && CasesPolicies.MayReadClear(user));
        Allow(CaseAction.Return, State is CaseState.PlanSubmitted && chairman && Plan?.SubmittedBy != user.Id);

        return actions;

        void Allow(string action, bool allowed)
        {
            if (allowed)
            {
                actions.Add(action);
            }
        }
    }

    /// <summary>A case that turns out urgent was so from receipt; one that does not needs no urgent step.</summary>
    private void SetUrgent(bool urgent, LegalClocks law, DateTimeOffset at)
    {
        Urgent = urgent;
        if (urgent)
        {
            StartClocks(ClockStart.Receipt, ReceivedAt, law);
        }
        else
        {
            // An assessment whose time was up is done all the same, too late.
            foreach (var clock in _clocks.Where(clock => clock.Step is LegalStep.UrgentMeasure
                || (clock.Step is LegalStep.InitialAssessment && clock.State is ClockState.Running)))
            {
                clock.Stop(at);
            }
        }
    }

    private void StartClocks(ClockStart start, DateTimeOffset at, LegalClocks law)
    {
        if (!FollowsDecree)
        {
            return;
        }

        var rules = DeadlineRule.InForce(law.Deadlines, UnitPath, VietnamTime.DateOf(at))
            .Where(rule => rule.StartsAt == start && rule.For == (Urgent ? ClockFor.Urgent : ClockFor.Ordinary))
            .Where(rule => _clocks.TrueForAll(clock => clock.Round != Round || clock.Step != rule.Step));
        _clocks.AddRange(rules.Select(rule => CaseClock.Start(Id, Round, rule, at, law.Calendar)).ToList());
    }

    private void Finish(string step, DateTimeOffset at)
    {
        foreach (var clock in _clocks.Where(clock => clock.Round == Round && clock.Step == step))
        {
            clock.Finish(at);
        }
    }

    private Dictionary<string, object?> StateDetails => new() { ["state"] = Word.Of(State) };

    private void RequireState(params ReadOnlySpan<CaseState> allowed) =>
        CasesRules.WrongState.Require(allowed.Contains(State), StateDetails);

    private void Note(string action, CurrentUser by, DateTimeOffset now, string? details = null) =>
        _steps.Add(CaseStep.Of(_steps.Count + 1, action, by, now, details));
}

internal sealed class ChildCaseConfiguration : IEntityTypeConfiguration<ChildCase>
{
    public void Configure(EntityTypeBuilder<ChildCase> builder)
    {
        builder.ToTable("cases");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Number).HasMaxLength(20);
        builder.Property(row => row.Channel).HasMaxLength(30);
        builder.Property(row => row.RecordedBy).HasMaxLength(100);
        builder.Property(row => row.PlaceUnitCode).HasMaxLength(10);
        builder.Property(row => row.PlaceName).HasMaxLength(200);
        builder.Property(row => row.UnitPath).HasMaxLength(200);
        builder.Property(row => row.ExternalReference).HasMaxLength(60);
        builder.Property(row => row.TrackingCode).HasMaxLength(12);
        builder.HasIndex(row => row.TrackingCode).IsUnique();
        builder.PrimitiveCollection(row => row.Forms).ElementType().HasConversion<ServiceDefaults.KebabConverter<AbuseForm>>();
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.Ignore(row => row.Assessment);
        builder.Ignore(row => row.Plan);
        builder.HasIndex(row => row.Number).IsUnique();
        builder.HasIndex(row => new { row.UnitPath, row.Id }).HasOperators("text_pattern_ops", "uuid_ops");
        builder.HasOne(row => row.Child).WithMany().HasForeignKey(row => row.ChildId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(row => row.Clocks).WithOne().HasForeignKey(clock => clock.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(row => row.Assessments).WithOne().HasForeignKey(form => form.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(row => row.Measures).WithOne().HasForeignKey(measure => measure.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(row => row.Plans).WithOne().HasForeignKey(plan => plan.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(row => row.Steps).WithOne().HasForeignKey("CaseId").OnDelete(DeleteBehavior.Restrict);
    }
}
