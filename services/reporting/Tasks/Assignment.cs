using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Tasks;

/// <summary>A duty that the plan's section V gives one agency, and where it stands.</summary>
internal sealed class Assignment
{
    /// <summary>"Sắp đến hạn": a week, in which a reminder still helps.</summary>
    public const int SoonDays = 7;

    private readonly List<ProgressEntry> _history = [];

    private Assignment()
    {
    }

    public Assignment(
        Guid id, int year, string code, string agency, AssignmentRole role, string title, string[] tasks, string[] services,
        DateOnly dueOn, string[] legalReferences, int position)
    {
        Id = id;
        Year = year;
        Code = code;
        Agency = agency;
        Role = role;
        Title = title;
        Tasks = tasks;
        Services = services;
        DueOn = dueOn;
        LegalReferences = legalReferences;
        Position = position;
        Version = 1;
    }

    public Guid Id { get; private set; }

    public int Year { get; private set; }

    public string Code { get; private set; } = "";

    public string Agency { get; private set; } = "";

    public AssignmentRole Role { get; private set; }

    public string Title { get; private set; } = "";

    public string[] Tasks { get; private set; } = [];

    public string[] Services { get; private set; } = [];

    public DateOnly DueOn { get; private set; }

    public string[] LegalReferences { get; private set; } = [];

    public int Position { get; private set; }

    public int Percent { get; private set; }

    public AssignmentStatus Status { get; private set; }

    public string? Reason { get; private set; }

    public int EvidenceCount { get; private set; }

    public DateTimeOffset? UpdatedAt { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<ProgressEntry> History => _history;

    public DueState DueStateOn(DateOnly today) => Status is AssignmentStatus.Done or AssignmentStatus.NotDone
        ? DueState.Closed
        : DueOn < today ? DueState.Overdue : DueInDays(today) <= SoonDays ? DueState.DueSoon : DueState.OnTrack;

    public int DueInDays(DateOnly today) => DueOn.DayNumber - today.DayNumber;

    /// <summary>
    /// A new statement of progress. All of it needs proof, given now or before; what is not going to be done needs a reason.
    /// </summary>
    /// <exception cref="InvalidInputException">The parts do not go together.</exception>
    public void Progress(ProgressRequest said, CurrentUser by, DateTimeOffset now)
    {
        var evidence = said.Evidence ?? [];
        var (percent, status) = (said.Percent!.Value, said.Status!.Value);
        var reason = VietnameseText.Normalise(said.Reason);
        var noteOn = said.NoteOn ?? VietnamTime.DateOf(now);
        var wrong = new WrongFields(EvidenceCheck.Of(evidence, "/evidence", VietnamTime.DateOf(now)));
        if ((percent == 100 || status is AssignmentStatus.Done) && EvidenceCount + evidence.Count == 0)
        {
            wrong.Add("/evidence", "evidence-required");
        }

        if (!GoesTogether(percent, status))
        {
            wrong.Add("/status", "status-differs-from-percent");
        }

        if (status is AssignmentStatus.NotDone && reason.Length < 3)
        {
            wrong.Add("/reason", "reason-length");
        }

        if (noteOn > VietnamTime.DateOf(now))
        {
            wrong.Add("/noteOn", "date-in-future");
        }

        wrong.ThrowIfAny();
        var note = string.IsNullOrWhiteSpace(said.Note) ? null : said.Note.Trim();
        (Percent, Status, Reason) = (percent, status, status is AssignmentStatus.NotDone ? reason : null);
        EvidenceCount += evidence.Count;
        UpdatedAt = now;
        Version++;
        _history.Add(new ProgressEntry(Id, Version, this, note, note is null ? null : noteOn, evidence, by, now));
    }

    private static bool GoesTogether(int percent, AssignmentStatus status) => status switch
    {
        AssignmentStatus.NotStarted => percent == 0,
        AssignmentStatus.Done => percent == 100,
        _ => percent < 100,
    };
}

/// <summary>One statement of progress; never changed.</summary>
internal sealed class ProgressEntry
{
    private ProgressEntry()
    {
    }

    public ProgressEntry(
        Guid assignmentId, int number, Assignment stand, string? note, DateOnly? noteOn, IReadOnlyList<EvidenceItem> evidence,
        CurrentUser by, DateTimeOffset now)
    {
        AssignmentId = assignmentId;
        Number = number;
        Percent = stand.Percent;
        Status = stand.Status;
        Reason = stand.Reason;
        Note = note;
        NoteOn = noteOn;
        Evidence = evidence;
        By = by.Id;
        ByName = by.Name;
        At = now;
    }

    public Guid AssignmentId { get; private set; }

    /// <summary>Version of the assignment that this made.</summary>
    public int Number { get; private set; }

    public int Percent { get; private set; }

    public AssignmentStatus Status { get; private set; }

    public string? Reason { get; private set; }

    public string? Note { get; private set; }

    public DateOnly? NoteOn { get; private set; }

    public IReadOnlyList<EvidenceItem> Evidence { get; private set; } = [];

    public string By { get; private set; } = "";

    public string ByName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }
}

/// <summary>What each kind of proof needs.</summary>
internal static class EvidenceCheck
{
    public static IEnumerable<FieldError> Of(IReadOnlyList<EvidenceItem> evidence, string pointer, DateOnly today)
    {
        for (var i = 0; i < evidence.Count; i++)
        {
            var item = evidence[i];
            if (item.Kind is EvidenceKind.Link ? !IsAddress(item.Url) : item.Url is not null && !IsAddress(item.Url))
            {
                yield return new($"{pointer}/{i}/url", "invalid-address");
            }

            if (item.Kind is EvidenceKind.Document && string.IsNullOrWhiteSpace(item.Number))
            {
                yield return new($"{pointer}/{i}/number", "required");
            }

            if (item.Kind is EvidenceKind.File && item.File is null)
            {
                yield return new($"{pointer}/{i}/file", "required");
            }
            else if (item.Kind is not EvidenceKind.File && item.File is not null)
            {
                yield return new($"{pointer}/{i}/file", FieldRules.InvalidValue);
            }

            if (item.Kind is EvidenceKind.Document && item.IssuedOn is null)
            {
                yield return new($"{pointer}/{i}/issuedOn", "required");
            }
            else if (item.IssuedOn > today)
            {
                yield return new($"{pointer}/{i}/issuedOn", "date-in-future");
            }
        }
    }

    /// <summary>An address that a browser opens and that runs nothing.</summary>
    public static bool IsAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}

internal sealed class AssignmentConfiguration : IEntityTypeConfiguration<Assignment>, IEntityTypeConfiguration<ProgressEntry>
{
    public void Configure(EntityTypeBuilder<Assignment> builder)
    {
        builder.ToTable("assignments");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.HasIndex(a => new { a.Year, a.Code, a.Agency }).IsUnique();
        builder.HasIndex(a => new { a.Year, a.Agency });
        builder.Property(a => a.Code).HasMaxLength(20);
        builder.Property(a => a.Agency).HasMaxLength(10);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasMany(a => a.History).WithOne().HasForeignKey(e => e.AssignmentId);
    }

    public void Configure(EntityTypeBuilder<ProgressEntry> builder)
    {
        builder.ToTable("progress_entries");
        builder.HasKey(e => new { e.AssignmentId, e.Number });
        builder.Property(e => e.Evidence).HasJson();
        builder.IsAppendOnly();
    }
}
