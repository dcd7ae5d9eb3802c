using ChildPlatform.Portal.Api;

namespace ChildPlatform.Portal.Tests.Security;

public sealed class SubmissionTests
{
    [Fact]
    public async Task The_same_content_keeps_its_key_while_the_answer_is_unknown()
    {
        var submission = new Submission();
        var first = submission.KeyFor("a");
        await Assert.ThrowsAsync<ApiException>(() => submission.RunAsync(() => throw new ApiException(ApiProblem.Unreachable)));

        Assert.Equal(first, submission.KeyFor("a"));
        Assert.NotEqual(first, submission.KeyFor("b"));
    }

    [Fact]
    public async Task After_success_or_refusal_the_next_try_is_a_new_one()
    {
        var submission = new Submission();
        var first = submission.KeyFor("a");
        await submission.RunAsync(() => Task.CompletedTask);
        var second = submission.KeyFor("a");
        await Assert.ThrowsAsync<ApiException>(() => submission.RunAsync(() => throw new ApiException(new ApiProblem { Status = 409 })));

        Assert.NotEqual(first, second);
        Assert.NotEqual(second, submission.KeyFor("a"));
    }

    [Fact]
    public async Task A_second_click_while_the_first_is_under_way_does_nothing()
    {
        var submission = new Submission();
        var release = new TaskCompletionSource();
        var runs = 0;
        var first = submission.RunAsync(async () =>
        {
            runs++;
            await release.Task;
        });
        await submission.RunAsync(() =>
        {
            runs++;
            return Task.CompletedTask;
        });
        release.SetResult();
        await first;

        Assert.Equal(1, runs);
    }

    [Theory]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("//elsewhere.example/", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData(null, "/")]
    [InlineData("/quy/ung-ho?q=a", "/quy/ung-ho?q=a")]
    public void Only_addresses_of_this_site_are_followed(string? asked, string followed) =>
        Assert.Equal(followed, Portal.Security.SignIn.Local(asked));
}
