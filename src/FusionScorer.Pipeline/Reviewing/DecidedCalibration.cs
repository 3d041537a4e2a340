using FusionScorer.Core.Classification;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Confidence against what people found, on decided clips, whose posteriors are from models without their decision.</summary>
internal static class DecidedCalibration
{
    /// <summary>The diagram; null while nothing is decided.</summary>
    /// <param name="standings">What people said, by clip number.</param>
    /// <param name="rowOf">A clip's row, −1 for none.</param>
    /// <param name="posterior">n × K probabilities.</param>
    /// <param name="levels">K.</param>
    /// <param name="temperature">Undoes this temperature: p^T, normalised, is what the same logits say at temperature 1.</param>
    public static ReliabilityDiagram? Of(
        IReadOnlyDictionary<long, Standing> standings, Func<long, int> rowOf, ReadOnlySpan<float> posterior, int levels, double temperature = 1)
    {
        var (confidence, right) = (new List<double>(standings.Count), new List<bool>(standings.Count));
        foreach (var (clip, standing) in standings)
        {
            if (standing.Levels.IsEmpty || rowOf(clip) is not (var row and >= 0))
                continue;
            var p = posterior.Slice(row * levels, levels);
            var top = 0;
            for (var level = 1; level < levels; level++)
                top = p[level] > p[top] ? level : top;
            confidence.Add(Math.Clamp(Top(p, top, temperature), 0, 1));
            right.Add(standing.Levels.Contains(top));
        }

        return confidence.Count == 0 ? null : ReliabilityDiagram.Of([.. confidence], [.. right], []);
    }

    private static double Top(ReadOnlySpan<float> p, int top, double temperature)
    {
        if (temperature.Equals(1.0))
            return p[top];
        var sum = 0.0;
        foreach (var value in p)
            sum += Math.Pow(value / (double)p[top], temperature);
        return 1 / sum;
    }
}
