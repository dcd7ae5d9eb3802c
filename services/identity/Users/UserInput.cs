using ChildPlatform.Identity.Agencies;
using ChildPlatform.Identity.Data;
using ChildPlatform.Identity.SignIn;
using ChildPlatform.Identity.Units;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Users;

/// <summary>Checks of a person's data against the catalogues, together, so that a form shows all its errors at once.</summary>
internal sealed class UserInput(IdentityDbContext db, TimeProvider clock)
{
    private readonly List<FieldError> _errors = [];
    private readonly DateOnly _today = VietnamTime.Today(clock);

    public void CheckRoles(IReadOnlyList<string> roles)
    {
        if (roles.Count == 0)
        {
            _errors.Add(new FieldError("/roles", "required"));
        }

        for (var i = 0; i < roles.Count; i++)
        {
            if (!RoleCatalogue.Names.Contains(roles[i]))
            {
                _errors.Add(new FieldError($"/roles/{i}", "not-in-catalogue"));
            }
        }
    }

    public async Task<Guid?> CheckUnit(string? code, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(code))
        {
            return null;
        }

        var unit = await db.Units.FindByCode(code, _today, ct);
        if (unit is null)
        {
            _errors.Add(new FieldError("/unitCode", "not-in-catalogue"));
        }

        return unit?.Id;
    }

    public async Task CheckAgency(string? code, CancellationToken ct)
    {
        if (code is not null && !await db.Agencies.ValidOn(_today).AnyAsync(a => a.Code == code, ct))
        {
            _errors.Add(new FieldError("/agency", "not-in-catalogue"));
        }
    }

    public void CheckName(string name)
    {
        if (VietnameseText.Normalise(name).Length == 0)
        {
            _errors.Add(new FieldError("/name", "required"));
        }
    }

    public void CheckPassword(string password, string? userName)
    {
        if (password.Length < Passwords.MinLength)
        {
            _errors.Add(new FieldError("/password", "too-short"));
        }
        else if (userName is not null && password.Contains(userName, StringComparison.OrdinalIgnoreCase))
        {
            _errors.Add(new FieldError("/password", "invalid-value"));
        }
    }

    /// <exception cref="InvalidInputException">Any check failed.</exception>
    public void ThrowIfWrong()
    {
        if (_errors.Count > 0)
        {
            throw new InvalidInputException(_errors);
        }
    }
}
