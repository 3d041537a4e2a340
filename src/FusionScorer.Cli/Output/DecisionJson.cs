using System.Text.Json;
using FusionScorer.Library.Records;

namespace FusionScorer.Cli.Output;

/// <summary>A decision as JSON properties.</summary>
internal static class DecisionJson
{
    public static void Write(Utf8JsonWriter json, Clip clip, Decision decision)
    {
        json.WriteString("id", decision.Id);
        json.WriteString("clip_id", clip.ClipId);
        json.WriteString("kind", decision.Kind.ToString().ToLowerInvariant());
        json.WriteString("levels", decision.Levels.Length == 0 ? null : decision.Levels);
        json.WriteString("reviewer", decision.Reviewer);
        json.WriteString("role", decision.Role);
        json.WriteString("undoes", decision.Undoes);
        json.WriteString("policy", decision.PolicyHash);
        json.WriteString("taxonomy", decision.Taxonomy);
        json.WriteString("chosen_by", decision.ChosenBy);
        json.Number("batch", decision.BatchId);
        json.Number("inclusion_probability", decision.InclusionProbability);
        json.WriteBoolean("audit", decision.Audit);
        json.Array("posterior", decision.Posterior, json.WriteNumberValue);
        json.Number("seconds", decision.Seconds);
        json.Number("evidence_opened", decision.EvidenceOpened);
        json.WriteString("at", decision.At.ToUniversalTime());
    }
}
