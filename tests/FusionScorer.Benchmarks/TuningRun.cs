using System.Diagnostics;
using System.Globalization;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.Core.Voting;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Tuning;
using FusionScorer.TestKit;

namespace FusionScorer.Benchmarks;

/// <summary>What a policy owner waits for who moves a slider: wall time on two threads.</summary>
internal static class TuningRun
{
    private const int Million = 1_000_000;
    private const int Threads = 2;

    /// <summary>Previews, pages and tests of rules on a million synthetic clips.</summary>
    public static void Print(TextWriter output)
    {
        foreach (var (name, seconds) in Measure())
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} {seconds * 1000,8:0.0} ms"));
    }

    /// <summary>The same figures by name, in seconds.</summary>
    public static IEnumerable<(string Name, double Seconds)> Measure()
    {
        var blocks = SyntheticBlocks.Draw(Million, signals: 7);
        var before = new LevelSetting(blocks, SignalWeights.Default, CostMatrix.Linear(blocks.Levels), LeastCost: true);
        var after = before with { Weights = SignalWeights.Default.With("s0", 0.4), Cost = CostMatrix.Linear(blocks.Levels, 3) };
        var among = Enumerable.Range(0, blocks.Rows).Select(row => row % 10 != 0).ToArray();
        yield return ("weights.preview1M", Meter.WallSeconds(() => PolicyPreview.Of(before, after, examples: 20, among, Threads)));
        yield return ("tuning.moved1M", Meter.WallSeconds(() => LevelShift.Of(before, after, Threads)));

        var features = Features();
        LabellingFunction[] functions = [.. Enumerable.Range(0, 7).Select(f => new LabellingFunction($"f{f}", $"s{f}",
            [.. Enumerable.Range(0, 5).Select(r => Rule.Parse($"when s{f}.a >= {0.9 - (r / 10.0)} and s{f}.b < 0.8 then {Taxonomy.Mpaa[4 - r]}", Taxonomy.Mpaa))]))];
        yield return ("tuning.function1M", Meter.WallSeconds(() => OutcomeColumn.Of(functions[0], features, Threads)));
        var outcomes = functions.Select(function => OutcomeColumn.Of(function, features, Threads)).ToArray();
        var levels = Enumerable.Range(0, Million).Select(row => (sbyte)(row % 50 == 0 ? row % 5 : -1)).ToArray();
        yield return ("tuning.tally7x1M", Meter.WallSeconds(() => VoteTally.Of(functions, outcomes, levels, Threads)));
    }

    /// <summary>The tuning desk of a project; makes one of so many clips when it is not there.</summary>
    public static void Print(TextWriter output, string folder, int clips)
    {
        DeskRun.Make(folder, clips);
        using var project = Project.Open(folder, TimeProvider.System);
        var desk = ReviewDesk.Open(project);
        var tuning = new TuningDesk(desk);
        var drafts = desk.Model.Policy.Functions.Select(function => new DraftFunction(function.Name, function.Signal, [.. function.Rules.Select(rule => rule.Format(desk.Model.Policy.Taxonomy))])).ToArray();
        Time("look, the first time", () => tuning.Look());
        Time("look again", () => tuning.Look());
        for (var round = 0; round < 3; round++)
        {
            var weight = 0.2 + (round / 10.0);
            var draft = new TuningDraft(new Dictionary<string, double>(StringComparer.Ordinal) { ["captions"] = weight });
            Time("preview", () => tuning.Preview(draft));
            Time("moved, first page", () => tuning.Moved(draft, null, null, 0, 50));
            Time("moved, next page", () => tuning.Moved(draft, null, null, 50, 50));
            drafts[0] = drafts[0] with { Rules = [.. drafts[0].Rules, string.Create(CultureInfo.InvariantCulture, $"when {drafts[0].Signal}.mild >= {round} then PG")] };
            Time("rules", () => tuning.TestRules(drafts));
        }

        void Time(string what, Action work)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-28} {Stopwatch.GetElapsedTime(start).TotalMilliseconds,8:0.0} ms"));
        }
    }

    private static FeatureTable Features()
    {
        var features = new FeatureTable(Million);
        var random = new CounterRandom(3, 3);
        for (var s = 0; s < 7; s++)
        {
            var present = features.OpenPresence($"s{s}");
            foreach (var name in (string[])["a", "b"])
            {
                var column = features.Open($"s{s}.{name}");
                for (var row = 0; row < Million; row++)
                {
                    present[row] |= row % 3 != s % 3;
                    column[row] = present[row] ? (float)random.NextDouble() : float.NaN;
                }
            }
        }

        return features;
    }
}
