using ChildPlatform.Fund.Donors;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Pledges;

/// <summary>
/// Money that a donor promises (cam kết ủng hộ). It is no money of the fund: nothing of it is in the journal, and what came of it
/// is the sum of the gifts that name it.
/// </summary>
internal sealed class Pledge : IHasUnitPath
{
    private readonly List<PledgeInstalment> _instalments = [];

    private Pledge()
    {
    }

    public Guid Id { get; private set; }
    public string Number { get; private set; } = "";
    public Guid DonorId { get; private set; }
    public string SourceKind { get; private set; } = "";
    public string? Programme { get; private set; }
    public DateOnly PledgedOn { get; private set; }

    /// <summary>The sum of the instalments.</summary>
    public long Amount { get; private set; }
    public IReadOnlyList<PledgeInstalment> Instalments => _instalments;
    public string? Note { get; private set; }
    public string UnitPath { get; private set; } = "";
    public DateTimeOffset RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = "";
    public string RecordedByName { get; private set; } = "";
    public DateTimeOffset? CancelledAt { get; private set; }
    public string? CancelledBy { get; private set; }
    public string? CancelledByName { get; private set; }
    public string? CancelReason { get; private set; }
    public int Version { get; private set; }

    public static Pledge Record(
        string number, Donor donor, string sourceKind, string? programme, DateOnly pledgedOn,
        IReadOnlyList<(DateOnly DueOn, long Amount)> instalments, string? note, CurrentUser by, TimeProvider clock)
    {
        var pledge = new Pledge
        {
            Id = Uuid7.New(clock),
            Number = number,
            DonorId = donor.Id,
            SourceKind = sourceKind,
            Programme = programme,
            PledgedOn = pledgedOn,
            UnitPath = donor.UnitPath,
            RecordedAt = clock.GetUtcNow(),
            RecordedBy = by.Id,
            RecordedByName = by.Name,
        };
        pledge.Schedule(instalments, note);

        return pledge;
    }

    /// <summary>Promises other amounts or days. What came stays, and fills the new instalments from the earliest.</summary>
    public void Schedule(IReadOnlyList<(DateOnly DueOn, long Amount)> instalments, string? note)
    {
        FundRules.PledgeCancelled.Require(CancelledAt is null);
        var ordered = instalments.OrderBy(instalment => instalment.DueOn).ToList();
        if (_instalments.Count > ordered.Count)
        {
            _instalments.RemoveRange(ordered.Count, _instalments.Count - ordered.Count);
        }

        for (var i = 0; i < ordered.Count; i++)
        {
            if (i == _instalments.Count)
            {
                _instalments.Add(new PledgeInstalment(i + 1));
            }

            _instalments[i].Set(ordered[i].DueOn, ordered[i].Amount);
        }

        Amount = ordered.Sum(instalment => instalment.Amount);
        Note = note;
        Version++;
    }

    /// <summary>Nothing more is expected. What came stays in the books.</summary>
    public void Cancel(long received, string reason, CurrentUser by, DateTimeOffset now)
    {
        FundRules.PledgeCancelled.Require(CancelledAt is null);
        FundRules.PledgeFulfilled.Require(received < Amount);
        (CancelReason, CancelledBy, CancelledByName, CancelledAt) = (reason, by.Id, by.Name, now);
        Version++;
    }
}

/// <summary>A part of a pledge, promised for a day.</summary>
internal sealed class PledgeInstalment
{
    private PledgeInstalment()
    {
    }

    public PledgeInstalment(int position) => Position = position;

    public Guid PledgeId { get; private set; }

    /// <summary>1 for the earliest.</summary>
    public int Position { get; private set; }
    public DateOnly DueOn { get; private set; }
    public long Amount { get; private set; }

    public void Set(DateOnly dueOn, long amount) => (DueOn, Amount) = (dueOn, amount);
}

internal sealed class PledgeConfiguration : IEntityTypeConfiguration<Pledge>
{
    public void Configure(EntityTypeBuilder<Pledge> builder)
    {
        builder.ToTable("pledges", table => table.HasCheckConstraint("ck_pledges_amount", "amount > 0"));
        builder.HasKey(pledge => pledge.Id);
        builder.Property(pledge => pledge.Id).ValueGeneratedNever();
        builder.Property(pledge => pledge.Version).IsConcurrencyToken();
        builder.Property(pledge => pledge.Number).HasMaxLength(20);
        builder.Property(pledge => pledge.SourceKind).HasMaxLength(40);
        builder.Property(pledge => pledge.Programme).HasMaxLength(40);
        builder.Property(pledge => pledge.Note).HasMaxLength(1000);
        builder.Property(pledge => pledge.CancelReason).HasMaxLength(500);
        builder.HasIndex(pledge => pledge.Number).IsUnique();
        builder.HasIndex(pledge => new { pledge.PledgedOn, pledge.Id });
        builder.HasOne<Donor>().WithMany().HasForeignKey(pledge => pledge.DonorId).OnDelete(DeleteBehavior.Restrict);
        builder.OwnsMany(pledge => pledge.Instalments, instalment =>
        {
            instalment.ToTable("pledge_instalments",
                table => table.HasCheckConstraint("ck_pledge_instalments_amount", "amount > 0"));
            instalment.WithOwner().HasForeignKey(row => row.PledgeId);
            instalment.HasKey(row => new { row.PledgeId, row.Position });
            instalment.Property(row => row.Position).ValueGeneratedNever();
            instalment.HasIndex(row => row.DueOn);
        });
        builder.Navigation(pledge => pledge.Instalments).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}
