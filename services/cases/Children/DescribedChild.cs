using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Cases.Children;

/// <summary>What is told of a child, at intake or later.</summary>
internal static class DescribedChild
{
    /// <exception cref="InvalidInputException">A birth after the receipt, or a residence that is no unit of that day.</exception>
    public static void Check(ChildInput input, string pointer, DateOnly received, IReadOnlyDictionary<string, Unit> units)
    {
        var errors = Errors(input, pointer, received, units).ToList();
        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }
    }

    public static IEnumerable<FieldError> Errors(
        ChildInput? input, string pointer, DateOnly received, IReadOnlyDictionary<string, Unit> units)
    {
        if (input?.BirthDate > received)
        {
            yield return new FieldError($"{pointer}/birthDate", "date-after-receipt");
        }

        if (input?.ResidenceUnitCode is { } residence && !units.ContainsKey(residence))
        {
            yield return new FieldError($"{pointer}/residenceUnitCode", "not-in-catalogue");
        }
    }

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
