using System.Text.Json;
using FusionScorer.Core.Graph;
using FusionScorer.Library.Records;
using FusionScorer.Core.Levels;
using FusionScorer.Pipeline.Linking;

namespace FusionScorer.Cli.Output;

/// <summary>Links as JSON.</summary>
internal static class GraphJson
{
    public static void Write(Shell shell, Taxonomy taxonomy, LinkReasons reasons) => JsonOut.Document(shell, "fusion.graph.clip/1", json =>
    {
        json.WriteString("clipId", reasons.Clip.ClipId);
        json.WriteString("title", reasons.Clip.Metadata.Title);
        json.WriteString("level", reasons.Level.Level < 0 ? null : taxonomy[reasons.Level.Level]);
        json.WriteString("source", reasons.Level.Level < 0 ? null : reasons.Level.Source);
        json.WriteString("words", reasons.Words);
        json.Objects("relations", reasons.Relations, relation =>
        {
            json.WriteString("signal", relation.Paths.Signal);
            json.WriteString("name", relation.Paths.Name);
            json.Number("linked", relation.Paths.Linked);
            json.Number("moved", relation.Paths.Moved);
            json.WriteNumber("fewShared", relation.Paths.FewShared);
            json.WriteBoolean("cut", relation.Paths.Cut);
            json.Objects("people", relation.People, person =>
            {
                json.WriteString("name", person.Name);
                json.WriteNumber("clips", person.Path.Clips);
                json.WriteNumber("known", person.Path.Known);
                json.Objects("levels", person.Path.Levels, level =>
                {
                    json.WriteString("level", taxonomy[level.Level]);
                    json.WriteNumber("clips", level.Clips);
                });
                json.WriteString("towards", person.Path.Middle < 0 ? null : taxonomy[person.Path.Middle]);
                json.Number("moved", person.Path.Moved);
                json.WriteBoolean("cut", person.Path.Cut);
                json.Objects("examples", person.Examples, example =>
                {
                    json.WriteString("clipId", example.Clip.ClipId);
                    json.WriteString("title", example.Clip.Metadata.Title);
                    json.WriteString("level", taxonomy[example.Level]);
                });
            });
            json.Objects("viewers", relation.Viewers, shared =>
            {
                json.WriteString("clipId", shared.Clip.ClipId);
                json.WriteString("title", shared.Clip.Metadata.Title);
                json.WriteString("level", taxonomy[shared.Path.Level]);
                json.WriteNumber("viewers", shared.Path.Viewers);
                json.Number("weight", shared.Path.Weight);
            });
        });
    });

    public static void Write(Shell shell, LinkStatistics statistics, IReadOnlyList<IGrouping<int, PersonSpelling>> spellings) => JsonOut.Document(shell, "fusion.graph.stats/1", json =>
    {
        json.WriteNumber("clips", statistics.Clips);
        json.Objects("relations", statistics.Relations, relation =>
        {
            json.WriteString("signal", relation.Signal);
            json.WriteString("name", relation.Name);
            json.WriteNumber("linkedClips", relation.LinkedClips);
            json.WriteNumber("nodes", relation.Nodes);
            json.WriteNumber("singleNodes", relation.SingleNodes);
            json.WriteNumber("links", relation.Links);
            Degrees(json, "ofClips", relation.OfClips);
            Degrees(json, "ofNodes", relation.OfNodes);
        });
        json.WriteStartObject("components");
        Components(json, "people", statistics.People);
        Components(json, "all", statistics.All);
        json.WriteEndObject();
        json.Objects("spellings", spellings, person => json.Objects("names", [.. person], spelling =>
        {
            json.WriteString("name", spelling.Name);
            json.WriteNumber("credits", spelling.Count);
        }));
    });

    public static void Write(Shell shell, string path, ProjectGraph graph) => JsonOut.Document(shell, "fusion.export.graph/1", json =>
    {
        json.WriteString("path", path);
        json.WriteNumber("clips", graph.Clips);
        json.WriteNumber("people", graph.People);
        json.WriteNumber("viewers", graph.Viewers);
        json.WriteNumber("links", graph.Links);
    });

    private static void Degrees(Utf8JsonWriter json, string name, DegreeSummary degrees)
    {
        json.WriteStartObject(name);
        json.WriteNumber("median", degrees.Median);
        json.WriteNumber("p90", degrees.NinetiethPercentile);
        json.WriteNumber("most", degrees.Most);
        json.WriteEndObject();
    }

    private static void Components(Utf8JsonWriter json, string name, ComponentSummary components)
    {
        json.WriteStartObject(name);
        json.WriteNumber("number", components.Components);
        json.WriteNumber("largest", components.Largest);
        json.WriteNumber("alone", components.Alone);
        json.WriteEndObject();
    }
}
