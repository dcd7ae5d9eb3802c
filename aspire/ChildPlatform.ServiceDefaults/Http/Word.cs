using System.Collections.Frozen;
using System.Text.Json;

namespace ChildPlatform.ServiceDefaults.Http;

/// <summary>
/// A word of an enum in a query string, in lower-kebab as everywhere in the API. The framework's own binding would want the
/// name as C# writes it; an unknown word is 422 with its pointer.
/// </summary>
public readonly record struct Word<T>(T Value)
    where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> Words =
        Enum.GetValues<T>().ToFrozenDictionary(v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()), StringComparer.Ordinal);

#pragma warning disable CA1000 // Nobody calls it by name: parameter binding looks for this shape on the type itself.
    public static bool TryParse(string? text, IFormatProvider? provider, out Word<T> word)
    {
        _ = provider; // Part of the shape that parameter binding looks for.
        var known = Words.TryGetValue(text ?? "", out var value);
        word = new Word<T>(value);
        return known;
    }
#pragma warning restore CA1000
}

/// <summary>Values of enums in texts and details, written as everywhere in the API.</summary>
public static class Word
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

/// <summary>Tells the OpenAPI document which words a query parameter that is text knows. What it accepts, the handler decides.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class WordsAttribute : Attribute
{
    public WordsAttribute(params string[] words) => All = words;

    /// <summary>The words of an enum, as the API writes them.</summary>
    public WordsAttribute(Type words) => All = Of(words);

    public IReadOnlyList<string> All { get; }

    /// <summary>Several may be given, separated by commas.</summary>
    public bool Several { get; init; }

    internal static IReadOnlyList<string> Of(Type words) => [.. Enum.GetNames(words).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];
}
