using System.Reflection;
using Microsoft.Extensions.Time.Testing;

namespace ChildPlatform.Kernel.Tests;

public sealed class IdentifierTests
{
    private static readonly DateOnly From2024 = new(2024, 1, 1);

    /// <summary>Ids of units are in tokens and databases of every service: this value may never change.</summary>
    [Fact]
    public void Unit_id_is_a_promise() =>
        Assert.Equal(Guid.Parse("018cc0d1-6e80-78a7-be21-a8c9f4e7fc97"), UnitId.For("20341", From2024));

    [Fact]
    public void Unit_id_is_a_version_7_uuid_of_the_first_day_of_validity()
    {
        var id = UnitId.For("20341", From2024);

        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        var milliseconds = Convert.ToInt64(id.ToString("N")[..12], 16);
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(7)), DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
    }

    [Fact]
    public void Same_code_with_another_validity_is_another_unit_and_text_counts()
    {
        Assert.NotEqual(UnitId.For("20341", From2024), UnitId.For("20341", new DateOnly(2025, 1, 1)));
        Assert.NotEqual(UnitId.For("49", From2024), UnitId.For("049", From2024));
        Assert.Throws<ArgumentOutOfRangeException>(() => UnitId.For("49", DateOnly.MinValue));
        Assert.Throws<ArgumentException>(() => UnitId.For(" ", From2024));
    }

    [Fact]
    public void All_units_of_the_province_have_their_own_id()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("units.csv")!;
        using var reader = new StreamReader(stream);
        var codes = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line[..line.IndexOf(',', StringComparison.Ordinal)]).ToList();

        Assert.Equal(241, codes.Count);
        Assert.Equal(codes.Count, codes.Select(code => UnitId.For(code, From2024)).Distinct().Count());
    }

    [Fact]
    public void New_ids_sort_by_the_clock_they_are_given()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2024, 5, 20, 0, 0, 0, TimeSpan.Zero));
        var first = Uuid7.New(clock);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = Uuid7.New(clock);

        Assert.True(string.CompareOrdinal(first.ToString(), second.ToString()) < 0);
        Assert.Equal(7, first.Version);
    }
}
