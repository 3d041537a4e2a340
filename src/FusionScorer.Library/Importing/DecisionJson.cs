using System.Text.Json;
using FusionScorer.Core;
using FusionScorer.Core.Levels;

namespace FusionScorer.Library.Importing;

/// <summary>Reads decisions out of JSON: our own exports (json, jsonl), or what Label Studio exports (JSON, JSON-MIN). Which one it is shows in each object.</summary>
public static class DecisionJson
{
    private const string Schema = "fusion.export.decisions/1";

    /// <summary>Reads one by one, as they are asked for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="taxonomy">Where level names come from; they go before the words unsure, skip and flag.</param>
    /// <param name="unanswered">Told of tasks and annotations that hold no answer; these are passed over.</param>
    /// <exception cref="BadInputException">The file is no JSON, or an object is bad.</exception>
    public static IEnumerable<ImportedDecision> Rows(string path, Taxonomy taxonomy, Action<string>? unanswered = null)
    {
        using var items = JsonItems.Open(path);
        while (items.Read())
        {
            if (items.Schema is not (null or Schema))
                throw items.At($"'{items.Schema}' is not an export of decisions ({Schema})");
            foreach (var decision in Of(items, taxonomy, unanswered))
                yield return decision;
        }
    }

    private static IReadOnlyList<ImportedDecision> Of(JsonItems items, Taxonomy taxonomy, Action<string>? unanswered)
    {
        var item = items.Item;
        var place = "";
        try
        {
            if (item.Get("clipId") is not null)
                return [Own(items.Line, item)];
            place = $"task {item.Name("id") ?? "without an id"}: ";
            return LabelStudioJson.Decisions(items.Line, item, taxonomy, unanswered);
        }
        catch (FormatException fault)
        {
            throw items.At(place + fault.Message);
        }
    }

    private static ImportedDecision Own(long line, JsonElement item)
    {
        var origin = new DecisionOrigin(
            Taxonomy.Create("then", item.List("levels").Select(level => JsonRead.NameOf(level, "levels"))), item.Text("level") ?? "", item.Text("role") ?? "",
            item.Text("undoes"), item.Text("policy") ?? "", item.Whole("batch"), item.Number("inclusionProbability"), item.Flag("audit"),
            [.. item.List("posterior").Select(Probability)], (int?)item.Whole("evidenceOpened"));
        return DecisionText.Own(
            line, item.Text("id") ?? "", item.Text("clipId")!, item.Text("kind") ?? "", item.Text("reviewer") ?? "", item.Text("at"), item.Text("chosenBy") ?? "", origin) with
        {
            Seconds = item.Number("seconds"),
            Note = item.Text("note"),
        };
    }

    private static float Probability(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var p) && float.IsFinite(p)
        ? p
        : throw new FormatException($"{value.GetRawText()} in 'posterior' is not a probability");
}
