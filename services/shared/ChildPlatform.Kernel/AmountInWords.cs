using System.Text;

namespace ChildPlatform.Kernel;

/// <summary>How a region says numbers. One document keeps one style from top to bottom.</summary>
/// <param name="EmptyTens">Word for an empty tens place: "linh" or "lẻ".</param>
/// <param name="Thousand">"nghìn" or "ngàn".</param>
/// <param name="FourAfterTens">Four after twenty and above: "tư" or "bốn".</param>
/// <param name="EvenEnding">Whether "chẵn" closes the sentence.</param>
public sealed record AmountStyle(
    string EmptyTens = "linh", string Thousand = "nghìn", string FourAfterTens = "tư", bool EvenEnding = false)
{
    /// <summary>linh, nghìn, tư: what documents of state bodies write.</summary>
    public static readonly AmountStyle Standard = new();

    /// <summary>lẻ, ngàn, bốn: usual in central and southern provinces.</summary>
    public static readonly AmountStyle Central = new("lẻ", "ngàn", "bốn");
}

/// <summary>Amounts in words, which the accounting law asks of every cash voucher next to the figures.</summary>
public static class AmountInWords
{
    private const long Billion = 1_000_000_000;

    private static readonly string[] Digits =
        ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

    /// <summary>"Mười hai triệu ba trăm bốn mươi lăm nghìn đồng".</summary>
    /// <param name="amount">Đồng, from 0 to 9,007,199,254,740,991.</param>
    /// <param name="style">Regional words; <see cref="AmountStyle.Standard"/> when null.</param>
    public static string Of(long amount, AmountStyle? style = null)
    {
        style ??= AmountStyle.Standard;

        return Number(amount, style) + (style.EvenEnding ? " đồng chẵn" : " đồng");
    }

    /// <inheritdoc cref="Of(long, AmountStyle?)"/>
    public static string Of(Vnd amount, AmountStyle? style = null) => Of(amount.Amount, style);

    /// <summary>The number alone, first letter capital: "Hai mươi mốt".</summary>
    public static string Number(long number, AmountStyle? style = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Vnd.MaxInput);

        var words = new List<string>();
        Append(words, number, leading: true, style ?? AmountStyle.Standard);
        var text = new StringBuilder().AppendJoin(' ', words.Count == 0 ? ["không"] : words);
        text[0] = char.ToUpperInvariant(text[0]);

        return text.ToString();
    }

    // Above a thousand million the names start again: 9.007.199 tỷ is "chín triệu … nghìn … tỷ".
    private static void Append(List<string> words, long number, bool leading, AmountStyle style)
    {
        if (number >= Billion)
        {
            Append(words, number / Billion, leading, style);
            words.Add("tỷ");
            leading = false;
            number %= Billion;
        }

        leading = AppendGroup(words, (int)(number / 1_000_000), "triệu", leading, style);
        leading = AppendGroup(words, (int)(number / 1_000 % 1_000), style.Thousand, leading, style);
        AppendGroup(words, (int)(number % 1_000), "", leading, style);
    }

    // A group of three figures. Zeros are spoken in every group but the first: 1.015.000 has "không trăm mười lăm nghìn".
    private static bool AppendGroup(List<string> words, int group, string name, bool leading, AmountStyle style)
    {
        if (group == 0)
        {
            return leading;
        }

        var (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
        if (hundreds > 0 || !leading)
        {
            words.Add(Digits[hundreds]);
            words.Add("trăm");
        }

        if (tens == 0 && ones > 0 && (hundreds > 0 || !leading))
        {
            words.Add(style.EmptyTens);
        }
        else if (tens == 1)
        {
            words.Add("mười");
        }
        else if (tens > 1)
        {
            words.Add(Digits[tens]);
            words.Add("mươi");
        }

        if (ones > 0)
        {
            words.Add((tens, ones) switch
            {
                ( > 1, 1) => "mốt",
                ( > 1, 4) => style.FourAfterTens,
                ( > 0, 5) => "lăm",
                _ => Digits[ones],
            });
        }

        if (name.Length > 0)
        {
            words.Add(name);
        }

        return false;
    }
}
