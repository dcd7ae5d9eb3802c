using ChildPlatform.LocalHost;

namespace ChildPlatform.Deploy.Tests;

/// <summary>One Dockerfile for all: what its last stage is.</summary>
public class DockerfileTests
{
    private static readonly IReadOnlyList<(string Word, string Text)> Lines = Read();

    [Fact]
    public void It_is_for_every_process_and_every_base()
    {
        Assert.Contains(("ARG", "PROJECT"), Lines);
        Assert.Equal(
            ["SDK_IMAGE", "BASE_IMAGE"],
            Lines.TakeWhile(l => l.Word != "FROM").Where(l => l.Word == "ARG").Select(l => l.Text.Split('=')[0]));
        Assert.Equal(["${SDK_IMAGE} AS build", "${BASE_IMAGE}"], Lines.Where(l => l.Word == "FROM").Select(l => l.Text));
        Assert.DoesNotContain(Lines, l => l.Text.Contains("ChildPlatform.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_base_knows_languages_and_time_zones()
    {
        var image = Lines.Single(l => l.Text.StartsWith("BASE_IMAGE=", StringComparison.Ordinal)).Text;

        Assert.EndsWith("-chiseled-extra", image, StringComparison.Ordinal);
        var environment = Last().Single(l => l.Word == "ENV").Text;
        Assert.Contains("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false", environment, StringComparison.Ordinal);
    }

    [Fact]
    public void It_starts_without_a_shell_and_not_as_root()
    {
        Assert.Equal("1654:1654", Last().Single(l => l.Word == "USER").Text);
        Assert.Equal("[\"/app/service\"]", Last().Single(l => l.Word == "ENTRYPOINT").Text);
        Assert.DoesNotContain(Last(), l => l.Word is "RUN" or "ADD" or "CMD");
    }

    [Fact]
    public void What_is_restored_is_what_was_locked() =>
        Assert.Contains(Lines, l => l.Word == "RUN" && l.Text == "dotnet restore \"$PROJECT\" --locked-mode");

    [Fact]
    public void Only_sources_are_sent_to_the_engine()
    {
        var rules = File.ReadLines(Path.Combine(Repository.Root, ".dockerignore")).Where(IsNoRemark).ToList();

        Assert.Equal("*", rules[0]);
        var sent = rules.Where(r => r[0] == '!').Select(r => r[1..]).ToList();
        Assert.All(sent, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
        Assert.All(
            Topology.Processes, p => Assert.Contains(sent, path => p.Project.StartsWith(path + "/", StringComparison.Ordinal)));
        Assert.Contains("**/bin", rules);
        Assert.Contains("**/obj", rules);
    }

    private static IEnumerable<(string Word, string Text)> Last() =>
        Lines.Skip(Lines.ToList().FindLastIndex(l => l.Word == "FROM"));

    private static bool IsNoRemark(string line) => line.Length > 0 && line[0] != '#';

    private static List<(string Word, string Text)> Read()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "deploy/Dockerfile"));
        return [.. text.Replace("\\\n", "", StringComparison.Ordinal).Split('\n').Where(IsNoRemark)
            .Select(l => l.Split(' ', 2)).Select(l => (l[0], l[1]))];
    }
}
