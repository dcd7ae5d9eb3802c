using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Events.Data;

/// <summary>
/// The last number given in a book and year (SK events, CT programmes). Its row is locked until the taker commits, so numbers have
/// no gap.
/// </summary>
internal sealed class NumberCounter
{
    public const string Events = "SK";
    public const string Programmes = "CT";

    public string Book { get; private set; } = "";
    public int Year { get; private set; }
    public int LastNumber { get; private set; }
}

internal static class Numbers
{
    /// <summary>The next numbers of a year, as many as asked, in one statement: "SK-2024-00012" and on.</summary>
    public static async Task<IReadOnlyList<string>> TakeNumbers(
        this EventsDbContext db, string book, int year, int count, CancellationToken ct)
    {
        var last = (await db.Database.SqlQuery<int>($"""
            insert into number_counters as counter (book, year, last_number) values ({book}, {year}, {count})
            on conflict (book, year) do update set last_number = counter.last_number + {count}
            returning last_number as "Value"
            """).ToListAsync(ct)).Single();

        return
        [
            .. Enumerable.Range(last - count + 1, count)
                .Select(number => string.Create(CultureInfo.InvariantCulture, $"{book}-{year:0000}-{number:00000}")),
        ];
    }
}

internal sealed class NumberCounterConfiguration : IEntityTypeConfiguration<NumberCounter>
{
    public void Configure(EntityTypeBuilder<NumberCounter> builder)
    {
        builder.ToTable("number_counters");
        builder.HasKey(counter => new { counter.Book, counter.Year });
        builder.Property(counter => counter.Book).HasMaxLength(4);
    }
}
