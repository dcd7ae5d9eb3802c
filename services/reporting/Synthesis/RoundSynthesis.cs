using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Rounds;
using ChildPlatform.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Synthesis;

/// <summary>The frozen report of a round: its content, a hash over it, and the files as they were made. Never changed.</summary>
internal sealed class RoundSynthesis
{
    public required Guid Id { get; init; }

    public required Guid RoundId { get; init; }

    public required string Number { get; init; }

    public required DateOnly SignedOn { get; init; }

    public required DateTimeOffset FrozenAt { get; init; }

    public required string FrozenBy { get; init; }

    public required string FrozenByName { get; init; }

    public bool? Late { get; init; }

    /// <summary>Text that the hash is taken of; jsonb would write it in another order.</summary>
    public required string Content { get; init; }

    public required string Hash { get; init; }

    public required IReadOnlyList<SynthesisFile> Files { get; init; }

    public required byte[] Docx { get; init; }

    public required byte[] Pdf { get; init; }

    public required byte[] Xlsx { get; init; }
}

internal sealed class RoundSynthesisConfiguration : IEntityTypeConfiguration<RoundSynthesis>
{
    public void Configure(EntityTypeBuilder<RoundSynthesis> builder)
    {
        builder.ToTable("round_syntheses");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => s.RoundId).IsUnique();
        builder.HasOne<ReportRound>().WithMany().HasForeignKey(s => s.RoundId);
        builder.Property(s => s.Number).HasMaxLength(60);
        builder.Property(s => s.Hash).HasMaxLength(64);
        builder.Property(s => s.Files).HasJson();
        builder.IsAppendOnly();
    }
}
