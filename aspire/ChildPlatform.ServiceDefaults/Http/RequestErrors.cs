using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace ChildPlatform.ServiceDefaults.Http;

/// <summary>Turns what the framework says about an unreadable or wrong request into pointers and codes.</summary>
internal static partial class RequestErrors
{
    /// <summary>Answers a failed binding: 400, 413, 415 or 422.</summary>
    public static Task WriteAsync(HttpContext context, BadHttpRequestException exception)
    {
        if (exception.StatusCode is not 400)
        {
            return Problems.WriteAsync(context, Refusals.Of(exception.StatusCode));
        }

        if (exception.InnerException is JsonException json)
        {
            return FromJson(json, context) is { } errors
                ? Problems.WriteInvalidAsync(context, errors)
                : Problems.WriteAsync(context, Refusals.MalformedJson);
        }

        if (exception.InnerException is BadHttpRequestException inner)
        {
            return WriteAsync(context, inner);
        }

        if (exception.InnerException is InvalidDataException)
        {
            return Problems.WriteAsync(context, Refusals.BadRequest); // A broken multipart form.
        }

        if (BindFailure().Match(exception.Message) is { Success: true } bind)
        {
            return Problems.WriteInvalidAsync(context, [new FieldError("/" + JsonNamingPolicy.CamelCase.ConvertName(bind.Groups[1].Value), FieldRules.InvalidValue)]);
        }

        if (MissingParameter().Match(exception.Message) is { Success: true } missing)
        {
            return Problems.WriteInvalidAsync(context, [new FieldError("/" + JsonNamingPolicy.CamelCase.ConvertName(missing.Groups[1].Value), "required")]);
        }

        return Problems.WriteAsync(context, exception.Message.Contains("body", StringComparison.OrdinalIgnoreCase)
            ? Refusals.MalformedJson
            : Refusals.BadRequest);
    }

    /// <summary>The fields a JSON exception complains of; null when the text is no JSON at all.</summary>
    public static IReadOnlyList<FieldError>? FromJson(JsonException exception, HttpContext? context = null)
    {
        // The reader's own complaints (a brace missing, bad UTF-8, too deep) arrive wrapped; the converters' do not.
        if (exception.InnerException is JsonException)
        {
            return null;
        }

        var message = exception.Message;
        var pointer = PointerOfPath(exception.Path);
        if (Missing().Match(message) is { Success: true } missing)
        {
            var names = Quoted().Matches(missing.Groups[1].Value);
            return [.. names.Select(n => new FieldError(pointer + "/" + Escape(n.Groups[1].Value), "required"))];
        }

        if (Unmapped().Match(message) is { Success: true } unmapped)
        {
            var name = "/" + Escape(unmapped.Groups[1].Value);
            return [new FieldError(pointer.EndsWith(name, StringComparison.Ordinal) ? pointer : pointer + name, "unknown-member")];
        }

        if (Duplicate().Match(message) is { Success: true } duplicate)
        {
            var name = "/" + Escape(duplicate.Groups[1].Value);
            return [new FieldError(pointer.EndsWith(name, StringComparison.Ordinal) ? pointer : pointer + name, "duplicate-member")];
        }

        if (message.Contains("doesn't allow setting null values", StringComparison.Ordinal)
            || message.Contains("doesn't allow null values", StringComparison.Ordinal))
        {
            return [new FieldError(pointer, "required")];
        }

        if (exception.Data[ApiJson.ItemPlace] is (string list, int position))
        {
            // Whether the path names the list itself depends on how the record takes it.
            var name = "/" + Escape(list);
            return [new FieldError($"{(pointer.EndsWith(name, StringComparison.Ordinal) ? pointer : pointer + name)}/{position}", message)];
        }

        return [new FieldError(pointer, CodeOfConversion(message, TypeAt(context, exception.Path)))];
    }

    /// <summary>Validation's keys ("Donor.Name", "Items[0].Count") and messages (a code, if we wrote the annotation) as field errors.</summary>
    public static IReadOnlyList<FieldError> FromValidation(IDictionary<string, string[]> errors) =>
        [.. errors.SelectMany(e => e.Value.Distinct().Select(m => new FieldError(PointerOfMember(e.Key), CodeOfMessage(m))))];

    private static string CodeOfMessage(string message)
    {
        if (FieldRules.IsKnown(message) || Code().IsMatch(message))
        {
            return message;
        }

        // Annotations without a code of ours carry the framework's English sentence.
        return message switch
        {
            _ when message.EndsWith("is required.", StringComparison.Ordinal) => "required",
            _ when message.Contains("must be between", StringComparison.Ordinal) => "out-of-range",
            _ when message.Contains("maximum length", StringComparison.Ordinal) => "too-long",
            _ when message.Contains("minimum length", StringComparison.Ordinal) => "too-short",
            _ when message.Contains("regular expression", StringComparison.Ordinal) => "invalid-format",
            _ when message.Contains("e-mail", StringComparison.Ordinal) => "invalid-email",
            _ => FieldRules.InvalidValue,
        };
    }

    private static string CodeOfConversion(string message, Type? type)
    {
        if (FieldRules.IsKnown(message))
        {
            return message; // One of our own converters.
        }

        return type switch
        {
            _ when type == typeof(DateOnly) => "invalid-date",
            // A word that an enum does not know is a wrong value, not a wrong type.
            { IsEnum: true } => FieldRules.InvalidValue,
            _ when type == typeof(Guid) => FieldRules.InvalidValue,
            _ => "wrong-type",
        };
    }

    /// <summary>The type of the member that a path of the endpoint's request names; the exception itself only names the record.</summary>
    private static Type? TypeAt(HttpContext? context, string? path)
    {
        var type = context?.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        foreach (var part in PathPart().Matches(path ?? "").Cast<Match>())
        {
            if (type is null || ApiJson.Options.GetTypeInfo(type) is not { } info)
            {
                return null;
            }

            type = part.Groups["index"].Success
                ? info.ElementType
                : info.Properties.FirstOrDefault(p => p.Name == part.Groups["name"].Value)?.PropertyType ?? info.ElementType;
        }

        return type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
    }

    /// <summary>"$.items[0].name" → "/items/0/name".</summary>
    private static string PointerOfPath(string? path)
    {
        var pointer = new StringBuilder();
        foreach (var part in PathPart().Matches(path ?? "").Cast<Match>())
        {
            pointer.Append('/').Append(Escape(part.Groups["name"].Success ? part.Groups["name"].Value
                : part.Groups["quoted"].Success ? part.Groups["quoted"].Value : part.Groups["index"].Value));
        }

        return pointer.ToString();
    }

    /// <summary>"Donor.Name" → "/donor/name".</summary>
    private static string PointerOfMember(string key)
    {
        var pointer = new StringBuilder();
        foreach (var part in key.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
        {
            pointer.Append('/').Append(Escape(JsonNamingPolicy.CamelCase.ConvertName(part)));
        }

        return pointer.ToString();
    }

    private static string Escape(string part) =>
        part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    [GeneratedRegex("""^Failed to bind parameter "\S+ (\w+)" from""")]
    private static partial Regex BindFailure();

    [GeneratedRegex("""^Required parameter "\S+ (\w+)" was not provided from (?!body)""")]
    private static partial Regex MissingParameter();

    [GeneratedRegex("""missing required properties including: (.*)$""", RegexOptions.Singleline)]
    private static partial Regex Missing();

    [GeneratedRegex("""'([^']+)'""")]
    private static partial Regex Quoted();

    [GeneratedRegex("""^The JSON property '(.*)' could not be mapped""", RegexOptions.Singleline)]
    private static partial Regex Unmapped();

    [GeneratedRegex("""^Duplicate property '(.*)' encountered""", RegexOptions.Singleline)]
    private static partial Regex Duplicate();

    [GeneratedRegex("""^[a-z0-9]+(-[a-z0-9]+)+$""")]
    private static partial Regex Code();

    [GeneratedRegex("""\.(?<name>[^.\[\]]+)|\['(?<quoted>(?:[^'\\]|\\.)*)'\]|\[(?<index>\d+)\]""")]
    private static partial Regex PathPart();
}
