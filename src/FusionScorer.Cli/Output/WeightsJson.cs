using FusionScorer.Core.Fusion;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Cli.Output;

/// <summary>Signal weights and their preview as JSON.</summary>
internal static class WeightsJson
{
    public static void WriteOverview(Shell shell, Project project, WeightsOverview overview) => JsonOut.Document(shell, "fusion.weights/1", json =>
    {
        json.WriteString("policy", project.PolicyRow.Hash);
        json.WriteNumber("clips", overview.Blocks.Rows);
        json.WriteNumber("decisions", overview.Suggestion.Decisions);
        json.WriteString("caveat", overview.Suggestion.Caveat);
        json.Objects("signals", overview.Suggestion.Signals.Index(), pair =>
        {
            json.WriteString("name", pair.Item.Signal);
            json.WriteNumber("weight", overview.Weights.Of(pair.Item.Signal));
            json.WriteNumber("suggested", pair.Item.Weight);
            json.WriteNumber("suggestedSd", pair.Item.Sd);
            json.WriteBoolean("informed", pair.Item.Informed);
            json.Number("contribution", overview.Contributions[pair.Index]);
        });
    });

    public static void WritePreview(Shell shell, Project project, WeightsOverview overview, SignalWeights after, string source, PolicyPreview preview) =>
        JsonOut.Document(shell, "fusion.weights.preview/1", json =>
        {
            var taxonomy = project.Policy.Taxonomy;
            json.WriteString("policy", project.PolicyRow.Hash);
            json.WriteString("source", source);
            json.Objects("weights", WeightsReport.Changes(overview, after), change =>
            {
                json.WriteString("signal", change.Signal);
                json.WriteNumber("before", change.Before);
                json.WriteNumber("after", change.After);
            });
            json.WriteNumber("clips", preview.Rows);
            json.WriteNumber("moved", preview.Moved);
            json.WriteNumber("milder", preview.Milder);
            json.WriteNumber("stricter", preview.Stricter);
            json.Number("costBefore", preview.Before.Cost);
            json.Number("costAfter", preview.After.Cost);
            json.Array("levels", taxonomy.Levels, json.WriteStringValue);
            json.Array("counts", Enumerable.Range(0, taxonomy.Count), from =>
            {
                json.WriteStartArray();
                for (var to = 0; to < taxonomy.Count; to++)
                    json.WriteNumberValue(preview[from, to]);
                json.WriteEndArray();
            });
            var named = WeightsRun.Named(project, overview, preview);
            json.Objects("examples", preview.Examples.Where(row => named.ContainsKey(row.Row)), row =>
            {
                var clip = named[row.Row];
                json.WriteString("clipId", clip.ClipId);
                json.WriteString("title", clip.Metadata.Title);
                json.WriteString("from", taxonomy[row.From]);
                json.WriteString("to", taxonomy[row.To]);
                json.Number("change", row.Change);
            });
        });
}
