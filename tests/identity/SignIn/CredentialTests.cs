using ChildPlatform.Identity.SignIn;

namespace ChildPlatform.Identity.Tests.SignIn;

public class CredentialTests
{
    private static readonly DateTimeOffset _now = new(2024, 5, 20, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Five_tries_are_looked_at_and_the_sixth_is_not()
    {
        var credential = Credential.Create(Guid.NewGuid(), "hash", _now);

        for (var i = 0; i < 5; i++)
        {
            Assert.True(credential.TakeTry(_now));
        }

        Assert.False(credential.TakeTry(_now));
        Assert.False(credential.TakeTry(_now.AddMinutes(15).AddTicks(-1)));
    }

    [Fact]
    public void After_fifteen_minutes_there_are_five_tries_again()
    {
        var credential = Credential.Create(Guid.NewGuid(), "hash", _now);
        for (var i = 0; i < 5; i++)
        {
            credential.TakeTry(_now);
        }

        for (var i = 0; i < 5; i++)
        {
            Assert.True(credential.TakeTry(_now.AddMinutes(15)));
        }

        Assert.False(credential.TakeTry(_now.AddMinutes(15)));
    }

    [Fact]
    public void A_right_password_clears_the_count()
    {
        var credential = Credential.Create(Guid.NewGuid(), "hash", _now);
        for (var i = 0; i < 5; i++)
        {
            credential.TakeTry(_now);
        }

        credential.Succeeded();

        Assert.Null(credential.LockedUntil);
        Assert.Equal(0, credential.FailedTries);
    }
}
