using System.Reflection;
using System.Text.Json;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.Testing;

namespace ChildPlatform.Fund.Tests;

public class FundRulesTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Every_refusal_stands_in_the_documentation_with_both_sentences()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(LocalHost.Repository.Root, "docs", "errors.md"));
        var refusals = typeof(FundRules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null) switch
        {
            BusinessRule rule => (rule.Code, Status: 409, rule.Vi, rule.En),
            Refusal refusal => (refusal.Code, refusal.Status, refusal.Vi, refusal.En),
            var other => throw new InvalidOperationException($"{field.Name} is {other}."),
        }).ToList();

        Assert.All(refusals, refusal =>
            Assert.Contains($"| `{refusal.Code}` | {refusal.Status} | {refusal.Vi} | {refusal.En} |", document, StringComparison.Ordinal));
        Assert.Equal(refusals.Count, refusals.Select(refusal => refusal.Code).Distinct().Count());
    }

    [Fact]
    public async Task Published_document_lists_every_action_with_what_it_needs()
    {
        using var response = await api.Anonymous().GetAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var paths = document.RootElement.GetProperty("paths");

        foreach (var action in new[] { "submit", "appraise", "approve", "reject", "pay", "cancel", "reverse" })
        {
            var post = paths.GetProperty($"/api/v1/fund/disbursements/{{id}}/{action}").GetProperty("post");
            var headers = post.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()).ToList();
            Assert.Contains("Idempotency-Key", headers);
            Assert.Contains("If-Match", headers);
            Assert.False(string.IsNullOrEmpty(post.GetProperty("summary").GetString()), action);
        }

        foreach (var path in new[] { "balances", "targets/{year}", "work", "programmes/{code}/limits/{year}", "disbursements/{id}/voucher" })
        {
            Assert.True(paths.TryGetProperty("/api/v1/fund/" + path, out _), path);
        }

        Assert.Equal(["person", "enterprise", "charity"], Words(paths, "donors", "kind").Take(3));
        Assert.Equal(["recorded", "reversed"], Words(paths, "donations", "state"));
        Assert.Contains("-receivedOn", Words(paths, "donations", "sort"));
        Assert.Empty(PublishedDocument.Gaps(document.RootElement));
    }

    private static IEnumerable<string?> Words(JsonElement paths, string path, string parameter) =>
        paths.GetProperty("/api/v1/fund/" + path).GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Single(p => p.GetProperty("name").GetString() == parameter)
            .GetProperty("schema").GetProperty("enum").EnumerateArray().Select(word => word.GetString());
}
