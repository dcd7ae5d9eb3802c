using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Donations;
using ChildPlatform.Fund.Donors;
using ChildPlatform.Fund.Evidence;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Fund.Targets;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Data;

/// <summary>The fund's own database.</summary>
internal sealed class FundDbContext(DbContextOptions<FundDbContext> options) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<AccountDay> AccountDays => Set<AccountDay>();
    public DbSet<JournalEntry> JournalEntries => Set<JournalEntry>();
    public DbSet<JournalHead> JournalHead => Set<JournalHead>();
    public DbSet<Periods.PeriodStep> PeriodSteps => Set<Periods.PeriodStep>();
    public DbSet<NumberCounter> NumberCounters => Set<NumberCounter>();
    public DbSet<Donor> Donors => Set<Donor>();
    public DbSet<Pledges.Pledge> Pledges => Set<Pledges.Pledge>();
    public DbSet<Donation> Donations => Set<Donation>();
    public DbSet<Lots.GiftLot> GiftLots => Set<Lots.GiftLot>();
    public DbSet<Lots.LotRepurposing> LotRepurposings => Set<Lots.LotRepurposing>();
    public DbSet<Lots.LotDraw> LotDraws => Set<Lots.LotDraw>();
    public DbSet<Programme> Programmes => Set<Programme>();
    public DbSet<ProgrammeYear> ProgrammeYears => Set<ProgrammeYear>();
    public DbSet<SourceKind> SourceKinds => Set<SourceKind>();
    public DbSet<FundSetting> FundSettings => Set<FundSetting>();
    public DbSet<Disbursement> Disbursements => Set<Disbursement>();
    public DbSet<WithdrawnRequest> WithdrawnRequests => Set<WithdrawnRequest>();
    public DbSet<DisbursementEvidence> DisbursementEvidence => Set<DisbursementEvidence>();
    public DbSet<PaperKind> PaperKinds => Set<PaperKind>();
    public DbSet<SupportClaim> SupportClaims => Set<SupportClaim>();
    public DbSet<Norms.SupportNorm> SupportNorms => Set<Norms.SupportNorm>();
    public DbSet<Norms.NormException> NormExceptions => Set<Norms.NormException>();
    public DbSet<BeneficiaryGroup> BeneficiaryGroups => Set<BeneficiaryGroup>();
    public DbSet<ReceiptTarget> ReceiptTargets => Set<ReceiptTarget>();
    public DbSet<ReceiptTotal> ReceiptTotals => Set<ReceiptTotal>();
    public DbSet<PaymentTotal> PaymentTotals => Set<PaymentTotal>();
    public DbSet<Unit> Units => Set<Unit>();
    public DbSet<Imports.DonationImport> DonationImports => Set<Imports.DonationImport>();
    public DbSet<Imports.PurposeMapping> PurposeMappings => Set<Imports.PurposeMapping>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddChassisTables();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(FundDbContext).Assembly);
        modelBuilder.AddUnits();
        modelBuilder.AddNoticeTables();
    }
}
