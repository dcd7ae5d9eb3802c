using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ChildPlatform.Kernel;

namespace ChildPlatform.ServiceDefaults.Http;

/// <summary>JSON as the API speaks it. Strict in what it reads: what a caller misspells is told, not dropped.</summary>
public static class ApiJson
{
    /// <summary>Where an exception about an item of a list keeps the list's name and the position in it.</summary>
    internal const string ItemPlace = "item";

    /// <summary>The options of the HTTP API, for code outside the request pipeline.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Brings the given options to the API's conventions.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // Never put into HTML: answered as JSON with nosniff.
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new TextConverter());
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(RequireParameters)
            .WithAddedModifier(RefuseNullItems);
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>
    /// A positional record's parameter that is neither nullable nor has a default must be there: otherwise a missing
    /// <c>name</c> would reach the handler as null in spite of its type.
    /// </summary>
    private static void RequireParameters(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            // Without a setter (an anonymous type, say) a property cannot be read anyway.
            if (property is { Set: not null, AssociatedParameter: { HasDefaultValue: false, IsNullable: false } parameter }
                && Nullable.GetUnderlyingType(parameter.ParameterType) is null)
            {
                property.IsRequired = true;
            }
        }
    }

    /// <summary>
    /// A list of things has no null among them. The framework minds a member's own annotation, but not that of a list's items: such a
    /// null would reach the handler, or even a stored row, in spite of its type.
    /// </summary>
    private static void RefuseNullItems(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property is { Set: { } set, AttributeProvider: PropertyInfo member } && HasItemsWithoutNull(member))
            {
                property.Set = (target, value) =>
                {
                    RequireItems(property.Name, value);
                    set(target, value);
                };
            }
        }
    }

    private static bool HasItemsWithoutNull(PropertyInfo member)
    {
        var items = new NullabilityInfoContext().Create(member);
        var item = items.ElementType ?? (items.GenericTypeArguments is [var only] ? only : null);

        return typeof(IEnumerable).IsAssignableFrom(member.PropertyType) && item is { ReadState: NullabilityState.NotNull }
            && !item.Type.IsValueType;
    }

    private static void RequireItems(string name, object? value)
    {
        var position = 0;
        foreach (var item in value as IEnumerable ?? Array.Empty<object>())
        {
            if (item is null)
            {
                throw new JsonException("required") { Data = { [ItemPlace] = (name, position) } };
            }

            position++;
        }
    }
}

/// <summary>Instants: RFC 3339 with a zone in (kept as UTC, which is what the database takes), Vietnamese time out.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("wrong-type");
        }

        var text = reader.GetString();
        // Without a zone the instant would silently mean the server's own.
        if (text is null || !HasZone(text) || !reader.TryGetDateTimeOffset(out var instant))
        {
            throw new JsonException("invalid-instant");
        }

        return instant.ToUniversalTime();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[40];
        VietnamTime.ToLocal(value).TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    private static bool HasZone(string text) =>
        text.EndsWith('Z') || text.EndsWith('z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':' && text.Contains('T'));
}

/// <summary>Text without NUL, which PostgreSQL cannot store: told with its pointer instead of failing at the save.</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("wrong-type");
        }

        var text = reader.GetString();
        return text is not null && text.Contains('\0') ? throw new JsonException("invalid-value") : text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);
}
