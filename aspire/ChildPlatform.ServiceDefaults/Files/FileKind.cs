using System.IO.Compression;
using System.Xml;

namespace ChildPlatform.ServiceDefaults.Files;

/// <summary>
/// A kind of file that may be kept: its code, what it is called on the wire, and the ends of its names, the usual one first.
/// </summary>
public sealed record FileKind(string Code, string MediaType, IReadOnlyList<string> Extensions)
{
    /// <summary>All kinds that can be told from their content.</summary>
    public static IReadOnlyList<FileKind> Known { get; } =
    [
        new("pdf", "application/pdf", [".pdf"]),
        new("jpeg", "image/jpeg", [".jpg", ".jpeg"]),
        new("png", "image/png", [".png"]),
        new("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".docx"]),
        new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".xlsx"]),
    ];

    public static FileKind Of(string code) => Known.Single(kind => kind.Code == code);
}

/// <summary>
/// Tells a kind from the content alone. PDF, JPEG and PNG begin with bytes that their standards fix; an Office document is a ZIP
/// whose list of parts (ECMA-376) names the kind of the main one, and those with macros name another. Nothing is decoded: a
/// picture's decoder has no business with what a stranger sent.
/// </summary>
internal static class FileContent
{
    private const string PartList = "[Content_Types].xml";
    private const int LongestPartList = 1 << 20;

    private static readonly Dictionary<string, string> MainParts = new(StringComparer.Ordinal)
    {
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"] = "docx",
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"] = "xlsx",
    };

    /// <summary>The kind of the content; null when it is none that is known. The stream can be read from anywhere.</summary>
    public static FileKind? KindOf(Stream content)
    {
        Span<byte> start = stackalloc byte[8];
        content.Position = 0;
        start = start[..content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        content.Position = 0;
        var code = start switch
        {
            _ when start.StartsWith("%PDF-"u8) => "pdf",
            _ when start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => "jpeg",
            _ when start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) => "png",
            _ when start.StartsWith("PK\x3\x4"u8) => OfficeKind(content),
            _ => null,
        };

        return code is null ? null : FileKind.Of(code);
    }

    private static string? OfficeKind(Stream content)
    {
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.GetEntry(PartList) is not { Length: <= LongestPartList } list)
            {
                return null;
            }

            // What an entry says of its length is only a claim.
            using var packed = list.Open();
            var text = new byte[LongestPartList];
            var length = packed.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            using var xml = XmlReader.Create(
                new MemoryStream(text, 0, length),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (xml.Read())
            {
                if (xml.NodeType is XmlNodeType.Element && xml.LocalName == "Override"
                    && MainParts.TryGetValue(xml.GetAttribute("ContentType") ?? "", out var code))
                {
                    return code;
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or ArithmeticException
            or NotSupportedException or XmlException)
        {
            // Not what it says it is. The reader of archives has its own words for each way to be wrong.
        }

        return null;
    }
}
