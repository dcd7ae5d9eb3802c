using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Cells;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Rounds;
using ChildPlatform.Reporting.Tasks;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Reports;

/// <summary>
/// An agency's report in a round, made of its assignments: draft → submitted → accepted, or returned with comments. Each submission is
/// a version that stays as it was; lateness is judged by the first one that passed validation.
/// </summary>
internal sealed class AgencyReport
{
    private readonly List<ReportCell> _cells = [];
    private readonly List<ReportComment> _comments = [];
    private readonly List<ReportStep> _steps = [];

    private AgencyReport()
    {
    }

    public Guid Id { get; private set; }

    public Guid RoundId { get; private set; }

    public string Agency { get; private set; } = "";

    public ReportState State { get; private set; }

    /// <summary>Version submitted last; 0 before the first.</summary>
    public int Number { get; private set; }

    public DateTimeOffset? FirstSubmittedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public bool? Late { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<ReportCell> Cells => _cells;

    public IReadOnlyList<ReportComment> Comments => _comments;

    public IReadOnlyList<ReportStep> Steps => _steps;

    /// <summary>An empty form. Cells are the agency's duties, then what facts alone fill.</summary>
    public static AgencyReport Open(
        ReportRound round, string agency, IEnumerable<FormCell> form, CurrentUser by, TimeProvider clock)
    {
        ReportingRules.RoundFrozen.Require(round.FrozenAt is null);
        ReportingRules.RoundWithoutReports.Require(round.TakesReports);
        ReportingRules.NotInRound.Require(round.StandingOf(agency) is not null);
        var report = new AgencyReport
        {
            Id = Uuid7.New(clock),
            RoundId = round.Id,
            Agency = agency,
            Version = 1,
        };
        report._cells.AddRange(form.Select((cell, i) => new ReportCell(report.Id, cell, i + 1)));
        report.Step("open", by, clock.GetUtcNow());

        return report;
    }

    /// <summary>Whether the agency may still write.</summary>
    public bool IsOpen => State is ReportState.Draft or ReportState.Returned;

    public void Submit(ReportRound round, IReadOnlySet<string> withFigures, CurrentUser by, DateTimeOffset now)
    {
        ReportingRules.RoundFrozen.Require(round.FrozenAt is null);
        ReportingRules.ReportLocked.Require(IsOpen);
        var wrong = new WrongFields();
        foreach (var cell in _cells.Where(c => !c.IsFilled(withFigures.Contains(c.Code))))
        {
            wrong.Add("/cells/" + cell.Code, "cell-empty");
        }

        wrong.ThrowIfAny();
        State = ReportState.Submitted;
        Number++;
        SubmittedAt = now;
        if (FirstSubmittedAt is null)
        {
            (FirstSubmittedAt, Late) = (now, round.IsLate(now));
        }

        Step("submit", by, now);
    }

    public void Withdraw(CurrentUser by, DateTimeOffset now)
    {
        ReportingRules.ReportNotSubmitted.Require(State is ReportState.Submitted);
        State = ReportState.Draft;
        Step("withdraw", by, now);
    }

    public void Return(ReturnReportRequest said, CurrentUser by, DateTimeOffset now)
    {
        ReportingRules.ReportNotSubmitted.Require(State is ReportState.Submitted);
        var cells = said.Cells ?? [];
        var whole = VietnameseText.Normalise(said.Comment);
        var wrong = new WrongFields();
        if (cells.Count == 0 && whole.Length < 3)
        {
            wrong.Add("/comment", "comment-required");
        }

        for (var i = 0; i < cells.Count; i++)
        {
            if (_cells.TrueForAll(c => c.Code != cells[i].Cell))
            {
                wrong.Add($"/cells/{i}/cell", "not-in-catalogue");
            }
        }

        wrong.ThrowIfAny();
        State = ReportState.Returned;
        if (whole.Length >= 3)
        {
            Comment(null, whole, by, now);
        }

        foreach (var cell in cells)
        {
            Comment(cell.Cell, cell.Text!.Trim(), by, now);
        }

        Step("return", by, now);
    }

    public void Accept(CurrentUser by, DateTimeOffset now)
    {
        ReportingRules.ReportNotSubmitted.Require(State is ReportState.Submitted);
        State = ReportState.Accepted;
        AcceptedAt = now;
        Step("accept", by, now);
    }

    private void Comment(string? cell, string text, CurrentUser by, DateTimeOffset now) =>
        _comments.Add(new ReportComment(Id, _comments.Count + 1, cell, text, Number, by, now));

    private void Step(string action, CurrentUser by, DateTimeOffset now)
    {
        _steps.Add(new ReportStep(Id, _steps.Count + 1, action, Number, by, now));
        if (_steps.Count > 1)
        {
            Version++;
        }
    }
}

/// <summary>A cell of an empty form, with the progress and proof that the agency has stated already.</summary>
internal sealed record FormCell(string Code, string Title, bool Compulsory, int? Progress, IReadOnlyList<EvidenceItem> Evidence);

/// <summary>What the agency says about one duty; saved by itself, with a version of its own.</summary>
internal sealed class ReportCell
{
    private ReportCell()
    {
    }

    public ReportCell(Guid reportId, FormCell form, int position)
    {
        ReportId = reportId;
        Code = form.Code;
        Title = form.Title;
        Compulsory = form.Compulsory;
        Progress = form.Progress;
        Evidence = form.Evidence;
        Position = position;
        Version = 1;
    }

    public Guid ReportId { get; private set; }

    public string Code { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>False for targets and task groups that facts alone fill.</summary>
    public bool Compulsory { get; private set; }

    public int Position { get; private set; }

    public string? Text { get; private set; }

    public decimal? Value { get; private set; }

    public int? Progress { get; private set; }

    public IReadOnlyList<EvidenceItem> Evidence { get; private set; } = [];

    public AbsenceReason? Absence { get; private set; }

    public string? AbsenceNote { get; private set; }

    public string? UpdatedByName { get; private set; }

    public DateTimeOffset? UpdatedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>A figure (0 is one), a text, or a reason for its absence; a figure from facts counts as well.</summary>
    public bool IsFilled(bool hasFigures) =>
        !Compulsory || hasFigures || Value is not null || !string.IsNullOrWhiteSpace(Text) || Absence is not null;

    /// <exception cref="InvalidInputException">The parts do not go together.</exception>
    public void Fill(CellRequest said, CurrentUser by, DateTimeOffset now)
    {
        var evidence = said.Evidence ?? [];
        var wrong = new WrongFields(EvidenceCheck.Of(evidence, "/evidence", VietnamTime.DateOf(now)));
        if (said.Progress == 100 && evidence.Count == 0)
        {
            wrong.Add("/evidence", "evidence-required");
        }

        if (said.Absence is AbsenceReason.Other && (said.AbsenceNote ?? "").Trim().Length < 3)
        {
            wrong.Add("/absenceNote", "reason-length");
        }

        if (said.Absence is not null && (said.Value is not null || !string.IsNullOrWhiteSpace(said.Text)))
        {
            wrong.Add("/absence", FieldRules.InvalidValue);
        }

        wrong.ThrowIfAny();
        Text = string.IsNullOrWhiteSpace(said.Text) ? null : said.Text.Trim();
        (Value, Progress, Evidence, Absence) = (said.Value, said.Progress, evidence, said.Absence);
        AbsenceNote = said.Absence is null || string.IsNullOrWhiteSpace(said.AbsenceNote) ? null : said.AbsenceNote.Trim();
        (UpdatedByName, UpdatedAt) = (by.Name, now);
        Version++;
    }
}

/// <summary>What the coordinator says about a report, or one of its cells.</summary>
internal sealed class ReportComment
{
    private ReportComment()
    {
    }

    public ReportComment(Guid reportId, int position, string? cell, string text, int number, CurrentUser by, DateTimeOffset at)
    {
        ReportId = reportId;
        Position = position;
        Cell = cell;
        Text = text;
        Number = number;
        By = by.Id;
        ByName = by.Name;
        At = at;
    }

    public Guid ReportId { get; private set; }

    public int Position { get; private set; }

    public string? Cell { get; private set; }

    public string Text { get; private set; } = "";

    public int Number { get; private set; }

    public string By { get; private set; } = "";

    public string ByName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}

/// <summary>One step of a report's life.</summary>
internal sealed class ReportStep
{
    private ReportStep()
    {
    }

    public ReportStep(Guid reportId, int position, string action, int number, CurrentUser by, DateTimeOffset at)
    {
        ReportId = reportId;
        Position = position;
        Action = action;
        Number = number;
        By = by.Id;
        ByName = by.Name;
        At = at;
    }

    public Guid ReportId { get; private set; }

    public int Position { get; private set; }

    public string Action { get; private set; } = "";

    public int Number { get; private set; }

    public string By { get; private set; } = "";

    public string ByName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}

/// <summary>A submitted version as it was; never changed.</summary>
internal sealed class ReportVersion
{
    private ReportVersion()
    {
    }

    public ReportVersion(Guid reportId, int number, DateTimeOffset submittedAt, IReadOnlyList<VersionCell> cells)
    {
        ReportId = reportId;
        Number = number;
        SubmittedAt = submittedAt;
        Cells = cells;
    }

    public Guid ReportId { get; private set; }

    public int Number { get; private set; }

    public DateTimeOffset SubmittedAt { get; private set; }

    public IReadOnlyList<VersionCell> Cells { get; private set; } = [];
}

/// <summary>A cell of a submitted version, with the figures that stood in it.</summary>
internal sealed record VersionCell(
    string Code, string Title, string? Text, decimal? Value, int? Progress, IReadOnlyList<EvidenceItem> Evidence, AbsenceReason? Absence,
    string? AbsenceNote, IReadOnlyList<StoodFigure> Figures);

internal sealed class AgencyReportConfiguration
    : IEntityTypeConfiguration<AgencyReport>, IEntityTypeConfiguration<ReportCell>, IEntityTypeConfiguration<ReportComment>,
        IEntityTypeConfiguration<ReportStep>, IEntityTypeConfiguration<ReportVersion>
{
    public void Configure(EntityTypeBuilder<AgencyReport> builder)
    {
        builder.ToTable("agency_reports");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.RoundId, r.Agency }).IsUnique();
        builder.HasOne<ReportRound>().WithMany().HasForeignKey(r => r.RoundId);
        builder.Property(r => r.Agency).HasMaxLength(10);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasMany(r => r.Cells).WithOne().HasForeignKey(c => c.ReportId);
        builder.HasMany(r => r.Comments).WithOne().HasForeignKey(c => c.ReportId);
        builder.HasMany(r => r.Steps).WithOne().HasForeignKey(s => s.ReportId);
    }

    public void Configure(EntityTypeBuilder<ReportCell> builder)
    {
        builder.ToTable("report_cells");
        builder.HasKey(c => new { c.ReportId, c.Code });
        builder.Property(c => c.Code).HasMaxLength(20);
        builder.Property(c => c.Value).HasColumnType("numeric");
        builder.Property(c => c.Evidence).HasJson();
        builder.Property(c => c.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<ReportComment> builder)
    {
        builder.ToTable("report_comments");
        builder.HasKey(c => new { c.ReportId, c.Position });
        builder.Property(c => c.Cell).HasMaxLength(20);
        builder.IsAppendOnly();
    }

    public void Configure(EntityTypeBuilder<ReportStep> builder)
    {
        builder.ToTable("report_steps");
        builder.HasKey(s => new { s.ReportId, s.Position });
        builder.IsAppendOnly();
    }

    public void Configure(EntityTypeBuilder<ReportVersion> builder)
    {
        builder.ToTable("report_versions");
        builder.HasKey(v => new { v.ReportId, v.Number });
        builder.HasOne<AgencyReport>().WithMany().HasForeignKey(v => v.ReportId);
        builder.Property(v => v.Cells).HasJson();
        builder.IsAppendOnly();
    }
}
