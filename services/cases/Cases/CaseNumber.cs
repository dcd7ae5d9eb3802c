using System.Globalization;
using ChildPlatform.Cases.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Cases;

/// <summary>The last case number of a year. Its row is locked until the intake commits, so numbers have no gap.</summary>
internal sealed class CaseCounter
{
    public int Year { get; private set; }
    public int LastNumber { get; private set; }
}

internal static class CaseNumber
{
    /// <summary>The next number of a year: "VV-2024-00045".</summary>
    public static async Task<string> TakeCaseNumber(this CasesDbContext db, int year, CancellationToken ct)
    {
        var number = (await db.Database.SqlQuery<int>($"""
            insert into case_counters as counter (year, last_number) values ({year}, 1)
            on conflict (year) do update set last_number = counter.last_number + 1
            returning last_number as "Value"
            """).ToListAsync(ct)).Single();

        return string.Create(CultureInfo.InvariantCulture, $"VV-{year:0000}-{number:00000}");
    }
}

internal sealed class CaseCounterConfiguration : IEntityTypeConfiguration<CaseCounter>
{
    public void Configure(EntityTypeBuilder<CaseCounter> builder)
    {
        builder.ToTable("case_counters");
        builder.HasKey(counter => counter.Year);
        builder.Property(counter => counter.Year).ValueGeneratedNever();
    }
}
