using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Fund;

/// <summary>
/// What the messages have said about one payment. Like a gift it counts while it is paid and not reversed, in whichever
/// order the two arrive. Rows are written by <see cref="PaymentTables"/> only.
/// </summary>
internal sealed class PaymentFact
{
    public Guid DisbursementId { get; private set; }

    /// <summary>Number of the voucher.</summary>
    public string Number { get; private set; } = "";

    public string Programme { get; private set; } = "";

    /// <summary>Whole đồng.</summary>
    public long Amount { get; private set; }

    public DateOnly PaidOn { get; private set; }

    /// <summary>
    /// Children helped by case number, group, unit and count, as the message gave them; empty while only the reversal is here.
    /// Payments without a case are shown apart and never added to II.1.
    /// </summary>
    public string Beneficiaries { get; private set; } = "[]";

    public DateTimeOffset? PaidAt { get; private set; }

    public DateTimeOffset? ReversedAt { get; private set; }
}

internal sealed class PaymentFactConfiguration : IEntityTypeConfiguration<PaymentFact>
{
    public void Configure(EntityTypeBuilder<PaymentFact> builder)
    {
        builder.ToTable("payment_facts", t => t.HasCheckConstraint("ck_payment_facts_amount", "amount > 0"));
        builder.HasKey(p => p.DisbursementId);
        builder.Property(p => p.DisbursementId).ValueGeneratedNever();
        builder.Property(p => p.Number).HasMaxLength(40);
        builder.Property(p => p.Programme).HasMaxLength(40);
        builder.Property(p => p.Beneficiaries).HasColumnType("jsonb");
    }
}
