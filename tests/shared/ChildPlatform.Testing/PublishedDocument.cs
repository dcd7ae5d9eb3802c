using System.Text.Json;

namespace ChildPlatform.Testing;

/// <summary>What a reader may expect of a published OpenAPI document.</summary>
public static class PublishedDocument
{
    /// <summary>Everything that a reader would miss, as "GET /path: what"; empty for a good document.</summary>
    public static IReadOnlyList<string> Gaps(JsonElement document)
    {
        var gaps = new List<string>();
        foreach (var path in document.GetProperty("paths").EnumerateObject().Where(p => p.Name.StartsWith("/api/v1/", StringComparison.Ordinal)))
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                gaps.AddRange(OfOperation(operation.Value).Select(gap => $"{operation.Name.ToUpperInvariant()} {path.Name}: {gap}"));
            }
        }

        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            gaps.AddRange(Members(schema.Value).Where(m => SaysNothing(m.Value)).Select(m => $"{schema.Name}.{m.Name} has no type"));
        }

        return gaps;
    }

    private static IEnumerable<string> OfOperation(JsonElement operation)
    {
        if (IsBlank(operation, "summary"))
        {
            yield return "no summary";
        }

        if (IsBlank(operation, "description"))
        {
            yield return "no description";
        }

        var parameters = operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().ToList() : [];
        foreach (var parameter in parameters)
        {
            var name = parameter.GetProperty("name").GetString()!;
            if (!parameter.TryGetProperty("schema", out var schema) || SaysNothing(schema))
            {
                yield return $"parameter {name} has no type";
            }

            if (IsBlank(parameter, "description"))
            {
                yield return $"parameter {name} has no description";
            }

            if (!char.IsAsciiLetterLower(name[0]) && parameter.GetProperty("in").GetString() == "query")
            {
                yield return $"parameter {name} is not written as the API writes names";
            }
        }

        var refusals = operation.GetProperty("responses").EnumerateObject().Where(r => r.Name[0] is '4' or '5').ToList();
        if (!refusals.Any(r => r.Name == "503"))
        {
            yield return "no 503";
        }

        foreach (var refusal in refusals.Where(r => !r.Value.TryGetProperty("content", out var content)
            || !content.TryGetProperty("application/problem+json", out var problem)
            || problem.GetProperty("schema").GetProperty("$ref").GetString() != "#/components/schemas/Problem"))
        {
            yield return $"{refusal.Name} is no problem document";
        }
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default;

    private static bool SaysNothing(JsonElement schema) =>
        !schema.EnumerateObject().Any(p => p.Name is "type" or "$ref" or "oneOf" or "anyOf" or "allOf" or "enum" or "const");

    private static bool IsBlank(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var text) || string.IsNullOrWhiteSpace(text.GetString());
}
