using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Rounds;

/// <summary>
/// A reporting round. "Trước ngày D" ends with the day before D in Viet Nam. The plan states neither period nor cut-off: those that
/// come with the system are a proposal, until the coordinator has said them.
/// </summary>
internal sealed class ReportRound
{
    private readonly List<RoundAgency> _agencies = [];

    private ReportRound()
    {
    }

    public ReportRound(Guid id, int year, string code, string name, RoundKind kind, string? recipient, DateOnly? dueBefore, int position)
    {
        Id = id;
        Year = year;
        Code = code;
        Name = name;
        Kind = kind;
        Recipient = recipient;
        DueBefore = dueBefore;
        Position = position;
        Version = 1;
    }

    public Guid Id { get; private set; }

    public int Year { get; private set; }

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public RoundKind Kind { get; private set; }

    public string? Recipient { get; private set; }

    /// <summary>Exclusive.</summary>
    public DateOnly? DueBefore { get; private set; }

    /// <summary>The Department's own clock (VI.3.2), exclusive.</summary>
    public DateOnly? SynthesisDueBefore { get; private set; }

    public DateOnly? PeriodFrom { get; private set; }

    public DateOnly? PeriodTo { get; private set; }

    /// <summary>Facts count that reached their service by the end of this day.</summary>
    public DateOnly? CutOff { get; private set; }

    public bool IsDesign { get; private set; }

    public DateTimeOffset? FrozenAt { get; private set; }

    public int Position { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<RoundAgency> Agencies => _agencies;

    /// <summary>A round with reports made of assignments; own plans have a list of their own, urgent matters a queue.</summary>
    public bool TakesReports => Kind is not RoundKind.OwnPlan;

    /// <summary>The instant after which nothing counts: the end of the day of the cut-off in Viet Nam. Null without a cut-off.</summary>
    public DateTimeOffset? CutOffAt => CutOff is { } day ? VietnamTime.StartOf(day.AddDays(1)) : null;

    public bool IsDue(DateTimeOffset now) => DueBefore is { } day && now >= VietnamTime.StartOf(day);

    /// <summary>Null where there is no due day: nobody can be late.</summary>
    public bool? IsLate(DateTimeOffset submittedAt) => DueBefore is null ? null : IsDue(submittedAt);

    public RoundStanding? StandingOf(string agency) => _agencies.Find(a => a.Agency == agency)?.Standing;

    /// <summary>What the system proposes before anybody has said it.</summary>
    public void Propose(DateOnly from, DateOnly to, DateOnly cutOff, DateOnly? synthesisDueBefore)
    {
        (PeriodFrom, PeriodTo, CutOff, SynthesisDueBefore, IsDesign) = (from, to, cutOff, synthesisDueBefore, true);
    }

    public void Enrol(IEnumerable<(string Agency, RoundStanding Standing)> agencies)
    {
        _agencies.Clear();
        _agencies.AddRange(agencies.Select(a => new RoundAgency(Id, a.Agency, a.Standing)));
    }

    /// <summary>The coordinator's word on name, days and who owes a report.</summary>
    /// <exception cref="InvalidInputException">Days or codes cannot be right.</exception>
    public void Change(RoundRequest said, IReadOnlySet<string> known)
    {
        ReportingRules.RoundFrozen.Require(FrozenAt is null);
        var wrong = new WrongFields();
        if (said.PeriodTo < said.PeriodFrom)
        {
            wrong.Add("/periodTo", "ends-before-start");
        }

        if ((said.PeriodFrom is null) != (said.PeriodTo is null))
        {
            wrong.Add(said.PeriodFrom is null ? "/periodFrom" : "/periodTo", "required");
        }

        if (said.CutOff < said.PeriodTo)
        {
            wrong.Add("/cutOff", "cut-off-before-period-end");
        }

        if (said.SynthesisDueBefore < said.DueBefore)
        {
            wrong.Add("/synthesisDueBefore", "ends-before-start");
        }

        Check(said.Expected, "/expected");
        Check(said.Invited, "/invited");
        var expected = said.Expected ?? [.. Of(RoundStanding.Expected)];
        var invited = said.Invited ?? [.. Of(RoundStanding.Invited)];
        if (expected.Intersect(invited).Any())
        {
            wrong.Add("/invited", FieldRules.InvalidValue);
        }

        wrong.ThrowIfAny();
        IsDesign = IsDesign && (said.PeriodFrom, said.PeriodTo, said.CutOff) == (PeriodFrom, PeriodTo, CutOff);
        (Name, DueBefore, SynthesisDueBefore) = (VietnameseText.Normalise(said.Name), said.DueBefore, said.SynthesisDueBefore);
        (PeriodFrom, PeriodTo, CutOff) = (said.PeriodFrom, said.PeriodTo, said.CutOff);
        Take(expected, invited);
        Version++;

        void Check(IReadOnlyList<string>? codes, string pointer)
        {
            if (codes is not null && (!codes.All(known.Contains) || codes.Distinct().Count() != codes.Count))
            {
                wrong.Add(pointer, "not-in-catalogue");
            }
        }
    }

    public void Freeze(DateTimeOffset now)
    {
        ReportingRules.RoundFrozen.Require(FrozenAt is null);
        FrozenAt = now;
        Version++;
    }

    private IEnumerable<string> Of(RoundStanding standing) => _agencies.Where(a => a.Standing == standing).Select(a => a.Agency);

    // Rows that stay are kept, so that nothing is written about an agency whose standing is the same.
    private void Take(IReadOnlyList<string> expected, IReadOnlyList<string> invited)
    {
        var wanted = expected.Select(a => (a, RoundStanding.Expected)).Concat(invited.Select(a => (a, RoundStanding.Invited)))
            .ToDictionary(pair => pair.a, pair => pair.Item2);
        _agencies.RemoveAll(a => !wanted.ContainsKey(a.Agency));
        foreach (var (agency, standing) in wanted)
        {
            if (_agencies.Find(a => a.Agency == agency) is { } there)
            {
                there.Stand(standing);
            }
            else
            {
                _agencies.Add(new RoundAgency(Id, agency, standing));
            }
        }
    }
}

/// <summary>An agency in a round.</summary>
internal sealed class RoundAgency
{
    private RoundAgency()
    {
    }

    public RoundAgency(Guid roundId, string agency, RoundStanding standing)
    {
        RoundId = roundId;
        Agency = agency;
        Standing = standing;
    }

    public Guid RoundId { get; private set; }

    public string Agency { get; private set; } = "";

    public RoundStanding Standing { get; private set; }

    public void Stand(RoundStanding standing) => Standing = standing;
}

internal sealed class ReportRoundConfiguration : IEntityTypeConfiguration<ReportRound>, IEntityTypeConfiguration<RoundAgency>
{
    public void Configure(EntityTypeBuilder<ReportRound> builder)
    {
        builder.ToTable("report_rounds");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.Year, r.Code }).IsUnique();
        builder.Property(r => r.Code).HasMaxLength(20);
        builder.Property(r => r.Name).HasMaxLength(300);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasMany(r => r.Agencies).WithOne().HasForeignKey(a => a.RoundId);
    }

    public void Configure(EntityTypeBuilder<RoundAgency> builder)
    {
        builder.ToTable("round_agencies");
        builder.HasKey(a => new { a.RoundId, a.Agency });
        builder.Property(a => a.Agency).HasMaxLength(10);
    }
}
