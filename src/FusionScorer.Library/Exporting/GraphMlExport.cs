using System.Globalization;
using System.Text;
using System.Xml;

namespace FusionScorer.Library.Exporting;

/// <summary>Graphs as GraphML 1.0 (Brandes, Eiglsperger, Herman, Himsolt and Marshall 2002), as Gephi and QuikGraph read it.</summary>
/// <remarks>
/// Node data: kind (clip, person, viewer), label (what to show), clip_id, title, year, level, level_source, name. Link data: relation. What is unknown is left out.
/// Characters that XML 1.0 has no place for become U+FFFD.
/// </remarks>
public sealed class GraphMlExport : IGraphExport
{
    /// <summary>The namespace of its elements.</summary>
    public const string Namespace = "http://graphml.graphdrawing.org/xmlns";

    private const char Replacement = '\uFFFD';

    private static readonly (string Name, string For, string Type)[] Keys =
    [
        ("kind", "node", "string"), ("label", "node", "string"), ("clip_id", "node", "string"), ("title", "node", "string"), ("year", "node", "int"),
        ("level", "node", "string"), ("level_source", "node", "string"), ("name", "node", "string"), ("relation", "edge", "string"),
    ];

    /// <inheritdoc/>
    public void Write(TextWriter to, ExportGraph graph)
    {
        using var xml = XmlWriter.Create(to, new XmlWriterSettings { CloseOutput = false, NewLineHandling = NewLineHandling.Entitize });
        xml.WriteStartDocument();
        xml.WriteWhitespace("\n");
        xml.WriteStartElement("graphml", Namespace);
        foreach (var (name, owner, type) in Keys)
        {
            xml.WriteWhitespace("\n");
            Start(xml, "key", ("id", name), ("for", owner), ("attr.name", name), ("attr.type", type));
            xml.WriteEndElement();
        }

        xml.WriteWhitespace("\n");
        Start(xml, "graph", ("id", "links"), ("edgedefault", "undirected"));
        foreach (var clip in graph.Clips)
        {
            Node(xml, clip.Id, "clip", clip.Title ?? clip.ClipId);
            Data(xml, "clip_id", clip.ClipId);
            Data(xml, "title", clip.Title);
            Data(xml, "year", clip.Year?.ToString(CultureInfo.InvariantCulture));
            Data(xml, "level", clip.Level);
            Data(xml, "level_source", clip.LevelSource);
            xml.WriteEndElement();
        }

        foreach (var node in graph.Nodes)
        {
            Node(xml, node.Id, node.Kind, node.Name ?? node.Id);
            Data(xml, "name", node.Name);
            xml.WriteEndElement();
        }

        var links = 0L;
        foreach (var link in graph.Links)
        {
            xml.WriteWhitespace("\n");
            Start(xml, "edge", ("id", string.Create(CultureInfo.InvariantCulture, $"e{++links}")), ("source", link.Clip), ("target", link.Node));
            Data(xml, "relation", link.Relation);
            xml.WriteEndElement();
        }

        xml.WriteWhitespace("\n");
        xml.WriteEndElement();
        xml.WriteWhitespace("\n");
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void Node(XmlWriter xml, string id, string kind, string label)
    {
        xml.WriteWhitespace("\n");
        Start(xml, "node", ("id", id));
        Data(xml, "kind", kind);
        Data(xml, "label", label);
    }

    private static void Start(XmlWriter xml, string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(element, Namespace);
        foreach (var (name, value) in attributes)
            xml.WriteAttributeString(name, value);
    }

    private static void Data(XmlWriter xml, string key, string? value)
    {
        if (value is null)
            return;
        Start(xml, "data", ("key", key));
        xml.WriteString(Clean(value));
        xml.WriteEndElement();
    }

    private static string Clean(string text)
    {
        var faulty = FirstFault(text, 0);
        if (faulty < 0)
            return text;
        var clean = new StringBuilder(text);
        for (; faulty >= 0; faulty = FirstFault(text, faulty + 1))
            clean[faulty] = Replacement;
        return clean.ToString();
    }

    private static int FirstFault(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                i++;
            else if (!XmlConvert.IsXmlChar(text[i]))
                return i;
        }

        return -1;
    }
}
