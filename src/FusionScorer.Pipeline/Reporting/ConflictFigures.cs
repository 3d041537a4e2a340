namespace FusionScorer.Pipeline.Reporting;

/// <summary>Which pairs of signals dominate conflicts, how often, and on which clips most.</summary>
internal static class ConflictFigures
{
    private const int MostPairs = 20;
    private const int WorstClips = 5;

    public static ReportConflict? Of(ReportState state)
    {
        if (state.Run is null)
            return null;
        var threshold = state.Policy.ConflictThreshold;
        var tallies = new Tally[state.PairNames.Count];
        for (var pair = 0; pair < tallies.Length; pair++)
            tallies[pair] = new Tally();
        for (var row = 0; row < state.Clips.Count; row++)
        {
            if (state.Pair[row] < 0)
                continue;
            var tally = tallies[state.Pair[row]];
            tally.Clips++;
            tally.Sum += state.Conflict[row];
            tally.Above += state.Conflict[row] >= threshold ? 1 : 0;
            tally.Offer(row, state.Conflict[row]);
        }

        var order = Enumerable.Range(0, tallies.Length).OrderByDescending(pair => tallies[pair].Clips).ThenBy(pair => state.PairNames[pair], StringComparer.Ordinal).ToList();
        return new ReportConflict(
            threshold, tallies.Sum(tally => tally.Clips), tallies.Sum(tally => tally.Above), [.. order.Take(MostPairs).Select(pair => View(state, state.PairNames[pair], tallies[pair]))],
            Math.Max(0, order.Count - MostPairs));
    }

    private static ReportConflictPair View(ReportState state, string pair, Tally tally)
    {
        var bar = pair.IndexOf('|', StringComparison.Ordinal);
        return new ReportConflictPair(
            bar < 0 ? pair : pair[..bar], bar < 0 ? "" : pair[(bar + 1)..], tally.Clips, tally.Above, tally.Clips == 0 ? 0 : tally.Sum / tally.Clips,
            [.. tally.Worst.Select(worst => new ReportConflictClip(
                state.Clips[worst.Row].ClipId, state.Clips[worst.Row].Name, state.Shown[worst.Row].Level is var level and >= 0 ? state.Taxonomy[level] : "", state.Shown[worst.Row].Source, worst.Conflict))]);
    }

    private sealed class Tally
    {
        public int Clips { get; set; }

        public int Above { get; set; }

        public double Sum { get; set; }

        /// <summary>The greatest conflicts, in order; of equal ones those of clips that came first.</summary>
        public List<(int Row, float Conflict)> Worst { get; } = new(WorstClips + 1);

        public void Offer(int row, float conflict)
        {
            if (Worst.Count == WorstClips && conflict <= Worst[^1].Conflict)
                return;
            var at = Worst.Count;
            while (at > 0 && Worst[at - 1].Conflict < conflict)
                at--;
            Worst.Insert(at, (row, conflict));
            if (Worst.Count > WorstClips)
                Worst.RemoveAt(WorstClips);
        }
    }
}
