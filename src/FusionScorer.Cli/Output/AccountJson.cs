using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Cli.Output;

/// <summary>The account of a clip as JSON.</summary>
internal static class AccountJson
{
    public static void Write(Shell shell, Project project, ClipAccount account) => JsonOut.Document(shell, "fusion.show/2", json =>
    {
        var taxonomy = project.Policy.Taxonomy;
        json.WriteString("clipId", account.Clip.ClipId);
        json.WriteString("path", account.Clip.Root is null ? null : $"{account.Clip.Root}:{account.Clip.Path}");
        json.WriteString("title", account.Clip.Metadata.Title);
        json.Number("year", account.Clip.Metadata.Year);
        StatedRating.Write(json, account.Clip.Metadata.Rating, taxonomy);
        json.Array("directors", account.Clip.Metadata.Directors.Select(credit => credit.Name), json.WriteStringValue);
        json.Array("cast", account.Clip.Metadata.Cast.Select(credit => credit.Name), json.WriteStringValue);
        json.Array("writers", account.Clip.Metadata.Writers.Select(credit => credit.Name), json.WriteStringValue);
        json.Array("levels", taxonomy.Levels, json.WriteStringValue);
        json.WriteString("level", account.Level.Level < 0 ? null : taxonomy[account.Level.Level]);
        json.WriteString("source", account.Level.Source);
        json.WriteString("status", account.Level.Status);
        json.WriteBoolean("modelDisagrees", account.Level.ModelDisagrees);
        json.WriteString("modelLevel", account.Fused is null ? null : taxonomy[account.Fused.Level]);
        json.Array("posterior", account.Fused?.Posterior ?? [], json.WriteNumberValue);
        json.Number("conflict", account.Fused?.Conflict);
        json.Array("conflictPair", account.Fused?.ConflictPair.Split('|', StringSplitOptions.RemoveEmptyEntries) ?? [], json.WriteStringValue);
        json.Number("expectedCost", account.Fused?.ExpectedCost);
        json.WriteString("reason", account.Pick?.Reason);
        json.Objects("signals", account.Readings, reading =>
        {
            json.WriteString("signal", reading.Signal);
            json.WriteString("status", reading.Status.ToString().ToLowerInvariant());
            json.WriteString("reason", reading.Reason);
            json.WriteStartObject("features");
            foreach (var (name, value) in reading.Features.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteNumber(name, value);
            json.WriteEndObject();
        });
        json.Objects("evidence", account.Evidence, evidence =>
        {
            json.WriteString("signal", evidence.Signal);
            json.WriteString("kind", evidence.Kind);
            json.WriteNumber("score", evidence.Score);
            json.WriteString("text", evidence.Text);
            json.Number("startMs", evidence.StartMs);
            json.Number("endMs", evidence.EndMs);
        });
        json.WriteStartObject("account");
        json.Array("prior", account.Account?.Prior ?? [], json.WriteNumberValue);
        json.Number("temperature", account.Account?.Temperature);
        json.Objects("contributions", account.Account?.Contributions ?? [], part =>
        {
            json.WriteString("signal", part.Signal);
            json.Array("nats", part.Nats, json.WriteNumberValue);
        });
        json.WriteEndObject();
        json.Objects("votes", account.Votes, vote =>
        {
            json.WriteString("signal", vote.Signal);
            json.WriteString("function", vote.Function);
            json.WriteString("outcome", vote.Outcome);
            json.Number("rule", vote.Rule);
        });
        json.Objects("neighbours", account.Neighbours, neighbour =>
        {
            json.WriteString("clipId", neighbour.Clip.ClipId);
            json.WriteString("level", taxonomy[neighbour.Level]);
            json.Array("people", neighbour.People, json.WriteStringValue);
            json.Number("viewers", neighbour.Viewers == 0 ? null : neighbour.Viewers);
        });
        json.Objects("history", account.History, decision => DecisionJson.Write(json, account.Clip, decision));
    });
}
