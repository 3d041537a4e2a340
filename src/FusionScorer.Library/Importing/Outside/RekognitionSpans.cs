namespace FusionScorer.Library.Importing.Outside;

/// <summary>A label of an answer.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Name">What was seen.</param>
/// <param name="Parent">What it is a kind of; empty for nothing.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="StartMs">When; null for no place in time.</param>
/// <param name="EndMs">Until when; null where the label stands for a single picture.</param>
internal readonly record struct RekognitionLabel(string Clip, string Name, string Parent, double Score, double? StartMs, double? EndMs);

/// <summary>Makes spans of labels on single pictures: the same label on one sampled picture after the other was there all the while.</summary>
/// <remarks>
/// The answer does not say how often it looked; the smallest step between two of its times tells, at most a second. A picture stands for one such step, and neighbours are at most one and a half
/// apart, since times are rounded.
/// </remarks>
internal static class RekognitionSpans
{
    private const double LongestStep = 1000;
    private const double UsualStep = 500;
    private const double Near = 1.5;

    /// <summary>Joins the labels of one video.</summary>
    /// <param name="labels">All of its labels, in any order.</param>
    /// <param name="durationMs">How long the video is; null where it is not told.</param>
    /// <returns>Spans by label and time; each has the largest score of its pictures.</returns>
    public static IEnumerable<RekognitionLabel> Of(IReadOnlyList<RekognitionLabel> labels, double? durationMs)
    {
        var step = Step(labels);
        foreach (var kind in WithParents(labels).GroupBy(label => (label.Name, label.Parent)))
        {
            RekognitionLabel? open = null;
            foreach (var label in kind.Where(label => label is { StartMs: not null, EndMs: null }).OrderBy(label => label.StartMs))
            {
                if (open is { } span && label.StartMs - span.EndMs <= (Near - 1) * step)
                {
                    open = span with { Score = Math.Max(span.Score, label.Score), EndMs = Until(label) };
                    continue;
                }

                if (open is { } done)
                    yield return done;
                open = label with { EndMs = Until(label) };
            }

            if (open is { } last)
                yield return last;
            foreach (var segment in kind.Where(label => label.StartMs is null || label.EndMs is not null))
                yield return segment;
        }

        double Until(RekognitionLabel label) => Math.Max(label.StartMs!.Value, Math.Min(label.StartMs.Value + step, durationMs ?? double.MaxValue));
    }

    private static double Step(IReadOnlyList<RekognitionLabel> labels)
    {
        double[] times = [.. labels.Where(label => label is { StartMs: not null, EndMs: null }).Select(label => label.StartMs!.Value).Distinct().Order()];
        return times.Length < 2 ? UsualStep : Math.Min(LongestStep, times.Skip(1).Zip(times, (later, earlier) => later - earlier).Min());
    }

    // Answers list the parents of a label beside it; where a filter took them out, rules over the parent would be blind.
    private static IEnumerable<RekognitionLabel> WithParents(IReadOnlyList<RekognitionLabel> labels)
    {
        var named = labels.Select(label => label.Name).ToHashSet(StringComparer.Ordinal);
        return labels.Concat(labels.Where(label => label.Parent.Length > 0 && !named.Contains(label.Parent))
            .GroupBy(label => (label.Parent, label.StartMs, label.EndMs))
            .Select(group => group.MaxBy(label => label.Score) with { Name = group.Key.Parent, Parent = "" }));
    }
}
