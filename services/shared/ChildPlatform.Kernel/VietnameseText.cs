using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ChildPlatform.Kernel;

/// <summary>
/// Vietnamese text is typed in two Unicode forms, two tone placements (oà, òa) and often without any mark. What is stored is
/// <see cref="Normalise"/>d; what is compared is a key made here, the same in every service.
/// </summary>
public static partial class VietnameseText
{
    /// <summary>NFC, trimmed, every run of white space one blank, characters that cannot be seen removed. Empty for null.</summary>
    public static string Normalise(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            if (char.IsWhiteSpace(c))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                }
            }
            else if (!IsInvisible(c))
            {
                folded.Append(c);
            }
        }

        if (folded.Length > 0 && folded[^1] == ' ')
        {
            folded.Length--;
        }

        // A letter and its mark may have stood apart only because of a character that cannot be seen.
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Two spellings are the same text when these are equal: NFC, lower case, spaces folded. Marks still count.</summary>
    public static string EqualityKey(string? text) => Normalise(text).ToLowerInvariant();

    /// <summary>
    /// For <c>q=</c> searches: lower case, no mark at all, đ is d, oà is òa, spaces folded. Applying it again changes nothing.
    /// </summary>
    public static string SearchKey(string? text)
    {
        var normal = Normalise(text);
        var plain = new StringBuilder(normal.Length);
        foreach (var c in normal.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                plain.Append(c switch
                {
                    'đ' or 'Đ' or 'ð' or 'Ð' => 'd', // Eth comes out of old fonts in place of đ.
                    '\u2018' or '\u2019' or '\u02BC' or '\u0060' or '\u00B4' => '\'', // Bh'nướch is typed with any of these.
                    '\u2013' or '\u2014' or '\u2010' or '\u2011' => '-',
                    _ => char.ToLowerInvariant(c),
                });
            }
        }

        return Normalise(plain.ToString());
    }

    /// <summary>
    /// For hints of duplicate donors: <see cref="SearchKey"/> with legal forms and their abbreviations folded and punctuation
    /// dropped, so that "Cty TNHH Hòa Bình" and "CÔNG TY TNHH HOÀ BÌNH" agree. A hint only: never merges by itself.
    /// </summary>
    public static string NearNameKey(string? name)
    {
        var key = $" {Normalise(NotLetterOrDigit().Replace(SearchKey(name), " "))} ";
        foreach (var (words, form) in LegalForms)
        {
            key = key.Replace($" {words} ", $" {form} ", StringComparison.Ordinal);
        }

        return key.Trim();
    }

    /// <summary>The given name, the last word: people are sorted and addressed by it.</summary>
    public static string GivenName(string? fullName)
    {
        var name = Normalise(fullName);

        return name[(name.LastIndexOf(' ') + 1)..];
    }

    // Longer phrases first, because a shorter one may be inside.
    private static readonly (string Words, string Form)[] LegalForms =
    [
        ("trach nhiem huu han", "tnhh"),
        ("mot thanh vien", "mtv"),
        ("1 thanh vien", "mtv"),
        ("hai thanh vien", "2tv"),
        ("2 thanh vien", "2tv"),
        ("uy ban nhan dan", "ubnd"),
        ("uy ban mat tran to quoc", "ubmttq"),
        ("ub mttq", "ubmttq"),
        ("doanh nghiep tu nhan", "dntn"),
        ("dn tu nhan", "dntn"),
        ("hop tac xa", "htx"),
        ("cong ty", "cty"),
        ("c ty", "cty"),
        ("cong doan co so", "cdcs"),
        ("tap doan", "td"),
        ("tong cty", "tct"),
        ("cty co phan", "ctcp"),
        ("cty cp", "ctcp"),
        ("ngan hang", "nh"),
        ("thuong mai", "tm"),
        ("dich vu", "dv"),
        ("san xuat", "sx"),
        ("xuat nhap khau", "xnk"),
        ("dau tu", "dt"),
        ("xay dung", "xd"),
        ("co phan", "cp"),
        ("chi nhanh", "cn"),
        ("tieu hoc", "th"),
        ("trung hoc co so", "thcs"),
        ("trung hoc pho thong", "thpt"),
        ("lien doan lao dong", "ldld"),
        ("lien hiep phu nu", "lhpn"),
    ];

    // Zero-width and directional characters come with text pasted from chats and web pages; a byte order mark from files.
    private static bool IsInvisible(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control;

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+")]
    private static partial Regex NotLetterOrDigit();
}
