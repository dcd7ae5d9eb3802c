using System.Text.Json;

namespace ChildPlatform.Fund.Data;

/// <summary>Enums in plain SQL, as the model stores them: lower-kebab text.</summary>
internal static class EnumText
{
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.ToText[value];

    public static T Parse<T>(string text) where T : struct, Enum => Names<T>.FromText[text];

    public static bool TryParse<T>(string text, out T value) where T : struct, Enum => Names<T>.FromText.TryGetValue(text, out value);

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ToText =
            Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> FromText = ToText.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}
