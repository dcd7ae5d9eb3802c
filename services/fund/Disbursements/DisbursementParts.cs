using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>Words for the steps, as they stand in the history and in a caller's allowed actions.</summary>
internal static class StepAction
{
    public const string Request = "request";
    public const string Correct = "correct";
    public const string Submit = "submit";
    public const string Appraise = "appraise";
    public const string Approve = "approve";
    public const string Reject = "reject";
    public const string Pay = "pay";
    public const string Cancel = "cancel";
    public const string Reverse = "reverse";

    /// <summary>The service that asked for the money gives it up.</summary>
    public const string Withdraw = "withdraw";

    /// <summary>It may go above the norm.</summary>
    public const string ExceptFromNorm = "norm-exception";

    /// <summary>Another gift bears a part of it.</summary>
    public const string MoveDraw = "move-draw";

    /// <summary>No step of the one that is copied: the copy begins with its own request.</summary>
    public const string Copy = "copy";
}

/// <summary>Children helped, by group, unit and number; never a name.</summary>
internal sealed class BeneficiaryLine
{
    private BeneficiaryLine()
    {
    }

    public BeneficiaryLine(Guid id, int position, string? caseNumber, string? group, string unitCode, Guid unitId, int count)
    {
        Id = id;
        Position = position;
        CaseNumber = caseNumber;
        Group = group;
        UnitCode = unitCode;
        UnitId = unitId;
        Count = count;
    }

    public Guid Id { get; private set; }
    public int Position { get; private set; }
    public string? CaseNumber { get; private set; }

    /// <summary>Random code of the child, where the cases service has told it.</summary>
    public string? ChildCode { get; private set; }
    public string? Group { get; private set; }
    public string UnitCode { get; private set; } = "";

    /// <summary>The version of the unit that was meant: a code alone is not an identity.</summary>
    public Guid UnitId { get; private set; }
    public int Count { get; private set; }

    public void IsFor(string? childCode) => ChildCode = childCode;
}

/// <summary>Who did which step, in which role, when, and why where a reason is asked. Only ever added.</summary>
internal sealed class SignedStep
{
    private SignedStep()
    {
    }

    public SignedStep(int position, string action, CurrentUser by, DateTimeOffset at, string? reason)
    {
        Position = position;
        Action = action;
        By = by.Id;
        ByName = by.Name;
        Role = RoleFor(action, by);
        At = at;
        Reason = reason;
    }

    public int Position { get; private set; }
    public string Action { get; private set; } = "";
    public string By { get; private set; } = "";
    public string ByName { get; private set; } = "";
    public string Role { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>Of a person with several roles, the one that this step is done in.</summary>
    private static string RoleFor(string action, CurrentUser by)
    {
        string[] roles = action switch
        {
            StepAction.Request or StepAction.Correct or StepAction.Submit => [Roles.FundOfficer],
            StepAction.Appraise or StepAction.Reverse or StepAction.MoveDraw => [Roles.FundAccountant],
            StepAction.Approve or StepAction.Reject or StepAction.ExceptFromNorm =>
                [Roles.FundApprover, Roles.FundCouncilApprover],
            StepAction.Pay => [Roles.FundCashier],
            _ => [],
        };

        return roles.FirstOrDefault(by.Has) ?? (by.Roles.Count > 0 ? by.Roles[0] : "");
    }
}

/// <summary>A payment as the cashier states it.</summary>
internal sealed record Payment(DateOnly PaidOn, PaymentMethod Method, string? Reference);

/// <summary>What a request says, checked against the catalogues and normalised.</summary>
internal sealed record DisbursementDetails
{
    public required string Programme { get; init; }
    public required string Purpose { get; init; }
    public required long Amount { get; init; }
    public required IReadOnlyList<BeneficiaryLine> Beneficiaries { get; init; }
    public required string PayeeName { get; init; }
    public string? PayeeAccount { get; init; }
    public string? PayeeBank { get; init; }
    public DateOnly? PlannedOn { get; init; }
    public string? PublicArea { get; init; }

    /// <summary>The amount above which the second signature is needed, as of today.</summary>
    public required long Threshold { get; init; }
}

internal sealed class DisbursementConfiguration : IEntityTypeConfiguration<Disbursement>
{
    public void Configure(EntityTypeBuilder<Disbursement> builder)
    {
        builder.HasKey(disbursement => disbursement.Id);
        builder.Property(disbursement => disbursement.Id).ValueGeneratedNever();
        builder.Property(disbursement => disbursement.Version).IsConcurrencyToken();
        builder.Property(disbursement => disbursement.Programme).HasMaxLength(40);
        builder.Property(disbursement => disbursement.Purpose).HasMaxLength(500);
        builder.Property(disbursement => disbursement.PayeeName).HasMaxLength(300);
        builder.Property(disbursement => disbursement.PayeeAccount).HasMaxLength(50);
        builder.Property(disbursement => disbursement.PayeeBank).HasMaxLength(200);
        builder.Property(disbursement => disbursement.Reference).HasMaxLength(100);
        builder.Property(disbursement => disbursement.AskedBy).HasMaxLength(20);
        builder.HasOne<Programmes.Programme>().WithMany().HasForeignKey(disbursement => disbursement.Programme)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Ledger.JournalEntry>().WithMany().HasForeignKey(disbursement => disbursement.EntrySequence)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(disbursement => disbursement.RequestNumber).IsUnique();

        // A voucher number is given once.
        builder.HasIndex(disbursement => disbursement.Number).IsUnique();

        // Ids carry the time of the request, so they sort by it.
        builder.HasIndex(disbursement => new { disbursement.State, disbursement.Id });
        builder.HasIndex(disbursement => new { disbursement.Amount, disbursement.Id });
        builder.Property<NpgsqlTypes.NpgsqlTsVector>("SearchVector")
            .HasComputedColumnSql("to_tsvector('simple', search_key)", stored: true);
        builder.HasIndex("SearchVector").HasMethod("gin");
        builder.ToTable("disbursements", table =>
        {
            table.HasCheckConstraint("ck_disbursements_amount", "amount > 0");

            // What was reserved is what will be posted, whatever the code above says.
            table.HasCheckConstraint("ck_disbursements_sources",
                "from_programme >= 0 and from_pool >= 0 and from_programme + from_pool = amount");
        });

        builder.OwnsMany(disbursement => disbursement.Beneficiaries, line =>
        {
            line.ToTable("disbursement_beneficiaries", table =>
                table.HasCheckConstraint("ck_disbursement_beneficiaries_count", "count > 0"));
            line.WithOwner().HasForeignKey("DisbursementId");
            line.HasKey(row => row.Id);
            line.Property(row => row.Id).ValueGeneratedNever();
            line.Property(row => row.CaseNumber).HasMaxLength(30);
            line.Property(row => row.ChildCode).HasMaxLength(30);
            line.Property(row => row.Group).HasMaxLength(20);
            line.Property(row => row.UnitCode).HasMaxLength(10);
            line.HasOne<BeneficiaryGroup>().WithMany().HasForeignKey(row => row.Group).OnDelete(DeleteBehavior.Restrict);
            line.HasOne<Unit>().WithMany().HasForeignKey(row => row.UnitId).OnDelete(DeleteBehavior.Restrict);
            line.HasIndex(row => row.CaseNumber).HasFilter("case_number is not null");
        });
        builder.OwnsMany(disbursement => disbursement.Steps, step =>
        {
            step.ToTable("disbursement_steps");
            step.WithOwner().HasForeignKey("DisbursementId");
            step.HasKey("DisbursementId", nameof(SignedStep.Position));
            step.Property(row => row.Position).ValueGeneratedNever();
            step.Property(row => row.Action).HasMaxLength(20);
            step.Property(row => row.By).HasMaxLength(100);
            step.Property(row => row.ByName).HasMaxLength(300);
            step.Property(row => row.Role).HasMaxLength(50);
            step.Property(row => row.Reason).HasMaxLength(500);
        });
    }
}
