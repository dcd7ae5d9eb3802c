using System.Text.RegularExpressions;

namespace ChildPlatform.Platform.Tests.Architecture;

/// <summary>Pages that list what is in the code list all of it, and nothing that is gone.</summary>
public partial class PageTests
{
    [Fact]
    public void Every_message_stands_on_its_page_and_nothing_else()
    {
        var declared = Sources.Files("Messages.cs").Where(f => f.Contains("ChildPlatform.Contracts", StringComparison.Ordinal))
            .SelectMany(f => Record().Matches(File.ReadAllText(f)).Select(m => m.Groups["name"].Value)).ToHashSet();
        var listed = FirstColumn(Sources.Page("messages.md")).ToHashSet();

        Assert.NotEmpty(declared);
        Assert.Empty(declared.Except(listed));
        Assert.Empty(listed.Except(declared));
    }

    [Fact]
    public void Every_message_has_a_listener()
    {
        // Parts of messages have a table of their own.
        var sent = FirstColumn(Sources.Page("messages.md").Split("**Parts of messages**")[0]).ToHashSet();
        var heard = Sources.Files("*Consumer.cs").SelectMany(f => Consumer().Matches(File.ReadAllText(f)).Select(m => m.Groups["name"].Value));

        Assert.NotEmpty(sent);
        Assert.Empty(sent.Except(heard));
    }

    [Fact]
    public void Every_refusal_stands_on_its_page_and_nothing_else()
    {
        var declared = Sources.Files("*.cs").SelectMany(f => Codes(File.ReadAllText(f))).ToHashSet();
        var listed = FirstColumn(Sources.Page("errors.md")).ToHashSet();

        Assert.NotEmpty(declared);
        Assert.Empty(declared.Except(listed).Order());
        Assert.Empty(listed.Except(declared).Order());
    }

    [Fact]
    public void A_code_is_lower_kebab_case() => Assert.All(
        Sources.Files("*.cs").SelectMany(f => Codes(File.ReadAllText(f))), code => Assert.Matches("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", code));

    private static IEnumerable<string> Codes(string source) =>
        Refusal().Matches(source).Concat(FieldRule().Matches(source)).Select(m => m.Groups["code"].Value);

    private static IEnumerable<string> FirstColumn(string page) =>
        Row().Matches(page).Select(m => m.Groups["name"].Value);

    [GeneratedRegex(@"^public (sealed )?record (class )?(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Record();

    [GeneratedRegex(@"\bIConsumer<(?<name>\w+)>")]
    private static partial Regex Consumer();

    [GeneratedRegex(@"\b(BusinessRule|Refusal|SheetRefused)\s+\w+\s*=\s*new\(\s*([\w.]+\s*,\s*)?""(?<code>[^""]+)""")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"\bRegister\(\s*""(?<code>[^""]+)""")]
    private static partial Regex FieldRule();

    [GeneratedRegex(@"^\|\s*`(?<name>[^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Row();
}
