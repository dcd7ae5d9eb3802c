using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Norms;

/// <summary>
/// What a programme may give to one child in a period (mức chi), with the document that says so. The plan orders a scheme of
/// contribution and support levels (kế hoạch III.9): until it is decided there is none, and nothing is refused.
/// </summary>
internal sealed class SupportNorm
{
    private SupportNorm()
    {
    }

    public SupportNorm(
        Guid id, string programme, string? group, long amount, SupportPeriod period, DateOnly validFrom, string source,
        CurrentUser by, DateTimeOffset now)
    {
        Id = id;
        Programme = programme;
        Group = group;
        Amount = amount;
        Period = period;
        ValidFrom = validFrom;
        Source = source;
        SetBy = by.Id;
        SetByName = by.Name;
        SetAt = now;
        Version = 1;
    }

    public Guid Id { get; private set; }
    public string Programme { get; private set; } = "";

    /// <summary>Null: every child that no other norm of the programme names.</summary>
    public string? Group { get; private set; }

    /// <summary>Whole đồng for one child and period.</summary>
    public long Amount { get; private set; }
    public SupportPeriod Period { get; private set; }
    public DateOnly ValidFrom { get; private set; }
    public DateOnly? ValidTo { get; private set; }
    public string Source { get; private set; } = "";
    public string SetBy { get; private set; } = "";
    public string SetByName { get; private set; } = "";
    public DateTimeOffset SetAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>Another takes its place from a day on: days that have a norm keep it.</summary>
    public void SucceededFrom(DateOnly day)
    {
        FundRules.NormNotLater.Require(day > ValidFrom);
        if (ValidTo is null || ValidTo >= day)
        {
            ValidTo = day.AddDays(-1);
            Version++;
        }
    }

    public void End(DateOnly lastDay)
    {
        if (lastDay < ValidFrom)
        {
            throw new InvalidInputException("/validTo", "ends-before-start");
        }

        FundRules.NormEnded.Require(ValidTo is null);
        ValidTo = lastDay;
        Version++;
    }
}

/// <summary>
/// An authorised exception (ngoại lệ): this request may ask for so much where the norm allows less. Only ever added.
/// </summary>
internal sealed class NormException : IHasUnitPath
{
    private NormException()
    {
    }

    public NormException(Guid id, Disbursement disbursement, NormExcess excess, string reason, CurrentUser by, DateTimeOffset now)
    {
        Id = id;
        DisbursementId = disbursement.Id;
        UnitPath = disbursement.UnitPath;
        Programme = disbursement.Programme;
        NormId = excess.Norm.Id;
        Allowed = excess.Allowed;
        Asked = excess.Asked;
        CaseNumber = excess.CaseNumber;
        Reason = reason;
        By = by.Id;
        ByName = by.Name;
        At = now;
    }

    public Guid Id { get; private set; }
    public Guid DisbursementId { get; private set; }
    public string UnitPath { get; private set; } = "";
    public string Programme { get; private set; } = "";
    public Guid NormId { get; private set; }
    public long Allowed { get; private set; }
    public long Asked { get; private set; }

    /// <summary>The case whose child is given more; null when the sum of the request was excepted.</summary>
    public string? CaseNumber { get; private set; }
    public string Reason { get; private set; } = "";
    public string By { get; private set; } = "";
    public string ByName { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    /// <summary>
    /// Whether what was excepted is as bad as what is there now: a request that was made worse since has to be excepted anew.
    /// </summary>
    public bool Covers(NormExcess excess) =>
        NormId == excess.Norm.Id && CaseNumber == excess.CaseNumber && excess.Asked <= Asked && excess.Allowed >= Allowed;
}

internal sealed class SupportNormConfiguration : IEntityTypeConfiguration<SupportNorm>, IEntityTypeConfiguration<NormException>
{
    public void Configure(EntityTypeBuilder<SupportNorm> builder)
    {
        builder.ToTable("support_norms", table =>
        {
            table.HasCheckConstraint("ck_support_norms_amount", "amount > 0");
            table.HasCheckConstraint("ck_support_norms_validity", "valid_to >= valid_from");
        });
        builder.HasKey(norm => norm.Id);
        builder.Property(norm => norm.Id).ValueGeneratedNever();
        builder.Property(norm => norm.Programme).HasMaxLength(40);
        builder.Property(norm => norm.Group).HasMaxLength(20);
        builder.Property(norm => norm.Source).HasMaxLength(200);
        builder.Property(norm => norm.SetBy).HasMaxLength(100);
        builder.Property(norm => norm.SetByName).HasMaxLength(300);
        builder.Property(norm => norm.Version).IsConcurrencyToken();
        builder.HasOne<Programme>().WithMany().HasForeignKey(norm => norm.Programme).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<BeneficiaryGroup>().WithMany().HasForeignKey(norm => norm.Group).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(norm => new { norm.Programme, norm.Group, norm.ValidFrom }).IsUnique().AreNullsDistinct(false);
    }

    public void Configure(EntityTypeBuilder<NormException> builder)
    {
        builder.ToTable("norm_exceptions");
        builder.HasKey(exception => exception.Id);
        builder.Property(exception => exception.Id).ValueGeneratedNever();
        builder.Property(exception => exception.Programme).HasMaxLength(40);
        builder.Property(exception => exception.CaseNumber).HasMaxLength(30);
        builder.Property(exception => exception.Reason).HasMaxLength(500);
        builder.Property(exception => exception.By).HasMaxLength(100);
        builder.Property(exception => exception.ByName).HasMaxLength(300);
        builder.HasOne<Disbursement>().WithMany().HasForeignKey(exception => exception.DisbursementId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SupportNorm>().WithMany().HasForeignKey(exception => exception.NormId).OnDelete(DeleteBehavior.Restrict);
        builder.IsAppendOnly();
    }
}
