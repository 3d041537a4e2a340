using System.Globalization;
using FusionScorer.TestKit;

namespace FusionScorer.Benchmarks.Soak;

/// <summary>Whether what processes use stays flat once they are warm.</summary>
internal static class SoakVerdict
{
    // The first quarter, but five minutes where that is no more than half: code is compiled, pools and caches fill.
    private const double WarmUpShare = 0.25;
    private const double LongestWarmUpShare = 0.5;
    private const double WarmUpSeconds = 300;

    // What a rise must exceed for certain, a minute: 0.5 MB are 720 MB a day, and one handle in five minutes is 288 a day.
    private static readonly (string Name, string Unit, double Limit, Func<SoakSample, double> Of)[] Measures =
    [
        ("memory", "MB", 0.5, sample => sample.ResidentMb), ("managed heap", "MB", 0.2, sample => sample.HeapMb), ("handles", "", 0.2, sample => sample.Handles),
        ("threads", "", 0.2, sample => sample.Threads), ("children", "", 0.2, sample => sample.Children), ("memory with children", "MB", 0.5, sample => sample.TreeMb),
    ];

    /// <summary>Prints how fast each measure of each role rises.</summary>
    /// <returns>Whether none rises.</returns>
    public static bool Print(TextWriter to, IReadOnlyList<SoakSample> samples)
    {
        var warm = Math.Max(samples[^1].Seconds * WarmUpShare, Math.Min(WarmUpSeconds, samples[^1].Seconds * LongestWarmUpShare));
        var flat = true;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"after the first {warm:0} s:"));
        to.WriteLine("| process | measure | first | least | most | last | a minute | verdict |");
        to.WriteLine("|---|---|---:|---:|---:|---:|---:|---|");
        foreach (var role in samples.Where(sample => sample.Seconds >= warm).GroupBy(sample => (sample.Role, sample.Process)))
        {
            foreach (var (name, unit, limit, of) in Measures)
            {
                var series = role.Where(sample => !double.IsNaN(of(sample))).ToArray();
                if (series.Length == 0)
                    continue;
                var values = series.Select(of).ToArray();
                var trend = Trend.Of([.. series.Select(sample => sample.Seconds / 60)], values);
                var grows = trend.Slope - (2 * trend.Error) > limit;
                flat &= !grows;
                to.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {role.Key.Role} | {name} | {values[0]:0.#} {unit} | {values.Min():0.#} | {values.Max():0.#} | {values[^1]:0.#} | {trend.Slope:+0.00;-0.00;0.00} ± {trend.Error:0.00} | {(grows ? "GROWS" : "flat")} |"));
            }
        }

        return flat;
    }
}
