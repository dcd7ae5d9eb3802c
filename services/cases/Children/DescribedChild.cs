using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Cases.Children;

/// <summary>The days that a child's age is looked at: when it was told, and when it happened, which may be long before.</summary>
internal readonly record struct ChildDays(DateOnly Received, DateOnly Event)
{
    public static ChildDays Of(DateOnly received, DateOnly? occurredOn) =>
        new(received, occurredOn is { } day && day < received ? day : received);
}

/// <summary>What is told of a child, at intake or later.</summary>
internal static class DescribedChild
{
    /// <summary>Luật Trẻ em 2016, Điều 1.</summary>
    public const int GrownUp = 16;

    /// <summary>An old identity card has 9 digits, a personal number 12.</summary>
    private const int FewestDigits = 9;
    private const int MostDigits = 12;

    /// <exception cref="InvalidInputException">With everything that is wrong.</exception>
    public static void Check(ChildInput input, string pointer, ChildDays days, IReadOnlyDictionary<string, Unit> units)
    {
        var errors = Errors(input, pointer, days, units).ToList();
        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }
    }

    /// <summary>
    /// All that is wrong at once. Looked at here and not by attributes, which would hide what only the service can know.
    /// </summary>
    public static IEnumerable<FieldError> Errors(
        ChildInput? input, string pointer, ChildDays days, IReadOnlyDictionary<string, Unit> units)
    {
        if (input is null)
        {
            yield break;
        }

        if (input.BirthDate > days.Received)
        {
            yield return new FieldError($"{pointer}/birthDate", "birth-after-receipt");
        }
        else if (input.BirthDate is not null && new ChildIdentity { BirthDate = input.BirthDate }.AgeOn(days.Event) >= GrownUp)
        {
            yield return new FieldError($"{pointer}/birthDate", "not-a-child");
        }

        if (input.EstimatedAge < 0)
        {
            yield return new FieldError($"{pointer}/estimatedAge", "out-of-range");
        }
        else if (input.EstimatedAge >= GrownUp)
        {
            yield return new FieldError($"{pointer}/estimatedAge", "not-a-child");
        }

        if (input.ResidenceUnitCode is { } residence && !units.ContainsKey(residence))
        {
            yield return new FieldError($"{pointer}/residenceUnitCode", "not-in-catalogue");
        }

        if (input.PersonalNumber is { } number
            && (number.Length is < FewestDigits or > MostDigits || !number.All(char.IsAsciiDigit)))
        {
            yield return new FieldError($"{pointer}/personalNumber", "invalid-format");
        }
    }

    /// <summary>The forms that are named a second time.</summary>
    public static IEnumerable<FieldError> Twice(IReadOnlyList<AbuseForm>? forms) =>
        from place in Enumerable.Range(0, forms?.Count ?? 0)
        where forms!.Take(place).Contains(forms![place])
        select new FieldError($"/forms/{place}", "duplicate-item");

    /// <summary>Puts all of it on the child's record; gives what was sealed.</summary>
    public static ChildIdentity Describe(
        Child child, ChildInput input, DateOnly received, IReadOnlyDictionary<string, Unit> units, Sealer sealer)
    {
        var identity = new ChildIdentity
        {
            Name = Text(input.Name),
            BirthDate = input.BirthDate,
            EstimatedAge = input.EstimatedAge,
            Address = Text(input.Address),
            PersonalNumber = input.PersonalNumber,
            Carers = input.Carers ?? [],
        };
        var residence = input.ResidenceUnitCode is { } code ? units[code] : null;
        child.Describe(
            input.Sex ?? ChildSex.Unknown, identity.AgeOn(received), residence?.Code, residence?.Path,
            sealer.SealJson(identity, Child.Place(child.Id))!);

        return identity;
    }

    private static string? Text(string? text) => VietnameseText.Normalise(text) is { Length: > 0 } normal ? normal : null;
}
