namespace FusionScorer.Signals.Tests.Speech;

/// <summary>Word errors: substitutions, insertions and deletions.</summary>
internal static class WordErrors
{
    public static int Count(string truth, string heard)
    {
        var a = truth.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var b = heard.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
