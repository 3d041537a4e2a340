using System.Text;
using System.Xml;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Nfo;

namespace FusionScorer.Library.Scanning;

/// <summary>Reads NFO files as Kodi and Jellyfin write them: XML, optionally with an address after it, or an IMDb address alone.</summary>
/// <remarks>The files are hostile: no DTD, no external entity, at most 1 MB. A damaged file gives what could be read before the damage, and a warning.</remarks>
public static class NfoReader
{
    /// <summary>Larger files are not read.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="warning">What is wrong with it; null when nothing is.</param>
    public static ClipMetadata Read(string path, out string? warning)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MaxBytes)
            {
                warning = $"the NFO is larger than {MaxBytes >> 20} MB; not read";
                return ClipMetadata.Empty;
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Parse(bytes, out warning);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            warning = $"the NFO cannot be read: {exception.Message}";
            return ClipMetadata.Empty;
        }
    }

    /// <summary>Reads the content of a file.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="warning">What is wrong with it; null when nothing is.</param>
    public static ClipMetadata Parse(byte[] content, out string? warning)
    {
        warning = null;
        var decoded = NfoEncoding.Read(content, out var encoding);
        var isOld = decoded is not null && encoding.IsSingleByte;
        var text = isOld ? decoded! : Encoding.UTF8.GetString(content);
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (start.IsEmpty)
            return ClipMetadata.Empty;
        var utf16 = content.Length > 1 && (content[0], content[1]) is (0xFF, 0xFE) or (0xFE, 0xFF);
        if (start[0] != '<' && !utf16)
        {
            var id = ImdbId.InUrl(start);
            if (id is null)
                warning = "the NFO is neither XML nor an IMDb address; not read";
            return new ClipMetadata(ImdbId: id);
        }

        var fields = new NfoFields();
        try
        {
            // White space before the declaration is a fault that players forgive.
            var skip = utf16 ? 0 : Encoding.UTF8.GetByteCount(text.AsSpan(0, text.Length - start.Length));
            using var stream = new MemoryStream(content, Math.Min(skip, content.Length), content.Length - Math.Min(skip, content.Length));
            using var reader = isOld ? XmlReader.Create(new StringReader(start.ToString()), Settings) : XmlReader.Create(stream, Settings);
            ReadRoot(reader, fields);
        }
        catch (Exception exception) when (exception is XmlException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            warning = exception is XmlException xml
                ? $"the NFO is damaged at line {xml.LineNumber}, the rest was not read"
                : "the NFO is damaged or in an unknown encoding; the rest was not read";
        }

        var metadata = fields.ToMetadata(ImdbId.InUrl(text.AsSpan(text.LastIndexOf('>') + 1)));
        return !utf16 && warning is null && NfoRating.OfAll(text) is { } ratings ? metadata with { Rating = ratings } : metadata;
    }

    // Only children of the root count, and those of actors; reading ends with the root, so an address may follow.
    private static void ReadRoot(XmlReader reader, NfoFields fields)
    {
        if (reader.MoveToContent() != XmlNodeType.Element || reader.IsEmptyElement)
            return;
        var field = "";
        string? type = null;
        var person = new NfoPerson();
        var value = new StringBuilder();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.Depth == 1:
                    (field, type) = (reader.LocalName, reader.GetAttribute("type"));
                    person = NfoPerson.Of(reader);
                    value.Clear();
                    break;
                case XmlNodeType.Element when reader.Depth == 2:
                    value.Clear();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    value.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement when reader.Depth == 2 && field == "actor":
                    person.Add(reader.LocalName, value.ToString());
                    break;
                case XmlNodeType.EndElement when reader.Depth == 1 && NfoPerson.IsIn(field):
                    person.Add(field == "actor" ? "" : "name", value.ToString());
                    fields.AddPerson(field, person.Type, person.Name, person.Imdb, person.Tmdb);
                    break;
                case XmlNodeType.EndElement when reader.Depth == 1:
                    fields.Add(field, type, value.ToString());
                    break;
                case XmlNodeType.EndElement when reader.Depth == 0:
                    return;
                default:
                    break;
            }
        }
    }
}
