using System.Globalization;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Portal.Text;

namespace ChildPlatform.Portal.Pages.Cases;

/// <summary>What a form knows of a child, as it is typed.</summary>
public sealed class ChildModel
{
    public string? Name { get; set; }
    public string? Sex { get; set; }
    public DateOnly? BirthDate { get; set; }
    public string? Age { get; set; }
    public string? ResidenceUnitCode { get; set; }
    public string? Address { get; set; }
    public string? PersonalNumber { get; set; }
    public List<PersonModel> Carers { get; } = [];

    public bool IsEmpty => Name is null && Sex is null && BirthDate is null && Age is null && ResidenceUnitCode is null && Address is null
        && PersonalNumber is null && Carers.TrueForAll(carer => carer.IsEmpty);

    public static ChildModel From(ChildResponse child)
    {
        var model = new ChildModel
        {
            Name = child.Name,
            Sex = child.Sex is ChildSex.Unknown ? null : Words.Code(child.Sex),
            BirthDate = child.BirthDate,
            Age = child.EstimatedAge?.ToString(CultureInfo.InvariantCulture),
            ResidenceUnitCode = child.ResidenceUnitCode,
            Address = child.Address,
            PersonalNumber = child.PersonalNumber,
        };
        model.Carers.AddRange(child.Carers.Select(carer =>
            new PersonModel { Relation = carer.Relation, Name = carer.Name, Phone = carer.Phone, Address = carer.Address }));

        return model;
    }

    public ChildInput ToInput() => new()
    {
        Name = Name,
        Sex = Words.Parse<ChildSex>(Sex),
        BirthDate = BirthDate,

        // A text that is no number is sent as one out of range, so that the refusal stands at the field.
        EstimatedAge = Age is null ? null : int.TryParse(Age, CultureInfo.InvariantCulture, out var age) ? age : -1,
        ResidenceUnitCode = ResidenceUnitCode,
        Address = Address,
        PersonalNumber = PersonalNumber?.Replace(" ", "", StringComparison.Ordinal),
        Carers = [.. Carers.Where(carer => !carer.IsEmpty).Select(carer => carer.ToInput())],
    };
}

/// <summary>A parent, carer or informant as typed.</summary>
public sealed class PersonModel
{
    public string? Relation { get; set; }
    public string? Name { get; set; }
    public string? Phone { get; set; }
    public string? Address { get; set; }
    public bool IsEmpty => Relation is null && Name is null && Phone is null && Address is null;

    public PersonInput ToInput() => new() { Relation = Relation, Name = Name, Phone = Phone, Address = Address };
}
