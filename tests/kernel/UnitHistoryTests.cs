using ChildPlatform.Contracts.Identity;
using ChildPlatform.ReferenceData;

namespace ChildPlatform.Kernel.Tests;

/// <summary>The units that every service starts with agree with domain/geography.md.</summary>
public class UnitHistoryTests
{
    private static readonly IReadOnlyCollection<UnitVersion> _units = UnitHistory.Read().Units;

    [Theory]
    [InlineData("2024-06-01", 18, 241)]
    [InlineData("2024-12-31", 18, 241)]
    [InlineData("2025-01-01", 17, 233)]
    public void Districts_and_communes_of_a_day(string day, int districts, int communes)
    {
        var valid = ValidOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(districts, valid.Count(unit => unit.Level is UnitLevel.District));
        Assert.Equal(communes, valid.Count(unit => unit.Level is UnitLevel.Commune));
        Assert.Single(valid, unit => unit.Level is UnitLevel.Province);
        Assert.Equal(valid.Count, valid.Select(unit => unit.Code).Distinct().Count());
    }

    [Fact]
    public void Code_given_again_is_another_unit()
    {
        var queTan = _units.Where(unit => unit.Code == "20758").OrderBy(unit => unit.ValidFrom).ToList();

        Assert.Equal(["Xã Hiệp Hòa", "Xã Quế Tân"], queTan.Select(unit => unit.Name));
        Assert.Equal(new DateOnly(2024, 12, 31), queTan[0].ValidTo);
        Assert.Equal(UnitId.For("20758", new DateOnly(2025, 1, 1)), queTan[1].Id);
    }

    [Fact]
    public void Moved_commune_hangs_below_its_new_district()
    {
        var trungPhuoc = ValidOn(new DateOnly(2025, 1, 1)).Single(unit => unit.Code == "20656");

        Assert.Equal(UnitId.For("509", new DateOnly(2024, 1, 1)), trungPhuoc.ParentId);
        Assert.EndsWith($"{trungPhuoc.ParentId:N}/{trungPhuoc.Id:N}/", trungPhuoc.Path, StringComparison.Ordinal);
    }

    private static List<UnitVersion> ValidOn(DateOnly day) =>
        [.. _units.Where(unit => unit.IsValidOn(day))];
}
