namespace FusionScorer.Core.Fusion;

/// <summary>The conflict of many rows: what each pair of signal states adds is looked up where there are fewer pairs than rows.</summary>
internal static class ConflictPairs
{
    /// <summary>The conflict of each row, 0 to 1.</summary>
    /// <param name="signals">The signals with their states.</param>
    /// <param name="rows">R.</param>
    public static float[] Of(SignalStates[] signals, int rows)
    {
        var sum = new double[rows];
        var total = new double[rows];
        for (var s = 0; s < signals.Length; s++)
        {
            for (var t = s + 1; t < signals.Length; t++)
            {
                if ((long)signals[s].Count * signals[t].Count <= rows)
                    AddTable(signals[s], signals[t], sum, total);
                else
                    AddEach(signals[s], signals[t], sum, total);
            }
        }

        var conflict = new float[rows];
        for (var row = 0; row < rows; row++)
            conflict[row] = sum[row] > 0 ? (float)Math.Clamp(sum[row] / total[row], 0, 1) : 0;
        return conflict;
    }

    private static void AddTable(SignalStates s, SignalStates t, double[] sum, double[] total)
    {
        var table = new (double Weight, double Part)[s.Count * t.Count];
        for (var own = 0; own < s.Count; own++)
        {
            for (var other = 0; other < t.Count; other++)
            {
                if (s.Votes(own) && t.Votes(other))
                    table[(own * t.Count) + other] = Conflict.Part(s, own, t, other);
            }
        }

        for (var row = 0; row < sum.Length; row++)
        {
            var (weight, part) = table[(s.StateOf[row] * t.Count) + t.StateOf[row]];
            total[row] += weight;
            sum[row] += part;
        }
    }

    private static void AddEach(SignalStates s, SignalStates t, double[] sum, double[] total)
    {
        for (var row = 0; row < sum.Length; row++)
        {
            if (!s.Votes(s.StateOf[row]) || !t.Votes(t.StateOf[row]))
                continue;
            var (weight, part) = Conflict.Part(s, s.StateOf[row], t, t.StateOf[row]);
            total[row] += weight;
            sum[row] += part;
        }
    }
}
