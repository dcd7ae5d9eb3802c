using System.Net;
using System.Text.Json.Nodes;
using Microsoft.OpenApi.Reader;

namespace ChildPlatform.Gateway.Tests;

public sealed class OpenApiTests
{
    private const string Fund = """
        {
          "openapi": "3.1.1", "info": { "title": "fund", "version": "v1" }, "servers": [ { "url": "http://127.0.0.1:1" } ],
          "paths": {
            "/health/live": { "get": { "responses": { "200": { "description": "OK" } } } },
            "/api/v1/fund/donations": {
              "get": {
                "operationId": "list", "tags": [ "Donations" ], "security": [ { "other": [] } ],
                "responses": { "200": { "description": "OK", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Page" } } } } }
              }
            },
            "/api/v1/public/fund/summary": { "get": { "operationId": "summary", "responses": { "200": { "description": "OK" } } } }
          },
          "components": {
            "schemas": {
              "Page": { "type": "object", "properties": { "items": { "type": "array", "items": { "$ref": "#/components/schemas/Item" } } } },
              "Item": { "type": "object", "properties": { "amount": { "type": "integer" } } },
              "Problem": { "type": "object", "properties": { "code": { "type": "string" } } }
            },
            "securitySchemes": { "other": { "type": "http", "scheme": "basic" } }
          },
          "tags": [ { "name": "Donations" } ]
        }
        """;

    private const string Reporting = """
        {
          "openapi": "3.1.1", "info": { "title": "reporting", "version": "v1" },
          "paths": {
            "/api/v1/reporting/targets": {
              "get": {
                "operationId": "list", "tags": [ "Targets" ],
                "responses": {
                  "200": { "description": "OK", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Page" } } } },
                  "404": { "description": "Missing", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } }
                }
              }
            }
          },
          "components": {
            "schemas": {
              "Page": { "type": "object", "properties": { "items": { "type": "array", "items": { "$ref": "#/components/schemas/Item" } } } },
              "Item": { "type": "object", "properties": { "target": { "type": "string" } } },
              "Problem": { "type": "object", "properties": { "code": { "type": "string" } } }
            }
          },
          "tags": [ { "name": "Targets" } ]
        }
        """;

    [Fact]
    public void Components_that_differ_are_kept_apart_and_equal_ones_are_shared()
    {
        var merged = Merged();
        var schemas = merged["components"]!["schemas"]!.AsObject();

        // The two pages read the same, but their items differ, so the pages differ too.
        Assert.Equal(["Item", "Page", "Problem", "ReportingItem", "ReportingPage"], schemas.Select(s => s.Key).Order());
        var targets = merged["paths"]!["/api/v1/reporting/targets"]!["get"]!["responses"]!;
        Assert.Equal("#/components/schemas/ReportingPage", SchemaOf(targets["200"], "application/json"));
        Assert.Equal("#/components/schemas/Problem", SchemaOf(targets["404"], "application/problem+json"));
        Assert.Equal("#/components/schemas/ReportingItem", (string?)schemas["ReportingPage"]!["properties"]!["items"]!["items"]!["$ref"]);
        Assert.Equal("#/components/schemas/Item", (string?)schemas["Page"]!["properties"]!["items"]!["items"]!["$ref"]);
    }

    [Fact]
    public void It_shows_what_the_gateway_lets_through_and_how_to_get_in()
    {
        var merged = Merged();
        var paths = merged["paths"]!.AsObject();

        Assert.Equal(
            ["/api/v1/fund/donations", "/api/v1/public/fund/summary", "/api/v1/reporting/targets", "/connect/token"],
            paths.Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal("http://localhost:8080", (string?)merged["servers"]![0]!["url"]);
        Assert.Equal(["bearer", "oauth2"], merged["components"]!["securitySchemes"]!.AsObject().Select(s => s.Key).Order());
        Assert.Equal(
            "http://localhost:8080/connect/token",
            (string?)merged["components"]!["securitySchemes"]!["oauth2"]!["flows"]!["clientCredentials"]!["tokenUrl"]);
        Assert.Null(paths["/api/v1/fund/donations"]!["get"]!["security"]);
        Assert.Empty(paths["/api/v1/public/fund/summary"]!["get"]!["security"]!.AsArray());
        Assert.Equal("reportingList", (string?)paths["/api/v1/reporting/targets"]!["get"]!["operationId"]);
        Assert.Equal(["Donations", "Targets"], merged["tags"]!.AsArray().Select(t => (string?)t!["name"]));
    }

    [Fact]
    public void It_is_valid()
    {
        var result = Microsoft.OpenApi.OpenApiDocument.Parse(Merged().ToJsonString(), "json", new OpenApiReaderSettings());

        Assert.Empty(result.Diagnostic!.Errors);
        Assert.Equal(4, result.Document!.Paths.Count);
    }

    [Fact]
    public async Task It_is_fetched_kept_while_a_service_is_away_and_sent_once()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var identity = await Platform.IdentityAsync();
        await using var reporting = await Backend.StartAsync("reporting");
        await using var portal = await Backend.StartAsync("portal");
        var fund = await Backend.StartAsync("fund");
        (fund.OpenApi, reporting.OpenApi) = (Fund, Reporting);
        await using var gateway = await GatewayProcess.StartAsync(redis.Address, [identity, fund, reporting, portal]);

        // Whole at the first request, whoever is first.
        var answer = await gateway.Client.GetAsync("/openapi/v1.json");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(4, JsonNode.Parse(text)!["paths"]!.AsObject().Count);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);

        await fund.DisposeAsync();
        Assert.Equal(text, await gateway.Client.GetStringAsync("/openapi/v1.json"));

        using var again = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await gateway.Client.SendAsync(again)).StatusCode);
    }

    private static JsonObject Merged() => OpenApiDocument.Merge(
        "http://localhost:8080/", [("fund", JsonNode.Parse(Fund)!.AsObject()), ("reporting", JsonNode.Parse(Reporting)!.AsObject())]);

    private static string? SchemaOf(JsonNode? response, string type) => (string?)response!["content"]![type]!["schema"]!["$ref"];
}
