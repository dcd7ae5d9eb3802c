using ChildPlatform.Contracts.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.ReferenceData.Copies;

/// <summary>
/// A service's own copy of one version of an administrative unit, kept up to date by identity's messages. A code alone is not an
/// identity: it is looked up together with a day.
/// </summary>
public sealed class Unit
{
    private Unit()
    {
    }

    /// <summary>Made from code and first day, the same in every service.</summary>
    public Guid Id { get; private set; }
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public UnitLevel Level { get; private set; }
    public Guid? ParentId { get; private set; }

    /// <summary>Ids from the province down in "N" format, each followed by a slash.</summary>
    public string Path { get; private set; } = "";
    public DateOnly ValidFrom { get; private set; }

    /// <summary>Last day of validity; null while in force.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>Version of identity's newest word about it.</summary>
    public int Version { get; private set; }

    public static Unit From(UnitVersion version) => new()
    {
        Id = version.Id,
        Code = version.Code,
        Name = version.Name,
        Level = version.Level,
        ParentId = version.ParentId,
        Path = version.Path,
        ValidFrom = version.ValidFrom,
        ValidTo = version.ValidTo,
        Version = 1,
    };

    public static Unit From(UnitChanged message)
    {
        var unit = new Unit { Id = message.UnitId };
        unit.Take(message);

        return unit;
    }

    /// <summary>Replaces everything but the id by what identity says, unless that is older than what is known.</summary>
    public void Take(UnitChanged message)
    {
        if (message.Version <= Version)
        {
            return;
        }

        Version = message.Version;
        Code = message.Code;
        Name = message.Name;
        Level = message.Level;
        ParentId = message.ParentId;
        Path = message.Path;
        ValidFrom = message.ValidFrom;
        ValidTo = message.ValidTo;
    }
}

/// <summary>A service's copy of units: its table, and looking them up.</summary>
public static class UnitCopy
{
    /// <summary>The table of a service's copy of units.</summary>
    public static void AddUnits(this ModelBuilder model) => model.Entity<Unit>(units =>
    {
        units.ToTable("units");
        units.HasKey(unit => unit.Id);
        units.Property(unit => unit.Id).ValueGeneratedNever();
        units.Property(unit => unit.Code).HasMaxLength(10);
        units.Property(unit => unit.Name).HasMaxLength(200);
        units.Property(unit => unit.Path).HasMaxLength(200);
        units.HasIndex(unit => new { unit.Code, unit.ValidFrom }).IsUnique();
    });

    /// <summary>The units with these codes as they are valid on a day, by code; a code that is not valid then is missing.</summary>
    public static async Task<IReadOnlyDictionary<string, Unit>> UnitsOn(
        this DbContext db, IReadOnlyCollection<string> codes, DateOnly day, CancellationToken ct)
    {
        var units = await db.Set<Unit>().AsNoTracking()
            .Where(unit => codes.Contains(unit.Code) && unit.ValidFrom <= day && (unit.ValidTo == null || unit.ValidTo >= day))
            .ToListAsync(ct);

        // Two versions on one day would be a mistake of the catalogue; the newer one wins rather than an error at the counter.
        return units.GroupBy(unit => unit.Code).ToDictionary(versions => versions.Key, versions => versions.MaxBy(u => u.ValidFrom)!);
    }
}
