using System.Globalization;

namespace FusionScorer.TestRunner;

/// <summary>Numbers of tests.</summary>
internal readonly record struct TestCounts(int Passed, int Failed, int Skipped)
{
    public static TestCounts operator +(TestCounts one, TestCounts other) =>
        new(one.Passed + other.Passed, one.Failed + other.Failed, one.Skipped + other.Skipped);

    /// <summary>Reads an assembly's closing line: <c>Passed!  - Failed: 0, Passed: 4, Skipped: 1, Total: 5 …</c>.</summary>
    public static bool TryParse(string line, out TestCounts counts)
    {
        counts = default;
        if (!line.Contains(" - Failed:", StringComparison.Ordinal))
            return false;
        counts = new TestCounts(Number(line, "Passed:"), Number(line, "Failed:"), Number(line, "Skipped:"));
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");

    private static int Number(string line, string name)
    {
        var from = line.IndexOf(name, StringComparison.Ordinal);
        if (from < 0)
            return 0;
        var rest = line.AsSpan(from + name.Length).TrimStart();
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        return int.Parse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
