using System.Globalization;
using FusionScorer.Core.Levels;

namespace FusionScorer.Library.Exporting;

/// <summary>Exports as CSV: UTF-8 text, a header, line feeds. Text cells are safe to open in a spreadsheet.</summary>
public static class CsvExport
{
    /// <summary>Writes clips: clip_id, reference, title, level, source, status, conflict, <c>p[LEVEL]</c> for each level, policy.</summary>
    /// <param name="to">Where to write; left open.</param>
    /// <param name="taxonomy">The levels of the probabilities.</param>
    /// <param name="rows">Written one by one.</param>
    public static void WriteClips(TextWriter to, Taxonomy taxonomy, IEnumerable<ExportRow> rows)
    {
        Line(to, ["clip_id", "reference", "title", "level", "source", "status", "conflict", .. taxonomy.Levels.Select(level => $"p[{level}]"), "policy"]);
        foreach (var row in rows)
        {
            Line(to,
            [
                row.ClipId, row.Reference, row.Title, row.Level, row.Source, row.Status, Number(row.Conflict),
                .. Enumerable.Range(0, taxonomy.Count).Select(level => level < row.Posterior.Count ? Number(row.Posterior[level]) : ""), row.PolicyHash,
            ]);
        }
    }

    /// <summary>Writes decisions; <c>label --import</c> reads all of it back.</summary>
    /// <param name="to">Where to write; left open.</param>
    /// <param name="rows">Written one by one.</param>
    public static void WriteDecisions(TextWriter to, IEnumerable<ExportDecision> rows)
    {
        Line(to,
        [
            "id", "clip_id", "reference", "kind", "level", "reviewer", "role", "at", "chosen_by", "batch", "inclusion_probability", "audit", "seconds",
            "evidence_opened", "posterior", "undoes", "taxonomy", "policy", "note",
        ]);
        foreach (var row in rows)
        {
            var decision = row.Decision;
            Line(to,
            [
                decision.Id, row.ClipId, row.Reference, row.KindName, row.Answer, decision.Reviewer, decision.Role,
                decision.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), decision.ChosenBy,
                decision.BatchId?.ToString(CultureInfo.InvariantCulture), Number(decision.InclusionProbability), decision.Audit ? "true" : "false",
                Number(decision.Seconds), decision.EvidenceOpened?.ToString(CultureInfo.InvariantCulture),
                string.Join('|', decision.Posterior.Select(p => p.ToString("R", CultureInfo.InvariantCulture))), decision.Undoes, decision.Taxonomy,
                decision.PolicyHash, decision.Note,
            ]);
        }
    }

    /// <summary>Writes evidence: clip_id, reference, signal, kind, score, start_ms, end_ms, text.</summary>
    /// <param name="to">Where to write; left open.</param>
    /// <param name="rows">Written one by one.</param>
    public static void WriteEvidence(TextWriter to, IEnumerable<ExportEvidence> rows)
    {
        Line(to, ["clip_id", "reference", "signal", "kind", "score", "start_ms", "end_ms", "text"]);
        foreach (var row in rows)
        {
            var evidence = row.Evidence;
            Line(to, [row.ClipId, row.Reference, evidence.Signal, evidence.Kind, Number(evidence.Score), Number(evidence.StartMs), Number(evidence.EndMs), evidence.Text]);
        }
    }

    private static void Line(TextWriter to, ReadOnlySpan<string?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                to.Write(',');
            to.Write(CsvCell.Safe(cells[i]));
        }

        to.Write('\n');
    }

    private static string Number(double? value) => value is { } number ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}
