using ChildPlatform.Kernel;
using CsvHelper;

namespace ChildPlatform.ReferenceData;

/// <summary>A row of the public calendar: a day that the state made different from its neighbours.</summary>
/// <param name="Kind"><c>holiday</c>, <c>compensatory_off</c>, <c>swapped_off</c>, <c>makeup_workday</c>, or a word that only informs.</param>
/// <param name="Mark">How sure the row is: SRC, COMPUTED or RECALL.</param>
[CsvRecord]
public sealed partial record PublicDay(DateOnly Date, string Kind, string NameVi, string Mark);

/// <summary>The public calendar of 2024 to 2027 as the platform starts with it (domain/conventions.md §1).</summary>
public static class PublicCalendar
{
    /// <summary>Every row, those too that do not change what is worked.</summary>
    public static IReadOnlyList<PublicDay> Rows() => ReferenceFile.Read<PublicDay>("vn-public-calendar-2024-2027.csv");

    /// <summary>The days that differ from what the week makes of them.</summary>
    public static IReadOnlyDictionary<DateOnly, DayChange> Changes() =>
        (from row in Rows()
         let change = ChangeOf(row.Kind)
         where change is not null
         group change.Value by row.Date).ToDictionary(day => day.Key, day => day.Distinct().Single());

    /// <summary>What a kind of row means for work; null when it only informs, as an event or a holiday not yet decided does.</summary>
    public static DayChange? ChangeOf(string kind) => kind switch
    {
        "holiday" or "compensatory_off" or "swapped_off" => DayChange.Off,
        "makeup_workday" => DayChange.Working,
        _ => null,
    };
}
