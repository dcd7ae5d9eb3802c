using System.Text.RegularExpressions;
using ChildPlatform.Portal.Text;

namespace ChildPlatform.Portal.Tests.Text;

public sealed partial class WordsTests
{
    [Fact]
    public void Every_message_of_the_platform_has_a_Vietnamese_name()
    {
        // The page of messages is compared with the contracts by a test of its own; parts of messages come after the first table.
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "messages.md")).Split("**Parts of messages**")[0];
        var names = FirstColumn().Matches(page).Select(row => row.Groups[1].Value).ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.NotEqual(name, Words.Message("ChildPlatform.Contracts.Fund." + name)));
    }

    [Theory]
    [InlineData("rule: journal-closed", "Trái quy tắc nghiệp vụ (journal-closed)")]
    [InlineData("unrouted: no queue is bound for this message", "Chưa có dịch vụ nào nhận loại tin này")]
    [InlineData("delivered 10 times and never answered", "Dịch vụ dừng đột ngột nhiều lần khi nhận tin này")]
    [InlineData("PostgresException: P0001: x", null)]
    [InlineData(null, "Không rõ")]
    public void A_fault_is_said_in_words_where_the_platform_has_them(string? reason, string? words) =>
        Assert.Equal(words, Words.MessageFault(reason));

    [GeneratedRegex("^\\| `(\\w+)` \\|", RegexOptions.Multiline)]
    private static partial Regex FirstColumn();
}
