namespace FusionScorer.Signals.Profanity;

/// <summary>English inflections by spelling rules. Forms that do not exist do no harm; forms that mean something else are exceptions in the lexicon.</summary>
internal static class Inflections
{
    private static readonly string[] Suffixes = ["ed", "ing", "in", "er", "ers", "y", "ier", "iest"];

    /// <summary>The stem with -s, -ed, -ing, -in, -er, -ers, -y, -ier, -iest and what spelling makes of them, the stem itself first.</summary>
    public static IEnumerable<string> Of(string stem)
    {
        yield return stem;
        yield return Plural(stem);
        foreach (var root in Roots(stem))
        {
            foreach (var suffix in Suffixes)
                yield return root + suffix;
        }
    }

    private static string Plural(string stem)
    {
        if (stem[^1] is 's' or 'x' or 'z' || stem.EndsWith("ch", StringComparison.Ordinal) || stem.EndsWith("sh", StringComparison.Ordinal))
            return stem + "es";
        return EndsInConsonantY(stem) ? stem[..^1] + "ies" : stem + "s";
    }

    private static string[] Roots(string stem)
    {
        if (stem[^1] == 'e')
            return [stem[..^1]];
        if (EndsInConsonantY(stem))
            return [stem, stem[..^1] + "i"];
        var doubles = stem.Length >= 3 && !IsVowel(stem[^1]) && stem[^1] is not ('w' or 'x' or 'y') && IsVowel(stem[^2]) && !IsVowel(stem[^3]);
        return doubles ? [stem, stem + stem[^1]] : [stem];
    }

    private static bool EndsInConsonantY(string stem) => stem.Length > 1 && stem[^1] == 'y' && !IsVowel(stem[^2]);

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
