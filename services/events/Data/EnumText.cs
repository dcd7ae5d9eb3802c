using System.Text.Json;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Events.Data;

/// <summary>Enums in plain SQL, as the model stores them: lower-kebab text.</summary>
internal static class EnumText
{
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.ToText[value];

    public static T Parse<T>(string text) where T : struct, Enum => Names<T>.FromText[text];

    /// <summary>A word of a query parameter: null when it is absent, 422 with its pointer when nothing is called so.</summary>
    public static T? Parse<T>(string? word, string pointer) where T : struct, Enum =>
        string.IsNullOrWhiteSpace(word) ? null
        : Names<T>.FromText.TryGetValue(word, out var value) ? value
        : throw new InvalidInputException(pointer, "invalid-value");

    /// <summary>Whether a word of a query parameter means something; an absent one does.</summary>
    public static bool Knows<T>(string? word) where T : struct, Enum =>
        string.IsNullOrWhiteSpace(word) || Names<T>.FromText.ContainsKey(word);

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ToText =
            Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> FromText = ToText.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}
