using System.Globalization;
using System.Text;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ChildPlatform.ServiceDefaults.Files;

/// <summary>Section <c>Files</c>: what may be kept.</summary>
public sealed class FilesOptions
{
    /// <summary>The gateway lets 20 MiB through; the parts around a file take some of it.</summary>
    public const long Most = BodyLimit.Upload - FileUpload.Around;

    /// <summary>Length of the longest file.</summary>
    public long MaxBytes { get; set; } = 10 << 20;

    /// <summary>
    /// Codes of the kinds that may be kept (<c>pdf</c>, <c>jpeg</c>, <c>png</c>, <c>docx</c>, <c>xlsx</c>); none named, all of
    /// them.
    /// </summary>
    public string[] Kinds { get; set; } = [];
}

internal sealed class FilesOptionsCheck : IValidateOptions<FilesOptions>
{
    public ValidateOptionsResult Validate(string? name, FilesOptions options)
    {
        if (options.MaxBytes is < 1 or > FilesOptions.Most)
        {
            return ValidateOptionsResult.Fail($"Files__MaxBytes must be from 1 to {FilesOptions.Most}.");
        }

        var unknown = options.Kinds.Except(FileKind.Known.Select(kind => kind.Code)).ToArray();

        return unknown.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Files__Kinds: nothing is known of {string.Join(", ", unknown)}.");
    }
}

/// <summary>What a file is refused for.</summary>
public static class FileRefusals
{
    public static readonly Refusal TooLarge = new(413, "file-too-large",
        "Tệp vượt quá dung lượng cho phép.", "The file is larger than allowed.");

    public static readonly Refusal TypeNotAllowed = new(415, "file-type-not-allowed",
        "Loại tệp không được phép, hoặc tên tệp không đúng với nội dung.",
        "This kind of file is not allowed, or its name does not go with its content.");

    /// <summary>Its row is there, its content is away or is not what was once kept.</summary>
    public static readonly Refusal NotAvailable = new(503, "file-not-available",
        "Nội dung tệp hiện không mở được.", "The content of the file cannot be opened right now.", 2);
}

/// <summary>A file that may be kept.</summary>
public sealed class CheckedFile
{
    private readonly IFormFile _file;

    internal CheckedFile(IFormFile file, string name, FileKind kind) => (_file, Name, Kind) = (file, name, kind);

    /// <summary>For people to read; never a path.</summary>
    public string Name { get; }

    public FileKind Kind { get; }

    public long Size => _file.Length;

    public Stream OpenRead() => _file.OpenReadStream();
}

/// <summary>The one check of what callers send: its length, its kind by its content, and its name.</summary>
public sealed class FileCheck(IOptions<FilesOptions> options)
{
    private const int LongestName = 200;

    /// <summary>The longest body of a request with a file in it.</summary>
    internal long MostOfBody => options.Value.MaxBytes + FileUpload.Around;

    /// <exception cref="RefusedException">file-too-large, file-type-not-allowed.</exception>
    /// <exception cref="InvalidInputException">file-empty.</exception>
    public CheckedFile Of(IFormFile file)
    {
        if (file.Length > options.Value.MaxBytes)
        {
            throw new RefusedException(FileRefusals.TooLarge);
        }

        if (file.Length == 0)
        {
            throw new InvalidInputException("/file", "file-empty");
        }

        using var content = file.OpenReadStream();
        var kind = FileContent.KindOf(content);
        var name = CleanName(file.FileName);
        var end = Path.GetExtension(name);
        if (kind is null || (options.Value.Kinds.Length > 0 && !options.Value.Kinds.Contains(kind.Code))
            || (end.Length > 0 && !kind.Extensions.Contains(end, StringComparer.OrdinalIgnoreCase)))
        {
            throw new RefusedException(FileRefusals.TypeNotAllowed);
        }

        var stem = name.Length == 0 ? "tep" : name[..^end.Length];

        return new CheckedFile(file, Shortened(stem, end.Length > 0 ? end : kind.Extensions[0]), kind);
    }

    /// <summary>
    /// The last part of what may be a path of either kind, composed (NFC), without characters that cannot be seen: those that
    /// turn the direction of writing make <c>gpj.exe</c> read as a picture.
    /// </summary>
    private static string CleanName(string? sent)
    {
        var name = sent ?? "";
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var seen = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                && rune != Rune.ReplacementChar)
            {
                seen.Append(rune);
            }
        }

        return seen.ToString().Normalize(NormalizationForm.FormC).Trim(' ', '.');
    }

    private static string Shortened(string stem, string end)
    {
        var most = LongestName - end.Length;
        if (stem.Length > most)
        {
            stem = stem[..(char.IsHighSurrogate(stem[most - 1]) ? most - 1 : most)];
        }

        return stem + end;
    }
}
