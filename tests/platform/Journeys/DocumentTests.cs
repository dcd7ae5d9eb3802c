using System.Net;
using System.Text.Json;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>The one document of all services, as an integrator reads it at the gateway, and what is not for integrators.</summary>
[Collection("platform")]
public class DocumentTests(Testing.Platform platform)
{
    private static readonly string[] _parts = ["fund", "cases", "events", "reporting", "identity", "public"];

    [Fact]
    public async Task Every_operation_says_what_it_does_what_it_takes_and_how_it_refuses()
    {
        await platform.HealthyAsync();
        using var client = platform.Anonymous();
        using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();

        Assert.All(_parts, part => Assert.Contains(paths, path => path.StartsWith($"/api/v1/{part}/", StringComparison.Ordinal)));
        var gaps = PublishedDocument.Gaps(document.RootElement).ToList();
        Assert.True(gaps.Count == 0, string.Join('\n', gaps));
    }

    [Fact]
    public async Task Figures_of_the_gateway_are_read_inside_alone()
    {
        await platform.HealthyAsync();
        using var client = platform.Anonymous();

        using var outside = await client.GetAsync(new Uri("/metrics", UriKind.Relative));
        var inside = await client.GetStringAsync(new Uri(platform.Addresses["gateway"].Metrics!, "/metrics"));

        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
        Assert.Contains("http_server_request_duration", inside, StringComparison.Ordinal);
    }
}
