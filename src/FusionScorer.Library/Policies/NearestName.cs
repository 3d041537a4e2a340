namespace FusionScorer.Library.Policies;

/// <summary>Finds the name that a person probably meant.</summary>
internal static class NearestName
{
    private const int MaxLength = 64;

    /// <summary>The candidate with the fewest slips (a wrong, missing, extra or swapped letter; case does not count).</summary>
    /// <returns>Null when none is within <paramref name="maxSlips"/> slips.</returns>
    public static string? To(string name, IEnumerable<string> candidates, int maxSlips = 2)
    {
        if (name.Length is 0 or > MaxLength)
            return null;
        string? nearest = null;
        var fewest = Math.Min(maxSlips, Math.Max(1, name.Length / 2)) + 1;
        foreach (var candidate in candidates)
        {
            var slips = candidate.Length > MaxLength ? int.MaxValue : Slips(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (slips < fewest)
                (nearest, fewest) = (candidate, slips);
        }

        return nearest;
    }

    /// <summary>Restricted Damerau–Levenshtein distance, by the usual table.</summary>
    private static int Slips(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                var change = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(change, 1 + Math.Min(table[i - 1, j], table[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[a.Length, b.Length];
    }
}
