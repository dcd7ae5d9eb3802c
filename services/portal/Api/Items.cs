using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChildPlatform.Portal.Api;

/// <summary>A short list, whether the API answers a bare array or <c>{ "items": [] }</c>.</summary>
[JsonConverter(typeof(ItemsConverterFactory))]
internal sealed class Items<T>(IEnumerable<T> items) : List<T>(items);

internal sealed class ItemsConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Items<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Items<T>>
    {
        public override Items<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.StartArray
                ? new Items<T>(JsonSerializer.Deserialize<List<T>>(ref reader, options) ?? [])
                : new Items<T>((JsonSerializer.Deserialize<Page<T>>(ref reader, options) ?? new Page<T>()).Items);

        public override void Write(Utf8JsonWriter writer, Items<T> value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Lists are only read.");
    }
}
