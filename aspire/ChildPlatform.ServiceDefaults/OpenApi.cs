using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace ChildPlatform.ServiceDefaults;

/// <summary>The published document: server "/" (the gateway's, never this process's address), bearer scheme, headers and problems.</summary>
internal static class OpenApi
{
    private static readonly string[] Everywhere = ["401", "403", "503"];

    public static void Add(IServiceCollection services, string service) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "ChildPlatform " + service, Version = "v1" };
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(async (operation, context, ct) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            operation.Responses ??= [];
            var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), null, ct);
            var anonymous = metadata.OfType<IAllowAnonymous>().Any();
            if (!anonymous)
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
            }

            var statuses = new SortedSet<string>(anonymous ? ["503"] : Everywhere, StringComparer.Ordinal);
            if (operation.RequestBody is not null)
            {
                statuses.UnionWith(["400", "413", "415", "422"]);
            }

            if (metadata.OfType<IdempotencyMetadata>().FirstOrDefault() is { } key)
            {
                statuses.UnionWith(["409", "422"]);
                Header(operation, IdempotencyMetadata.Header, key.Required, "1 to 255 characters; the same key and body give the first answer again.");
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
                Query(operation, "limit", JsonSchemaType.Integer, "1 to 500, default 50.");
                Query(operation, "cursor", JsonSchemaType.String, "From the previous page's next.");
            }

            foreach (var status in statuses)
            {
                operation.Responses.TryAdd(status, new OpenApiResponse
                {
                    Description = Refusals.Title(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), english: true),
                    Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = problem } },
                });
            }
        });
    });

    private static void Header(OpenApiOperation operation, string name, bool required, string text) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = text,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

    private static void Query(OpenApiOperation operation, string name, JsonSchemaType type, string text) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = text,
            Schema = new OpenApiSchema { Type = type },
        });
}
