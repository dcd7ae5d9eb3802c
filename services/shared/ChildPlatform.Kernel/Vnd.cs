using System.Globalization;

namespace ChildPlatform.Kernel;

/// <summary>
/// Whole đồng, never negative: the direction of money is the name of the operation, not a sign.
/// The đồng has no minor unit (ISO 4217 exponent 0), so no fraction can exist.
/// </summary>
/// <param name="Amount">Đồng, 0 or more.</param>
public readonly record struct Vnd(long Amount) : IComparable<Vnd>
{
    /// <summary>Largest amount that may enter through the API: what a JSON number carries exactly (2^53 - 1).</summary>
    public const long MaxInput = 9_007_199_254_740_991;

    private static readonly NumberFormatInfo Dots = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    /// <summary>No money.</summary>
    public static readonly Vnd Zero;

    public long Amount { get; } = Amount >= 0
        ? Amount
        : throw new ArgumentOutOfRangeException(nameof(Amount), Amount, "An amount of money is never negative.");

    public bool IsZero => Amount == 0;

    /// <summary>Figures with a dot after thousands, as the accounting law writes them: "5.000.000.000".</summary>
    public string Figures => Group(Amount);

    /// <summary>Any whole number with a dot after thousands; a difference may be negative.</summary>
    public static string Group(long number) => number.ToString("#,##0", Dots);

    public static Vnd operator +(Vnd left, Vnd right) => new(checked(left.Amount + right.Amount));

    /// <exception cref="ArgumentOutOfRangeException">The result would be negative.</exception>
    public static Vnd operator -(Vnd left, Vnd right) => new(left.Amount - right.Amount);

    public static bool operator <(Vnd left, Vnd right) => left.Amount < right.Amount;

    public static bool operator >(Vnd left, Vnd right) => left.Amount > right.Amount;

    public static bool operator <=(Vnd left, Vnd right) => left.Amount <= right.Amount;

    public static bool operator >=(Vnd left, Vnd right) => left.Amount >= right.Amount;

    public static Vnd Min(Vnd left, Vnd right) => left <= right ? left : right;

    public static Vnd Max(Vnd left, Vnd right) => left >= right ? left : right;

    public int CompareTo(Vnd other) => Amount.CompareTo(other.Amount);

    /// <summary>"5.000.000.000 đồng".</summary>
    public override string ToString() => Figures + " đồng";
}
