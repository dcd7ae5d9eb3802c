using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace ChildPlatform.ServiceDefaults;

/// <summary>
/// The published document: server "/" (the gateway's, never this process's address), bearer scheme, headers and problems.
/// </summary>
/// <remarks>
/// Each service says <c>AddOpenApi("v1", ApiDocument.Describe)</c> itself: the generator that brings the XML comments into the
/// document looks for that call in the assembly that it compiles.
/// </remarks>
public static class ApiDocument
{
    private const string Bearer = "bearer";

    // 429 is the gateway's answer, and the only way to a service is through it.
    private static readonly string[] Anybody = ["429", "503"];
    private static readonly string[] Callers = ["401", "403", "429", "503"];

    // What says itself the same way everywhere; a handler's own comment goes before.
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["id"] = "Id of the record.",
        ["code"] = "Code in its catalogue.",
        ["year"] = "Calendar year.",
        ["from"] = "First day, inclusive.",
        ["to"] = "Last day, inclusive.",
        ["sort"] = "The order; a leading minus turns it round.",
        ["q"] = "Words to look for; tone marks and case do not matter.",
    };

    /// <summary>What the documents of all services have in common.</summary>
    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, context, _) =>
        {
            var service = context.ApplicationServices.GetRequiredService<ServiceIdentity>().Name;
            document.Info = new OpenApiInfo { Title = "ChildPlatform " + service, Version = "v1" };
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, BearerFormat = "JWT" },
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            GiveType(schema, context);
            GiveWords(schema, context);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(async (operation, context, ct) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            var anonymous = metadata.OfType<IAllowAnonymous>().Any();
            if (!anonymous)
            {
                var bearer = new OpenApiSecuritySchemeReference(Bearer, context.Document);
                operation.Security = [new OpenApiSecurityRequirement { [bearer] = [] }];
            }

            foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            {
                if (parameter.In == ParameterLocation.Query)
                {
                    parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
                }

                parameter.Description ??= Known.GetValueOrDefault(parameter.Name!);

                // Several words are one value, separated by commas.
                parameter.Explode = parameter.Schema?.Type is not JsonSchemaType.Array && parameter.Explode;
            }

            Tell(operation, anonymous ? "Anyone may call this, without a token." : WhoMay(context));
            var statuses = Conditions(operation, metadata, anonymous ? Anybody : Callers);
            var problem = await ProblemAsync(context, ct);
            operation.Responses ??= [];
            foreach (var status in statuses)
            {
                operation.Responses.TryAdd(status, new OpenApiResponse());
            }

            foreach (var (status, response) in operation.Responses)
            {
                if (int.TryParse(status, CultureInfo.InvariantCulture, out var number) && number >= 400
                    && response is OpenApiResponse refusal)
                {
                    refusal.Description = Refusals.Title(number, english: true);
                    refusal.Content = new Dictionary<string, OpenApiMediaType>
                    {
                        ["application/problem+json"] = new() { Schema = problem },
                    };
                }
            }
        });
    }

    /// <summary>The converters of the API say nothing about what they write.</summary>
    private static void GiveType(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (schema.Type is not null || (type != typeof(string) && type != typeof(DateTimeOffset)))
        {
            return;
        }

        schema.Type = context.JsonPropertyInfo is { IsGetNullable: true }
            ? JsonSchemaType.String | JsonSchemaType.Null
            : JsonSchemaType.String;
        if (type == typeof(DateTimeOffset))
        {
            schema.Format = "date-time";
        }
    }

    private static void GiveWords(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonPropertyInfo is not null
            || context.ParameterDescription?.ParameterDescriptor is not IParameterInfoParameterDescriptor { ParameterInfo: var parameter })
        {
            return;
        }

        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var told = parameter.GetCustomAttributes(typeof(WordsAttribute), inherit: false).OfType<WordsAttribute>().FirstOrDefault();
        var words = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Word<>)
            ? WordsAttribute.Of(type.GetGenericArguments()[0])
            : told?.All;
        if (words is null)
        {
            return;
        }

        var listed = words.Select(word => (JsonNode)JsonValue.Create(word)).ToList();
        if (told is { Several: true })
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = listed };
        }
        else
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = listed;
        }
    }

    /// <summary>One sentence is the summary; what a comment says beyond it, and who may call, is the description.</summary>
    private static void Tell(OpenApiOperation operation, string who)
    {
        var summary = operation.Summary?.Trim() ?? "";
        var end = summary.IndexOf(". ", StringComparison.Ordinal);
        var rest = end < 0 ? "" : summary[(end + 2)..];
        operation.Summary = (end < 0 ? summary : summary[..end]).TrimEnd('.');
        string?[] parts = [rest, operation.Description?.Trim(), who];
        operation.Description = string.Join("\n\n", parts.Where(text => !string.IsNullOrEmpty(text)));
    }

    private static string WhoMay(OpenApiOperationTransformerContext context)
    {
        var options = context.ApplicationServices.GetRequiredService<IOptions<AuthorizationOptions>>().Value;
        var needed = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>()
            .Where(data => data.Policy is not null)
            .SelectMany(data => options.GetPolicy(data.Policy!)?.Requirements.OfType<RoleOrScope>() ?? [])
            .Distinct()
            .Select(requirement => requirement.ToString())
            .ToList();

        return needed.Count == 0 ? "Whoever has signed in may call this." : string.Join(" And: ", needed);
    }

    private static SortedSet<string> Conditions(OpenApiOperation operation, IList<object> metadata, string[] always)
    {
        var statuses = new SortedSet<string>(always, StringComparer.Ordinal);
        if (operation.RequestBody is not null)
        {
            statuses.UnionWith(["400", "413", "415", "422"]);
        }

        if (operation.Parameters is { Count: > 0 })
        {
            statuses.Add("422");
        }

        if (metadata.OfType<IdempotencyMetadata>().FirstOrDefault() is { } key)
        {
            statuses.UnionWith(["409", "422"]);
            Header(operation, IdempotencyMetadata.Header, key.Required,
                "1 to 255 characters; the same key and body give the first answer again.");
            if (key.Required)
            {
                statuses.Add("428");
            }
        }

        if (metadata.OfType<IfMatchRequired>().Any())
        {
            statuses.UnionWith(["412", "428"]);
            Header(operation, "If-Match", true, "The ETag of the version that this request changes.");
        }

        if (metadata.OfType<Paged>().Any())
        {
            statuses.Add("422");
            Query(operation, "limit", "How many at most; 50 when it is left out.", new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = "1",
                Maximum = PageRequest.MaxLimit.ToString(CultureInfo.InvariantCulture),
                Default = PageRequest.DefaultLimit,
            });
            Query(operation, "cursor", "Where the page begins: taken from the previous page's next.", new OpenApiSchema
            {
                Type = JsonSchemaType.String,
            });
        }

        return statuses;
    }

    private static async Task<IOpenApiSchema> ProblemAsync(OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(Problem), null, ct);
        if (context.Document is not { } document)
        {
            return schema;
        }

        // Named, so that it stands in the document once instead of with every status of every operation.
        document.AddComponent(nameof(Problem), schema);

        return new OpenApiSchemaReference(nameof(Problem), document);
    }

    private static void Header(OpenApiOperation operation, string name, bool required, string text) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = text,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

    private static void Query(OpenApiOperation operation, string name, string text, OpenApiSchema schema) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = text,
            Schema = schema,
        });
}
