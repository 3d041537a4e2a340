using System.Globalization;
using System.Text.Json;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Exporting;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Importing;

/// <summary>Answers in what Label Studio exports: a task with its annotations (JSON), or one annotation beside the task's data (JSON-MIN).</summary>
internal static class LabelStudioJson
{
    private const string Choices = "choices";

    /// <summary>What an answer without its own reason says of how the clip was chosen.</summary>
    private const string ChosenBy = "label-studio";

    /// <summary>The decisions of one object of the file; an annotation by each annotator is one.</summary>
    /// <param name="line">The line on which it starts.</param>
    /// <param name="item">The object.</param>
    /// <param name="taxonomy">Where level names come from.</param>
    /// <param name="unanswered">Told of what holds no answer.</param>
    /// <exception cref="FormatException">The object is no task, or has no clip, or an answer is no level.</exception>
    public static IReadOnlyList<ImportedDecision> Decisions(long line, JsonElement item, Taxonomy taxonomy, Action<string>? unanswered)
    {
        var task = item.Name("id") ?? "without an id";
        if (item.Get("annotations") is null && item.Get("completions") is null)
            return Small(line, task, item, taxonomy, unanswered) is { } only ? [only] : [];
        var clip = Clip(item.Get("data") ?? throw new FormatException("it has no 'data'"));
        var decisions = new List<ImportedDecision>();
        foreach (var annotation in item.List(item.Get("annotations") is null ? "completions" : "annotations"))
        {
            if (Answer(annotation, taxonomy) is { } answer)
                decisions.Add(Decision(line, task, clip, answer, annotation, annotation.Name("id"), annotation.Get("completed_by")));
            else
                unanswered?.Invoke($"task {task}, annotation {annotation.Name("id")}: no level was chosen");
        }

        if (decisions.Count == 0 && !item.List(item.Get("annotations") is null ? "completions" : "annotations").Any())
            unanswered?.Invoke($"task {task}: nobody has annotated it");
        return decisions;
    }

    // JSON-MIN: data, results by the names of their controls, and the annotation's own fields lie side by side.
    private static ImportedDecision? Small(long line, string task, JsonElement item, Taxonomy taxonomy, Action<string>? unanswered)
    {
        if (item.Get("annotation_id") is null && item.Get("annotator") is null && item.Get("data") is not null)
            throw new FormatException("it has no annotations; export from Label Studio as JSON or JSON-MIN");
        var clip = Clip(item);
        if (item.Flag("was_cancelled"))
            return Decision(line, task, clip, (DecisionKind.Skip, default), item, item.Name("annotation_id"), item.Get("annotator"));
        if (item.Get(LabelStudioConfig.LevelControl) is not { } level)
        {
            unanswered?.Invoke($"task {task}: no level was chosen");
            return null;
        }

        var names = level.ValueKind == JsonValueKind.Object ? level.List(Choices) : level.ValueKind == JsonValueKind.Array ? level.EnumerateArray() : [level];
        return Decision(line, task, clip, Of([.. names.Select(name => JsonRead.NameOf(name, LabelStudioConfig.LevelControl))], taxonomy), item, item.Name("annotation_id"), item.Get("annotator"));
    }

    private static string Clip(JsonElement data) => data.Name("clip_id") ?? data.Name("reference")
        ?? throw new FormatException("its data have no 'clip_id'; keep the data of the tasks that fusion export wrote");

    private static (DecisionKind Kind, LevelSet Levels)? Answer(JsonElement annotation, Taxonomy taxonomy)
    {
        if (annotation.Flag("was_cancelled"))
            return (DecisionKind.Skip, default);
        var results = annotation.List("result").Where(result => result.Text("type") == Choices).ToList();
        var named = results.Where(result => result.Text("from_name") == LabelStudioConfig.LevelControl).ToList();
        if (named.Count == 0)
            named = results;
        if (named.Count == 0)
            return null;
        if (named.Count > 1)
            throw new FormatException($"annotation {annotation.Name("id")} has several choices and none is named '{LabelStudioConfig.LevelControl}'; name the control of the level so");
        var value = named[0].Get("value") ?? throw new FormatException($"annotation {annotation.Name("id")} has a choice without a value");
        return Of([.. value.List(Choices).Select(choice => JsonRead.NameOf(choice, Choices))], taxonomy);
    }

    // Several levels chosen are a set of levels, as in G|PG.
    private static (DecisionKind Kind, LevelSet Levels) Of(IReadOnlyList<string> choices, Taxonomy taxonomy) => DecisionText.Answer(string.Join('|', choices), taxonomy);

    private static ImportedDecision Decision(
        long line, string task, string clip, (DecisionKind Kind, LevelSet Levels) answer, JsonElement annotation, string? id, JsonElement? by)
    {
        // An annotation that was changed since is another answer; the one that was imported before stays in the log.
        var at = annotation.Text("updated_at") ?? annotation.Text("created_at");
        var seconds = annotation.Number("lead_time");
        return new ImportedDecision(line, clip, answer.Kind, answer.Levels, Annotator(by), DecisionText.Time(at), ChosenBy)
        {
            Key = id is null ? null : string.Create(CultureInfo.InvariantCulture, $"{ChosenBy}\n{id}\n{at}"),
            Place = $"task {task}",
            Seconds = seconds >= 0 ? seconds : null,
        };
    }

    private static string? Annotator(JsonElement? by) => by is not { } who ? null
        : who.ValueKind == JsonValueKind.Object ? who.Text("email") is { Length: > 0 } email ? email : who.Name("id")
        : JsonRead.NameOf(who, "completed_by");
}
