using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ChildPlatform.Gateway;

/// <summary>
/// One OpenAPI document of all services: fetched in the background, merged, kept as bytes. A service that is away keeps
/// the paths it last showed.
/// </summary>
internal sealed partial class OpenApiDocument(Backends backends, string publicAddress, ILogger<OpenApiDocument> logger)
    : BackgroundService
{
    private static readonly TimeSpan WhileComplete = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WhileMissing = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<string, byte[]> _parts = [];
    private byte[] _document = [];
    private EntityTagHeaderValue _tag = new("\"\"");

    private bool IsComplete => _parts.Count == backends.All.Count(b => b.HasApi);

    /// <summary>The document, or 304 when the caller has this one already.</summary>
    public async Task<FileContentHttpResult> Get(CancellationToken cancel)
    {
        if (!IsComplete)
        {
            await RefreshAsync(cancel);
        }

        return TypedResults.Bytes(_document, "application/json; charset=utf-8", entityTag: _tag);
    }

    public override void Dispose()
    {
        _http.Dispose();
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RefreshAsync(stoppingToken);
                await Task.Delay(IsComplete ? WhileComplete : WhileMissing, stoppingToken);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task RefreshAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            var changed = false;
            foreach (var backend in backends.All.Where(b => b.HasApi))
            {
                changed |= await FetchAsync(backend, cancel);
            }

            if (changed || _document.Length == 0)
            {
                var parts = backends.All
                    .Where(b => _parts.ContainsKey(b.Name))
                    .Select(b => (b.Name, JsonNode.Parse(_parts[b.Name])!.AsObject()));
                _document = JsonSerializer.SerializeToUtf8Bytes(Merge(publicAddress, parts));
                _tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(_document).AsSpan(0, 12))}\"");
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<bool> FetchAsync(Backend backend, CancellationToken cancel)
    {
        try
        {
            var part = await _http.GetByteArrayAsync(new Uri(backend.Address, "/openapi/v1.json"), cancel);
            if (_parts.TryGetValue(backend.Name, out var known) && known.AsSpan().SequenceEqual(part))
            {
                return false;
            }

            using var _ = JsonDocument.Parse(part);
            _parts[backend.Name] = part;
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            LogMissing(logger, backend.Name, e.Message);
            return false;
        }
    }

    /// <summary>Adds each part to the base document; of two components with one name and different contents, the later is renamed.</summary>
    internal static JsonObject Merge(string publicAddress, IEnumerable<(string Service, JsonObject Document)> parts)
    {
        using var file = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("openapi-base.json")!;
        var merged = JsonNode.Parse(file)!.AsObject();
        var address = publicAddress.TrimEnd('/');
        merged["servers"] = new JsonArray(new JsonObject { ["url"] = address });
        merged["components"]!["securitySchemes"]!["oauth2"]!["flows"]!["clientCredentials"]!["tokenUrl"] = $"{address}/connect/token";

        var operationIds = new HashSet<string>();
        var tags = new HashSet<string>();
        foreach (var (service, document) in parts)
        {
            AddComponents(merged, service, document);
            AddPaths(merged, service, document, operationIds);
            AddTags(merged, document, tags);
        }

        return merged;
    }

    private static void AddComponents(JsonObject merged, string service, JsonObject document)
    {
        var all = merged["components"]!.AsObject();
        var own = (document["components"] as JsonObject ?? [])
            .Where(section => section.Key != "securitySchemes" && section.Value is JsonObject)
            .SelectMany(section => section.Value!.AsObject().Select(c => (Section: section.Key, Name: c.Key, Value: c.Value!)))
            .ToList();

        // A component that looks the same but points to one that differs is another component too.
        var renamed = new Dictionary<string, string>();
        int before;
        do
        {
            before = renamed.Count;
            foreach (var (section, name, value) in own)
            {
                if (all[section]?[name] is { } other && !renamed.ContainsKey(Reference(section, name))
                    && (!JsonNode.DeepEquals(other, value) || References(value).Any(renamed.ContainsKey)))
                {
                    renamed[Reference(section, name)] = Reference(section, $"{Capitalised(service)}{name}");
                }
            }
        }
        while (renamed.Count > before);

        Rewrite(document, renamed);
        foreach (var (section, name, value) in own)
        {
            var target = renamed.TryGetValue(Reference(section, name), out var reference) ? reference[(reference.LastIndexOf('/') + 1)..] : name;
            var place = all[section] as JsonObject ?? (JsonObject)(all[section] = new JsonObject());
            place.TryAdd(target, value.DeepClone());
        }
    }

    private static void AddPaths(JsonObject merged, string service, JsonObject document, HashSet<string> operationIds)
    {
        foreach (var (path, item) in document["paths"] as JsonObject ?? [])
        {
            // Health, metrics and other doors of the process itself are not reachable through the gateway.
            if (!path.StartsWith("/api/v1/", StringComparison.Ordinal) || merged["paths"]!.AsObject().ContainsKey(path))
            {
                continue;
            }

            var copy = item!.DeepClone().AsObject();
            foreach (var operation in copy.Select(o => o.Value).OfType<JsonObject>())
            {
                operation.Remove("security");
                if (path.StartsWith("/api/v1/public/", StringComparison.Ordinal))
                {
                    operation["security"] = new JsonArray();
                }

                if (operation["operationId"]?.GetValue<string>() is { } id && !operationIds.Add(id))
                {
                    operation["operationId"] = $"{service}{Capitalised(id)}";
                }
            }

            merged["paths"]![path] = copy;
        }
    }

    private static void AddTags(JsonObject merged, JsonObject document, HashSet<string> seen)
    {
        var all = merged["tags"] as JsonArray ?? (JsonArray)(merged["tags"] = new JsonArray());
        foreach (var tag in (document["tags"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (tag["name"]?.GetValue<string>() is { } name && seen.Add(name))
            {
                all.Add(tag.DeepClone());
            }
        }
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p is { Key: "$ref", Value: JsonValue v } ? [v.GetValue<string>()] : References(p.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };

    private static void Rewrite(JsonNode? node, Dictionary<string, string> renamed)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (key, value) in o.ToList())
                {
                    // Only references, and the mapping of a discriminator, hold such a string.
                    if (value is JsonValue v && v.TryGetValue<string>(out var text) && renamed.TryGetValue(text, out var other))
                    {
                        o[key] = other;
                    }
                    else
                    {
                        Rewrite(value, renamed);
                    }
                }

                break;
            case JsonArray a:
                foreach (var value in a)
                {
                    Rewrite(value, renamed);
                }

                break;
        }
    }

    private static string Reference(string section, string name) => $"#/components/{section}/{name}";

    private static string Capitalised(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    [LoggerMessage(LogLevel.Warning, "The OpenAPI document of {Service} is missing: {Reason}")]
    private static partial void LogMissing(ILogger logger, string service, string reason);
}
