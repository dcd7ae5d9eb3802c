using ChildPlatform.Identity.Data;
using ChildPlatform.Identity.Users;
using ChildPlatform.ServiceDefaults.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.SignIn;

/// <summary>
/// Checks a user name and a password. A try is counted and committed before the password is looked at, under a lock of the
/// person's row: however many tries come at once, five are looked at and the account is locked for fifteen minutes.
/// </summary>
internal sealed class PasswordSignIn(IdentityDbContext db, Passwords passwords, AuditTrail audit)
{
    /// <summary>The person, with the time of the password that was right; null for every reason why not.</summary>
    public async Task<(Guid UserId, DateTimeOffset PasswordChangedAt)?> Try(string userName, string password, CancellationToken ct)
    {
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.UserName == userName, ct);
        if (user is null)
        {
            passwords.VerifyNothing(password);

            return null;
        }

        if (await TakeTry(user, ct) is not { } hash)
        {
            passwords.VerifyNothing(password);

            return null;
        }

        var answer = passwords.Verify(hash, password);
        if (answer is PasswordVerificationResult.Failed || user.IsDisabled)
        {
            await Record(user, "sign-in.refuse", answer is PasswordVerificationResult.Failed ? "wrong-password" : "disabled", ct);

            return null;
        }

        return (user.Id, await Open(user, answer is PasswordVerificationResult.SuccessRehashNeeded ? password : null, ct));
    }

    // The hash to look at, or null while locked.
    private async Task<string?> TakeTry(UserAccount user, CancellationToken ct) => await db.InTransaction(async () =>
    {
        var credential = await db.LockCredential(user.Id, ct);
        var now = TimeProvider.System.GetUtcNow();
        var taken = credential?.TakeTry(now) ?? false;
        if (!taken)
        {
            Audit(user, "sign-in.refuse", "locked");
        }
        else if (credential!.LockedUntil > now)
        {
            Audit(user, "sign-in.last-try", "locks-unless-right");
        }

        await db.SaveChangesAsync(ct);

        return taken ? credential!.PasswordHash : null;
    }, ct);

    private async Task<DateTimeOffset> Open(UserAccount user, string? passwordToRehash, CancellationToken ct) => await db.InTransaction(async () =>
    {
        var credential = await db.LockCredential(user.Id, ct)
            ?? throw new InvalidOperationException("The credential vanished while it was checked.");
        credential.Succeeded();
        if (passwordToRehash is not null)
        {
            credential.Rehash(passwords.Hash(passwordToRehash));
        }

        Audit(user, "sign-in.succeed", null);
        await db.SaveChangesAsync(ct);

        return credential.ChangedAt;
    }, ct);

    private async Task Record(UserAccount user, string action, string reason, CancellationToken ct)
    {
        Audit(user, action, reason);
        await db.SaveChangesAsync(ct);
    }

    // Only known people are recorded: what is typed as an unknown name is now and then a password.
    private void Audit(UserAccount user, string action, string? reason) =>
        audit.Record(action, "user", user.Id.ToString(), reason is null ? null : new { reason });
}
