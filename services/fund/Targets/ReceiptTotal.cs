using ChildPlatform.Fund.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Targets;

/// <summary>
/// Gifts received in a month by source kind, less those reversed. Kept in the transaction that posts, so that targets and the
/// public page never add up the whole history.
/// </summary>
internal sealed class ReceiptTotal
{
    public int Year { get; private set; }
    public int Month { get; private set; }
    public string SourceKind { get; private set; } = "";
    public long Amount { get; private set; }
    public long Count { get; private set; }

    /// <summary>Moves a month's total in the caller's transaction: a reversal takes the amount and the gift away.</summary>
    public static Task Move(FundDbContext db, DateOnly receivedOn, string sourceKind, long amount, long count, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            insert into receipt_totals (year, month, source_kind, amount, count)
            values ({receivedOn.Year}, {receivedOn.Month}, {sourceKind}, {amount}, {count})
            on conflict (year, month, source_kind) do update
            set amount = receipt_totals.amount + excluded.amount, count = receipt_totals.count + excluded.count
            """, ct);
}

/// <summary>Payments of a month by programme, less those reversed; kept in the transaction that posts.</summary>
internal sealed class PaymentTotal
{
    public int Year { get; private set; }
    public int Month { get; private set; }
    public string Programme { get; private set; } = "";
    public long Amount { get; private set; }
    public long Count { get; private set; }

    /// <summary>Moves a month's total in the caller's transaction: a reversal takes the amount and the payment away.</summary>
    public static Task Move(FundDbContext db, DateOnly paidOn, string programme, long amount, long count, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            insert into payment_totals (year, month, programme, amount, count)
            values ({paidOn.Year}, {paidOn.Month}, {programme}, {amount}, {count})
            on conflict (year, month, programme) do update
            set amount = payment_totals.amount + excluded.amount, count = payment_totals.count + excluded.count
            """, ct);
}

internal sealed class TotalsConfiguration : IEntityTypeConfiguration<ReceiptTotal>, IEntityTypeConfiguration<PaymentTotal>
{
    public void Configure(EntityTypeBuilder<ReceiptTotal> builder)
    {
        builder.ToTable("receipt_totals");
        builder.HasKey(total => new { total.Year, total.Month, total.SourceKind });
        builder.Property(total => total.SourceKind).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<PaymentTotal> builder)
    {
        builder.ToTable("payment_totals");
        builder.HasKey(total => new { total.Year, total.Month, total.Programme });
        builder.Property(total => total.Programme).HasMaxLength(40);
    }
}
