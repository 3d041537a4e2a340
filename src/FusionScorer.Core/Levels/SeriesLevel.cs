namespace FusionScorer.Core.Levels;

/// <summary>The level of a series from the levels of its episodes.</summary>
public static class SeriesLevel
{
    /// <summary>The strictest level that at least a share of the episodes reaches; the highest of all for a share of 0.</summary>
    /// <param name="levels">Levels of the episodes, K counts in all; −1 = not known, and left out.</param>
    /// <param name="share">0 to 1: .25 = a quarter of the episodes or more are of this level or stricter.</param>
    /// <returns>−1 when no episode has a level.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share outside 0 … 1.</exception>
    public static int Of(ReadOnlySpan<int> levels, double share)
    {
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "a share lies between 0 and 1");
        var known = 0;
        var top = -1;
        foreach (var level in levels)
        {
            if (level >= 0)
                known++;
            top = Math.Max(top, level);
        }

        // At least one episode must reach it, however small the share.
        var needed = Math.Max(1, (int)Math.Ceiling((share * known) - 1e-9));
        for (var level = top; level > 0; level--)
        {
            var reach = 0;
            foreach (var episode in levels)
                reach += episode >= level ? 1 : 0;
            if (reach >= needed)
                return level;
        }

        return top < 0 ? -1 : 0;
    }
}
