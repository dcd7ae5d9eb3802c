using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Ledger;

/// <summary>
/// What an account moved by the day that money moved and the day on which it was entered. The database itself keeps it: a trigger
/// of the journal adds whatever is entered, by whichever way, so that a past balance never adds up the whole history.
/// </summary>
internal sealed class AccountDay
{
    public string Account { get; private set; } = "";
    public DateOnly EffectiveOn { get; private set; }

    /// <summary>The day in Việt Nam on which the entries were made.</summary>
    public DateOnly EnteredOn { get; private set; }

    /// <summary>Whole đồng, debit positive.</summary>
    public long Amount { get; private set; }
}

internal sealed class AccountDayConfiguration : IEntityTypeConfiguration<AccountDay>
{
    public void Configure(EntityTypeBuilder<AccountDay> builder)
    {
        builder.ToTable("account_days");
        builder.HasKey(day => new { day.Account, day.EffectiveOn, day.EnteredOn });
        builder.Property(day => day.Account).HasMaxLength(50);
    }
}
