using ChildPlatform.Fund.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Programmes;

/// <summary>A figure that the fund decides by, as a row with validity: the law and the council change it, not the code.</summary>
internal sealed class FundSetting
{
    /// <summary>Above this amount (whole đồng) a disbursement needs the council's signature too.</summary>
    public const string SecondSignature = "second-signature-threshold";

    private FundSetting()
    {
    }

    public string Code { get; private set; } = "";
    public long Value { get; private set; }
    public DateOnly ValidFrom { get; private set; }
    public DateOnly? ValidTo { get; private set; }

    /// <summary>The document that says so, or DESIGN where none was found.</summary>
    public string Source { get; private set; } = "";

    public static FundSetting SecondSignatureThreshold(long value, DateOnly validFrom, string source) =>
        new() { Code = SecondSignature, Value = value, ValidFrom = validFrom, Source = source };

    /// <summary>Puts a new figure in force and ends this one the day before. Days that have a figure keep it.</summary>
    public FundSetting Succeed(long value, DateOnly validFrom, string source)
    {
        FundRules.SettingNotLater.Require(validFrom > ValidFrom);
        ValidTo = validFrom.AddDays(-1);

        return new FundSetting { Code = Code, Value = value, ValidFrom = validFrom, Source = source };
    }
}

internal static class FundSettingQueries
{
    /// <summary>The amount above which the second signature is needed on a day.</summary>
    public static async Task<long> SecondSignatureThreshold(this FundDbContext db, DateOnly day, CancellationToken ct) =>
        await db.FundSettings.AsNoTracking()
            .Where(setting => setting.Code == FundSetting.SecondSignature && setting.ValidFrom <= day
                && (setting.ValidTo == null || setting.ValidTo >= day))
            .OrderByDescending(setting => setting.ValidFrom)
            .Select(setting => (long?)setting.Value)
            .FirstOrDefaultAsync(ct)

        // A day without a figure is no reason to pay on one signature.
        ?? 0;
}

internal sealed class FundSettingConfiguration : IEntityTypeConfiguration<FundSetting>
{
    public void Configure(EntityTypeBuilder<FundSetting> builder)
    {
        builder.ToTable("fund_settings");
        builder.HasKey(setting => new { setting.Code, setting.ValidFrom });
        builder.Property(setting => setting.Code).HasMaxLength(60);
        builder.Property(setting => setting.Source).HasMaxLength(200);
    }
}
