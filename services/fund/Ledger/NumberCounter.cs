using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Ledger;

/// <summary>
/// The last number given in a book and year. Its row is locked by whoever takes a number and the number is given only if that
/// transaction commits, so books have no gap (PT receipts, PC payments; DN requests, CK pledges).
/// </summary>
internal sealed class NumberCounter
{
    public const string Receipts = "PT";
    public const string Payments = "PC";
    public const string Requests = "DN";
    public const string Pledges = "CK";

    private NumberCounter()
    {
    }

    public NumberCounter(string book, int year)
    {
        Book = book;
        Year = year;
    }

    public string Book { get; private set; } = "";
    public int Year { get; private set; }
    public long LastNumber { get; private set; }

    /// <summary>A counter as read under its lock by plain SQL.</summary>
    public static NumberCounter Read(string book, int year, long lastNumber) => new(book, year) { LastNumber = lastNumber };

    /// <summary>The next number: "PT-2024-000123".</summary>
    public string Take() => Format(Book, Year, ++LastNumber);

    public static string Format(string book, int year, long number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{book}-{year:0000}-{number:000000}");
}

internal sealed class NumberCounterConfiguration : IEntityTypeConfiguration<NumberCounter>
{
    public void Configure(EntityTypeBuilder<NumberCounter> builder)
    {
        builder.HasKey(counter => new { counter.Book, counter.Year });
        builder.Property(counter => counter.Book).HasMaxLength(4);
    }
}
