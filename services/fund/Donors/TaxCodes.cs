using System.Text.RegularExpressions;
using ChildPlatform.Contracts.Fund;

namespace ChildPlatform.Fund.Donors;

/// <summary>Mã số thuế: 10 digits, or 13 with a dash before the last three.</summary>
internal static partial class TaxCodes
{
    public static bool IsValid(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"^\d{10}(-?\d{3})?$")]
    private static partial Regex Form();
}

/// <summary>Telephone numbers, by the form that the contract gives.</summary>
internal static partial class Phones
{
    public static bool IsValid(string text) => Form().IsMatch(text);

    [GeneratedRegex(PhoneForm.Pattern)]
    private static partial Regex Form();
}
