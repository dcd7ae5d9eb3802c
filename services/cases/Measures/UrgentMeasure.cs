using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Measures;

/// <summary>A decision of the chairman on urgent protection. Never changed; a longer separation is a further decision.</summary>
internal sealed class UrgentMeasure
{
    private UrgentMeasure()
    {
    }

    public Guid Id { get; private set; }
    public Guid CaseId { get; private set; }
    public int Round { get; private set; }
    public UrgentMeasureKind Kind { get; private set; }
    public string Decision { get; private set; } = "";
    public DateOnly? From { get; private set; }
    public DateOnly? Until { get; private set; }
    public string? HigherAuthorityDocument { get; private set; }
    public byte[] Note { get; private set; } = [];
    public DateTimeOffset DecidedAt { get; private set; }
    public string By { get; private set; } = "";
    public string ByName { get; private set; } = "";

    /// <summary>Days that a child is kept apart by this decision; the first one is not counted, as in every period of days.</summary>
    public int Days => From is { } from && Until is { } until ? until.DayNumber - from.DayNumber : 0;

    public static SealedPlace NotePlace(Guid id) => new("urgent_measures.note", id);

    public static UrgentMeasure Decide(
        Guid id, ChildCaseRef of, UrgentMeasureRequest request, DateOnly? from, byte[] note, CurrentUser by, DateTimeOffset now) => new()
        {
            Id = id,
            CaseId = of.Id,
            Round = of.Round,
            Kind = request.Kind!.Value,
            Decision = request.Decision!.Trim(),
            From = from,
            Until = request.Until,
            HigherAuthorityDocument = string.IsNullOrWhiteSpace(request.HigherAuthorityDocument) ? null : request.HigherAuthorityDocument.Trim(),
            Note = note,
            DecidedAt = now,
            By = by.Id,
            ByName = by.Name,
        };
}

/// <summary>The case and the round that something belongs to.</summary>
internal readonly record struct ChildCaseRef(Guid Id, int Round);

internal sealed class UrgentMeasureConfiguration : IEntityTypeConfiguration<UrgentMeasure>
{
    public void Configure(EntityTypeBuilder<UrgentMeasure> builder)
    {
        builder.ToTable("urgent_measures");
        builder.HasKey(measure => measure.Id);
        builder.Property(measure => measure.Id).ValueGeneratedNever();
        builder.Property(measure => measure.Decision).HasMaxLength(60);
        builder.Property(measure => measure.HigherAuthorityDocument).HasMaxLength(60);
        builder.Property(measure => measure.By).HasMaxLength(100);
        builder.Property(measure => measure.ByName).HasMaxLength(200);
        builder.Ignore(measure => measure.Days);
        builder.HasIndex(measure => measure.CaseId);
        builder.IsAppendOnly();
    }
}
