using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace ChildPlatform.Documents.Sheets;

/// <summary>One more column for somebody's own file: what is to be said about its rows.</summary>
/// <param name="Header">Name of the column.</param>
/// <param name="HeaderRow">Number of the row that names the columns.</param>
/// <param name="Column">Place of the new column, counted from 0: behind the widest row.</param>
/// <param name="ByRow">What is said, by number of the row.</param>
public sealed record SheetNotes(string Header, int HeaderRow, int Column, IReadOnlyDictionary<int, string> ByRow)
{
    internal string? Of(int row) => row == HeaderRow ? Header : ByRow.GetValueOrDefault(row);
}

/// <summary>
/// Copies a workbook part by part as it stands, and only passes the sheet's own XML through, element by element, to put the
/// notes in. So titles, formats, widths, numbers, dates and row numbers are those of the file.
/// </summary>
internal static class XlsxNotes
{
    public static void Copy(Stream workbook, string sheetPart, Stream output, SheetNotes notes)
    {
        workbook.Position = 0;
        using var from = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);
        using var to = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var part in from.Entries)
        {
            using var source = part.Open();
            using var target = to.CreateEntry(part.FullName, CompressionLevel.Fastest).Open();
            if (string.Equals(part.FullName, sheetPart.TrimStart('/'), StringComparison.OrdinalIgnoreCase))
            {
                CopySheet(source, target, notes);
            }
            else
            {
                source.CopyTo(target);
            }
        }
    }

    private static void CopySheet(Stream source, Stream target, SheetNotes notes)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(source, settings);
        using var writer = XmlWriter.Create(target);
        var last = 0;
        reader.Read();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "row")
            {
                last = CopyRow(reader, writer, notes, last);
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "dimension")
            {
                reader.Skip(); // It would leave the new column out; readers do without it.
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "worksheet" or "sheetData")
            {
                Start(reader, writer, leaveOut: null);
                if (reader.IsEmptyElement)
                {
                    writer.WriteEndElement();
                }

                reader.Read();
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                writer.WriteFullEndElement();
                reader.Read();
            }
            else
            {
                writer.WriteNode(reader, defattr: false); // Moves on by itself.
            }
        }
    }

    private static int CopyRow(XmlReader reader, XmlWriter writer, SheetNotes notes, int last)
    {
        var number = reader.GetAttribute("r") is { } address
            ? int.Parse(address, NumberStyles.None, CultureInfo.InvariantCulture)
            : last + 1;
        var (prefix, space, note) = (reader.Prefix, reader.NamespaceURI, notes.Of(number));
        Start(reader, writer, leaveOut: "spans"); // A hint at the first and last column.
        var (isEmpty, column) = (reader.IsEmptyElement, -1);
        reader.Read();
        while (!isEmpty && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "c")
            {
                WriteNote(); // Extensions of a row stand behind its cells.
                writer.WriteNode(reader, defattr: false);
                continue;
            }

            column = reader.GetAttribute("r") is { } cell ? XlsxFile.ColumnOf(cell) : column + 1;
            if (column >= notes.Column)
            {
                WriteNote();
            }

            if (column == notes.Column)
            {
                reader.Skip(); // Behind the widest row there are only cells that are formatted and empty.
            }
            else
            {
                writer.WriteNode(reader, defattr: false);
            }
        }

        WriteNote();
        writer.WriteEndElement();
        if (!isEmpty)
        {
            reader.Read();
        }

        return number;

        void WriteNote()
        {
            if (note is null)
            {
                return;
            }

            writer.WriteStartElement(prefix, "c", space);
            writer.WriteAttributeString("r", $"{SheetRow.ColumnName(notes.Column)}{number}");
            writer.WriteAttributeString("t", "inlineStr");
            writer.WriteStartElement(prefix, "is", space);
            writer.WriteStartElement(prefix, "t", space);
            writer.WriteAttributeString("xml", "space", null, "preserve");
            writer.WriteString(SheetWriter.Storable(note));
            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteEndElement();
            note = null;
        }
    }

    private static void Start(XmlReader reader, XmlWriter writer, string? leaveOut)
    {
        writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.Name != leaveOut)
            {
                writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
            }
        }

        reader.MoveToElement();
    }
}
