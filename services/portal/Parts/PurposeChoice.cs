using ChildPlatform.Contracts.Fund;

namespace ChildPlatform.Portal.Parts;

/// <summary>What an officer has chosen that money is for.</summary>
public sealed class PurposeChoice
{
    /// <summary>Stands among the programmes' codes, which have no dot.</summary>
    public const string AreaCode = ".area";
    public const string ChildCode = ".child";

    /// <summary>Code of a programme, or one of the two above; null for no restriction.</summary>
    public string? Code { get; set; }
    public string? Area { get; set; }
    public string? CaseNumber { get; set; }

    public Restriction ToRestriction() => Code switch
    {
        null or "" => new Restriction { Kind = RestrictionKind.None },
        AreaCode => new Restriction { Kind = RestrictionKind.Area, Area = Area },
        ChildCode => new Restriction { Kind = RestrictionKind.Child, CaseNumber = CaseNumber?.Trim() },
        _ => new Restriction { Kind = RestrictionKind.Programme, Programme = Code },
    };
}

/// <summary>A line of a gift as it is being typed.</summary>
public sealed class SplitLine
{
    public PurposeChoice Purpose { get; } = new();
    public long? Amount { get; set; }

    /// <summary>As typed; a comma stands before the fraction.</summary>
    public string? PercentText { get; set; }

    public decimal? Percent => decimal.TryParse(
        PercentText?.Trim().TrimEnd('%').Trim().Replace(',', '.'), System.Globalization.NumberStyles.AllowDecimalPoint,
        System.Globalization.CultureInfo.InvariantCulture, out var percent)
        ? percent
        : null;
}
