using System.Text.Json;
using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>The one document of all services, as an integrator reads it at the gateway.</summary>
[Collection("platform")]
public class DocumentTests(Testing.Platform platform)
{
    [Fact]
    public async Task Every_operation_says_what_it_does_what_it_takes_and_how_it_refuses()
    {
        await platform.HealthyAsync();
        using var client = platform.Anonymous();
        using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();

        Assert.All(new[] { "fund", "reporting", "identity", "public" }, part =>
            Assert.Contains(paths, path => path.StartsWith($"/api/v1/{part}/", StringComparison.Ordinal)));
        Assert.Empty(PublishedDocument.Gaps(document.RootElement));
    }
}
