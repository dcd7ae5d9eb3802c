using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Donors;

/// <summary>A giver of the register (nhà hảo tâm).</summary>
internal sealed class Donor : IHasUnitPath
{
    /// <summary>Shown where a giver did not say their name.</summary>
    public const string AnonymousName = "Người ủng hộ ẩn danh";

    private Donor()
    {
    }

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public DonorKind Kind { get; private set; }
    public string? TaxCode { get; private set; }
    public string? Phone { get; private set; }
    public string? Address { get; private set; }
    public string? Email { get; private set; }
    public string? Note { get; private set; }

    /// <summary>Lower case without tone marks: what <c>q=</c> searches.</summary>
    public string SearchKey { get; private set; } = "";

    /// <summary>As <see cref="SearchKey"/>, with legal forms folded: "cty tnhh" and "công ty tnhh" meet here.</summary>
    public string NearKey { get; private set; } = "";
    public string? PhoneKey { get; private set; }

    /// <summary>Name, kind and phone: what a gift without a donor id and without another tax code finds this donor by.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>
    /// The tax code, else <see cref="NameKey"/>. Unique in a unit, so that two gifts at once cannot make the same donor twice.
    /// Null on a donor that was registered beside a known one on purpose.
    /// </summary>
    public string? IdentityKey { get; private set; }
    public string UnitPath { get; private set; } = "";

    /// <summary>
    /// The donor into which this one was merged; its own row stays, so that papers which name it can be followed.
    /// </summary>
    public Guid? MergedInto { get; private set; }
    public DateTimeOffset RegisteredAt { get; private set; }
    public string RegisteredBy { get; private set; } = "";
    public int Version { get; private set; }

    public static Donor Register(DonorDetails details, string unitPath, string by, TimeProvider clock)
    {
        var donor = new Donor
        {
            Id = Uuid7.New(clock),
            UnitPath = unitPath,
            RegisteredAt = clock.GetUtcNow(),
            RegisteredBy = by,
            Version = 1,
        };
        donor.Set(details);
        donor.IdentityKey = details.IdentityKey;

        return donor;
    }

    /// <summary>A donor as read for a gift: only what the gift's row and near matches need.</summary>
    public static Donor Known(
        Guid id, string? identityKey, string nameKey, string name, DonorKind kind, string? taxCode, string? phone,
        string unitPath, Guid? mergedInto) => new()
        {
            Id = id,
            IdentityKey = identityKey,
            NameKey = nameKey,
            Name = name,
            Kind = kind,
            TaxCode = taxCode,
            Phone = phone,
            UnitPath = unitPath,
            MergedInto = mergedInto,
        };

    /// <summary>Takes the tax code that came with a gift; from then on no gift with another one is this donor's.</summary>
    public void LearnTaxCode(string taxCode)
    {
        TaxCode = taxCode;
        IdentityKey = IdentityKey is null ? null : DonorDetails.IdentityOf(taxCode, NameKey);
        Version++;
    }

    /// <summary>Registers beside a donor with the same identity: both stand until an officer merges them.</summary>
    public void StandBeside() => IdentityKey = null;

    /// <summary>
    /// Goes up in another donor. The identity is given up, so that the kept one may be corrected to it; gifts find the kept one
    /// by this row's tax code and name.
    /// </summary>
    public void MergeInto(Donor kept)
    {
        FundRules.DonorMerged.Require(MergedInto is null && kept.MergedInto is null);
        FundRules.MergeWithItself.Require(kept.Id != Id);
        FundRules.MergeOtherUnit.Require(kept.UnitPath == UnitPath);
        MergedInto = kept.Id;
        IdentityKey = null;
        Version++;
        kept.Version++;
    }

    /// <summary>Stands on its own again, with the identity that it had unless it never had one.</summary>
    public void Part(Donor kept, bool hadIdentity)
    {
        MergedInto = null;
        IdentityKey = hadIdentity ? DonorDetails.IdentityOf(TaxCode, NameKey) : null;
        Version++;
        kept.Version++;
    }

    public void Correct(DonorDetails details)
    {
        FundRules.DonorMerged.Require(MergedInto is null);
        Set(details);
        IdentityKey = IdentityKey is null ? null : details.IdentityKey;
        Version++;
    }

    private void Set(DonorDetails details)
    {
        Name = details.Name;
        Kind = details.Kind;
        TaxCode = details.TaxCode;
        Phone = details.Phone;
        Address = details.Address;
        Email = details.Email;
        Note = details.Note;
        SearchKey = VietnameseText.SearchKey(details.Name);
        NearKey = VietnameseText.NearNameKey(details.Name);
        PhoneKey = details.PhoneKey;
        NameKey = details.NameKey;
    }
}

/// <summary>What is known of a giver, normalised: NFC text, tax code with its dash removed, phone as digits for comparing.</summary>
internal sealed record DonorDetails
{
    public required string Name { get; init; }
    public required DonorKind Kind { get; init; }
    public string? TaxCode { get; init; }
    public string? Phone { get; init; }
    public string? Address { get; init; }
    public string? Email { get; init; }
    public string? Note { get; init; }

    public string? PhoneKey => DigitsOf(Phone);

    public string NameKey => $"{VietnameseText.EqualityKey(Name)}|{EnumText.Of(Kind)}|{PhoneKey}";

    public string IdentityKey => IdentityOf(TaxCode, NameKey);

    public static string IdentityOf(string? taxCode, string nameKey) =>
        taxCode is not null ? $"tax:{taxCode}" : $"name:{nameKey}";

    public static DonorDetails Of(DonorKind kind, string? name, string? taxCode, string? phone,
        string? address = null, string? email = null, string? note = null)
    {
        var normalised = Clean(name);

        return new DonorDetails
        {
            Name = normalised ?? (kind is DonorKind.Anonymous ? Donor.AnonymousName : ""),
            Kind = kind,
            TaxCode = Clean(taxCode)?.Replace("-", "", StringComparison.Ordinal),
            Phone = Clean(phone),
            Address = Clean(address),
            Email = Clean(email),
            Note = Clean(note),
        };
    }

    /// <summary>NFC, trimmed, spaces folded; null when nothing is left.</summary>
    public static string? Clean(string? text)
    {
        var normalised = VietnameseText.Normalise(text);

        return normalised.Length == 0 ? null : normalised;
    }

    /// <summary>Digits only, with +84 and 84 read as the leading 0 (conventions.md §4).</summary>
    private static string? DigitsOf(string? phone)
    {
        if (phone is null)
        {
            return null;
        }

        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        if (digits.StartsWith("84", StringComparison.Ordinal) && digits.Length is 11 or 12)
        {
            digits = "0" + digits[2..];
        }

        return digits.Length == 0 ? null : digits;
    }
}

internal sealed class DonorConfiguration : IEntityTypeConfiguration<Donor>
{
    public void Configure(EntityTypeBuilder<Donor> builder)
    {
        builder.HasKey(donor => donor.Id);
        builder.Property(donor => donor.Id).ValueGeneratedNever();
        builder.Property(donor => donor.Name).HasMaxLength(300);
        builder.Property(donor => donor.Version).IsConcurrencyToken();
        builder.HasIndex(donor => new { donor.IdentityKey, donor.UnitPath }).IsUnique();
        builder.HasIndex(donor => donor.NameKey);
        builder.HasIndex(donor => donor.MergedInto).HasFilter("merged_into is not null");
        builder.HasOne<Donor>().WithMany().HasForeignKey(donor => donor.MergedInto).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(donor => new { donor.SearchKey, donor.Id });
        builder.HasIndex(donor => donor.NearKey);
        builder.HasIndex(donor => donor.PhoneKey).HasFilter("phone_key is not null");
        builder.HasIndex(donor => donor.TaxCode).HasFilter("tax_code is not null");
        builder.Property<NpgsqlTypes.NpgsqlTsVector>("SearchVector")
            .HasComputedColumnSql("to_tsvector('simple', search_key)", stored: true);
        builder.HasIndex("SearchVector").HasMethod("gin");
    }
}
