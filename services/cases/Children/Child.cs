using System.Security.Cryptography;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Children;

/// <summary>Everything that says who a child is. Kept only sealed.</summary>
internal sealed record ChildIdentity
{
    public string? Name { get; init; }
    public DateOnly? BirthDate { get; init; }
    public int? EstimatedAge { get; init; }
    public string? Address { get; init; }
    public string? PersonalNumber { get; init; }
    public IReadOnlyList<PersonInput> Carers { get; init; } = [];

    /// <summary>Names of the members that differ; never a value.</summary>
    public IEnumerable<string> ChangedFrom(ChildIdentity before)
    {
        (string Member, bool Same)[] members =
        [
            ("name", Name == before.Name), ("birthDate", BirthDate == before.BirthDate), ("estimatedAge", EstimatedAge == before.EstimatedAge),
            ("address", Address == before.Address), ("personalNumber", PersonalNumber == before.PersonalNumber),
            ("carers", (Carers ?? []).SequenceEqual(before.Carers ?? [])),
        ];

        return members.Where(member => !member.Same).Select(member => member.Member);
    }

    /// <summary>Completed years on a day; the estimate where no birth date is known.</summary>
    public int? AgeOn(DateOnly day)
    {
        if (BirthDate is not { } born)
        {
            return EstimatedAge;
        }

        var years = day.Year - born.Year;

        return born.AddYears(years) > day ? years - 1 : years;
    }
}

/// <summary>
/// A child, a record of its own: one child may have several cases. Outside of this service only the random code is known, and only
/// this service can tell whose it is.
/// </summary>
internal sealed class Child
{
    // Without letters and figures that are mistaken for each other when read out.
    private const string CodeLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private Child()
    {
    }

    public Guid Id { get; private set; }
    public string Code { get; private set; } = "";
    public ChildSex Sex { get; private set; }

    /// <summary>0-5, 6-10, 11-15, 16+ or unknown, as of the last receipt.</summary>
    public string AgeGroup { get; private set; } = "unknown";
    public string? ResidenceUnitCode { get; private set; }
    public string? ResidencePath { get; private set; }

    /// <summary><see cref="ChildIdentity"/>, sealed.</summary>
    public byte[] Identity { get; private set; } = [];

    public static Child Register(Guid id) => new()
    {
        Id = id,
        Code = "TE-" + RandomNumberGenerator.GetString(CodeLetters, 10),
    };

    public static SealedPlace Place(Guid id) => new("children.identity", id);

    public void Describe(ChildSex sex, int? age, string? residenceCode, string? residencePath, byte[] identity)
    {
        Sex = sex;
        AgeGroup = age switch
        {
            null => "unknown",
            < 6 => "0-5",
            < 11 => "6-10",
            < 16 => "11-15",
            _ => "16+",
        };
        ResidenceUnitCode = residenceCode;
        ResidencePath = residencePath;
        Identity = identity;
    }
}

internal sealed class ChildConfiguration : IEntityTypeConfiguration<Child>
{
    public void Configure(EntityTypeBuilder<Child> builder)
    {
        builder.ToTable("children");
        builder.HasKey(child => child.Id);
        builder.Property(child => child.Id).ValueGeneratedNever();
        builder.Property(child => child.Code).HasMaxLength(20);
        builder.Property(child => child.AgeGroup).HasMaxLength(10);
        builder.Property(child => child.ResidenceUnitCode).HasMaxLength(10);
        builder.Property(child => child.ResidencePath).HasMaxLength(200);
        builder.HasIndex(child => child.Code).IsUnique();
    }
}
