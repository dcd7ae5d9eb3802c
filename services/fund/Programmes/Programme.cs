using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Programmes;

/// <summary>
/// What the fund pays for (chương trình): data with validity. Its version also moves when one of its yearly limits is set, so
/// that a programme and its limits are one resource with one ETag.
/// </summary>
internal sealed class Programme
{
    private Programme()
    {
    }

    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? Note { get; private set; }
    public DateOnly ValidFrom { get; private set; }

    /// <summary>Last day on which a request may be made for it; null while in force.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>
    /// Codes of the papers that a request must have before it is submitted (hồ sơ bắt buộc); none unless it is said.
    /// </summary>
    public string[] RequiredPapers { get; private set; } = [];

    /// <summary>The same child is helped once in this time; a month unless it is said (DESIGN).</summary>
    public SupportPeriod SupportPeriod { get; private set; } = SupportPeriod.Month;
    public int Version { get; private set; }

    public static Programme Add(string code, string name, string? note, DateOnly validFrom, DateOnly? validTo)
    {
        // The pool's account would be this programme's too.
        FundRules.ProgrammeExists.Require(code != Account.Pool);
        var programme = new Programme { Code = code, Version = 1 };
        programme.Set(name, note, validFrom, validTo);

        return programme;
    }

    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);

    /// <summary>Renames it, or ends it by its last day. Money given for it stays its own.</summary>
    public void Change(string name, string? note, DateOnly validFrom, DateOnly? validTo)
    {
        Set(name, note, validFrom, validTo);
        Version++;
    }

    /// <summary>Asks for these papers from now on.</summary>
    public void AskFor(string[] papers)
    {
        RequiredPapers = papers;
        Version++;
    }

    /// <summary>Helps the same child once in this time from now on.</summary>
    public void HelpOncePer(SupportPeriod period)
    {
        SupportPeriod = period;
        Version++;
    }

    /// <summary>Sets or lifts the cap of a year.</summary>
    public void SetLimit(ProgrammeYear year, long? limit)
    {
        year.SetLimit(limit);
        Version++;
    }

    private void Set(string name, string? note, DateOnly validFrom, DateOnly? validTo)
    {
        var words = VietnameseText.Normalise(note);
        Name = VietnameseText.Normalise(name);
        Note = words.Length == 0 ? null : words;
        ValidFrom = validFrom;
        ValidTo = validTo;
    }
}

/// <summary>
/// A programme's year: its cap (hạn mức), when one is set, and what approvals have charged against it. The row is locked by
/// whoever charges it, and the database refuses a charge above the cap whatever the code above it does.
/// </summary>
internal sealed class ProgrammeYear
{
    private ProgrammeYear()
    {
    }

    public ProgrammeYear(string programme, int year)
    {
        Programme = programme;
        Year = year;
    }

    public string Programme { get; private set; } = "";
    public int Year { get; private set; }

    /// <summary>Whole đồng; null: no cap.</summary>
    public long? Limit { get; private set; }

    /// <summary>Approved and not cancelled, paid and not reversed.</summary>
    public long Used { get; private set; }

    public void SetLimit(long? limit)
    {
        FundRules.LimitBelowUsed.Require(limit is null || limit >= Used,
            new Dictionary<string, object?> { ["limit"] = limit, ["used"] = Used });
        Limit = limit;
    }

    public void Charge(long amount)
    {
        FundRules.LimitExceeded.Require(Limit is null || amount <= Limit - Used,
            new Dictionary<string, object?> { ["year"] = Year, ["limit"] = Limit, ["used"] = Used, ["amount"] = amount });
        Used = checked(Used + amount);
    }

    public void GiveBack(long amount)
    {
        if (amount > Used)
        {
            throw new InvalidOperationException($"Programme {Programme} has {Used} charged in {Year}, not {amount}.");
        }

        Used -= amount;
    }
}

internal sealed class ProgrammeConfiguration : IEntityTypeConfiguration<Programme>, IEntityTypeConfiguration<ProgrammeYear>
{
    public void Configure(EntityTypeBuilder<Programme> builder)
    {
        builder.ToTable("programmes", table => table.HasCheckConstraint("ck_programmes_validity", "valid_to >= valid_from"));
        builder.HasKey(programme => programme.Code);
        builder.Property(programme => programme.Code).HasMaxLength(40);
        builder.Property(programme => programme.Name).HasMaxLength(200);
        builder.Property(programme => programme.Note).HasMaxLength(1000);
        builder.Property(programme => programme.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<ProgrammeYear> builder)
    {
        builder.ToTable("programme_years", table =>
        {
            table.HasCheckConstraint("ck_programme_years_used", "used >= 0");
            table.HasCheckConstraint("ck_programme_years_limit", "used <= \"limit\"");
        });
        builder.HasKey(year => new { year.Programme, year.Year });
        builder.Property(year => year.Programme).HasMaxLength(40);
        builder.HasOne<Programme>().WithMany().HasForeignKey(year => year.Programme).OnDelete(DeleteBehavior.Restrict);
    }
}
