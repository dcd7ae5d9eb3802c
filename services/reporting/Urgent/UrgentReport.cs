using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Urgent;

/// <summary>One page about a case (VI.2), joined to it by its number alone: nothing here says who the child is.</summary>
internal sealed class UrgentReport : IHasUnitPath
{
    private UrgentReport()
    {
    }

    public Guid Id { get; private set; }

    public string CaseNumber { get; private set; } = "";

    public UrgentSubject Subject { get; private set; }

    public string UnitCode { get; private set; } = "";

    public string UnitName { get; private set; } = "";

    public string UnitPath { get; private set; } = "";

    public DateOnly OccurredOn { get; private set; }

    public int Children { get; private set; }

    public string Measures { get; private set; } = "";

    public string? Requests { get; private set; }

    public string? Agency { get; private set; }

    public string SentBy { get; private set; } = "";

    public string SentByName { get; private set; } = "";

    public DateTimeOffset SentAt { get; private set; }

    public string? SeenByName { get; private set; }

    public DateTimeOffset? SeenAt { get; private set; }

    public int Version { get; private set; }

    public static UrgentReport Send(UrgentReportRequest said, string unitName, string unitPath, CurrentUser by, TimeProvider clock)
    {
        if (said.OccurredOn > VietnamTime.Today(clock))
        {
            throw new InvalidInputException("/occurredOn", "date-in-future");
        }

        return new UrgentReport
        {
            Id = Uuid7.New(clock),
            CaseNumber = said.CaseNumber!,
            Subject = said.Subject!.Value,
            UnitCode = said.UnitCode!,
            UnitName = unitName,
            UnitPath = unitPath,
            OccurredOn = said.OccurredOn!.Value,
            Children = said.Children!.Value,
            Measures = said.Measures!.Trim(),
            Requests = string.IsNullOrWhiteSpace(said.Requests) ? null : said.Requests.Trim(),
            Agency = by.Agency,
            SentBy = by.Id,
            SentByName = by.Name,
            SentAt = clock.GetUtcNow(),
            Version = 1,
        };
    }

    /// <summary>Somebody of the coordinating office has read it; the first one stays named.</summary>
    public void See(CurrentUser by, DateTimeOffset now)
    {
        if (SeenAt is null)
        {
            (SeenByName, SeenAt) = (by.Name, now);
            Version++;
        }
    }
}

internal sealed class UrgentReportConfiguration : IEntityTypeConfiguration<UrgentReport>
{
    public void Configure(EntityTypeBuilder<UrgentReport> builder)
    {
        builder.ToTable("urgent_reports");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.SeenAt);
        builder.Property(r => r.CaseNumber).HasMaxLength(20);
        builder.Property(r => r.UnitCode).HasMaxLength(10);
        builder.Property(r => r.Version).IsConcurrencyToken();
    }
}
