using System.Globalization;
using System.Text;
using System.Xml;
using FusionScorer.Core.Levels;

namespace FusionScorer.Library.Exporting;

/// <summary>The labelling configuration of Label Studio that fits the tasks of <see cref="LabelStudioTasks"/>.</summary>
/// <remarks>Names of tags and attributes as in Label Studio's documentation of Video, Choices and TimelineLabels.</remarks>
public static class LabelStudioConfig
{
    /// <summary>Name of the control that holds the level.</summary>
    public const string LevelControl = "level";

    internal const string EvidenceControl = "evidence";
    internal const string VideoObject = "video";

    /// <summary>Frames a second where nothing else is said.</summary>
    public const double DefaultFrameRate = 25;

    // Beside the levels, what a reviewer may answer as well.
    private static readonly string[] OtherAnswers = ["unsure", "flag"];

    /// <summary>Writes it.</summary>
    /// <param name="to">Where to write; left open.</param>
    /// <param name="taxonomy">The levels, one choice each.</param>
    /// <param name="labels">What regions of evidence are labelled with, as <see cref="LabelStudioTasks.Write"/> gave them.</param>
    /// <param name="frameRate">Frames a second; the same as in the tasks.</param>
    public static void Write(TextWriter to, Taxonomy taxonomy, IEnumerable<string> labels, double frameRate)
    {
        using var xml = XmlWriter.Create(to, new XmlWriterSettings { CloseOutput = false, OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n" });
        xml.WriteStartElement("View");
        Element(xml, "Header", ("value", "$title"));
        Start(xml, "Video", ("name", VideoObject), ("value", "$video"), ("frameRate", frameRate.ToString("R", CultureInfo.InvariantCulture)));
        xml.WriteEndElement();
        Start(xml, "Choices", ("name", LevelControl), ("toName", VideoObject), ("choice", "single"), ("showInline", "true"));
        foreach (var level in taxonomy.Levels.Concat(OtherAnswers.Where(answer => !taxonomy.TryParse(answer, out _))))
            Element(xml, "Choice", ("value", level));
        xml.WriteEndElement();
        Start(xml, "TimelineLabels", ("name", EvidenceControl), ("toName", VideoObject));
        foreach (var label in labels.Order(StringComparer.Ordinal))
            Element(xml, "Label", ("value", label));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteWhitespace("\n");
    }

    /// <summary>What a region of evidence is labelled with: signal and kind.</summary>
    internal static string Label(string signal, string kind)
    {
        var label = new StringBuilder($"{signal}: {kind}");
        for (var i = 0; i < label.Length; i++)
        {
            if (!XmlConvert.IsXmlChar(label[i]) || char.IsControl(label[i]))
                label[i] = '\uFFFD';
        }

        return label.ToString();
    }

    private static void Element(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(xml, name, attributes);
        xml.WriteEndElement();
    }

    private static void Start(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
            xml.WriteAttributeString(attribute, value);
    }
}
