using Microsoft.AspNetCore.Identity;

namespace ChildPlatform.Identity.SignIn;

/// <summary>Hashes and checks passwords with ASP.NET Core's own hasher (PBKDF2).</summary>
internal sealed class Passwords
{
    /// <summary>Shorter ones are refused when a person is made or a password is reset.</summary>
    public const int MinLength = 8;

    private static readonly object _nobody = new();

    private readonly PasswordHasher<object> _hasher = new();
    private readonly string _hashOfNothing;

    public Passwords()
    {
        _hashOfNothing = _hasher.HashPassword(_nobody, Guid.NewGuid().ToString());
    }

    public string Hash(string password) => _hasher.HashPassword(_nobody, password);

    public PasswordVerificationResult Verify(string hash, string password) =>
        _hasher.VerifyHashedPassword(_nobody, hash, password);

    /// <summary>Takes as long as a real check, so that the time of an answer does not tell which names exist.</summary>
    public void VerifyNothing(string password) => _hasher.VerifyHashedPassword(_nobody, _hashOfNothing, password);
}
