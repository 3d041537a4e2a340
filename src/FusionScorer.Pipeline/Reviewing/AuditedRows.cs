using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Audit picks beside the decisions on them.</summary>
/// <remarks>
/// Picks of two kinds have an answer: clips that were decided anyway, all of them, and clips that had to be asked for the audit, some of them. The
/// latter also speak for those that still wait: weighting by the response within each class (Little and Rubin 2002, section 3.3).
/// </remarks>
/// <param name="Answers">Rows with what the person holds possible, and the chance with which they came into the audit.</param>
/// <param name="Waiting">Rows without an answer that stands.</param>
internal sealed record AuditedRows(IReadOnlyList<(int Row, LevelSet Truth, double Chance)> Answers, IReadOnlyList<int> Waiting)
{
    /// <summary>Puts picks and decisions together.</summary>
    /// <param name="picks">All picks.</param>
    /// <param name="rowOf">A clip's row; −1 when the audit does not speak for it.</param>
    /// <param name="standingOf">What people said of a clip.</param>
    public static AuditedRows Of(IEnumerable<AuditPick> picks, Func<long, int> rowOf, Func<long, Standing?> standingOf)
    {
        var drawn = picks.Where(pick => rowOf(pick.ClipNo) >= 0)
            .Select(pick => (Pick: pick, Standing: standingOf(pick.ClipNo) is { Levels.IsEmpty: false } standing ? standing : null)).ToList();
        List<int> waiting = [.. drawn.Where(pick => pick.Standing is null).Select(pick => rowOf(pick.Pick.ClipNo))];
        var asked = drawn.Count(pick => pick.Standing?.Audited == true);

        // While no pick that had to be asked is answered, those that were decided anyway would speak for all.
        if (asked == 0 && waiting.Count > 0)
            return new AuditedRows([], waiting);

        var answers = new List<(int Row, LevelSet Truth, double Chance)>();
        foreach (var (pick, standing) in drawn)
        {
            if (standing is null)
                continue;

            // Times the share of answers, since those decided anyway never wait for one.
            var chance = ChanceOfPlace(pick) * (standing.Audited ? asked / (double)(asked + waiting.Count) : 1);
            answers.Add((rowOf(pick.ClipNo), standing.Levels, Math.Clamp(chance, double.Epsilon, 1)));
        }

        return new AuditedRows(answers, waiting);
    }

    /// <summary>A pick's chance for one place: batches raffle different numbers of places.</summary>
    public static double ChanceOfPlace(AuditPick pick) => pick.InclusionProbability / Math.Max(1, pick.Raffled);
}
