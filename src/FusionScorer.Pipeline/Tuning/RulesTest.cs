using System.Collections.Immutable;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>How a function votes on a library.</summary>
/// <param name="Function">The function.</param>
/// <param name="Rules">One count a rule, in order.</param>
public sealed record FunctionMeasure(LabellingFunction Function, ImmutableArray<VoteCount> Rules)
{
    /// <summary>All rules together.</summary>
    public VoteCount All => Rules.Aggregate(default(VoteCount), (sum, rule) => sum + rule);
}

/// <summary>A clip of which a function says something else.</summary>
/// <param name="Row">The clip.</param>
/// <param name="Function">The function's name.</param>
/// <param name="Before">What it says in force.</param>
/// <param name="After">What it says as drafted.</param>
public sealed record ChangedOutcome(int Row, string Function, string Before, string After);

/// <summary>Functions as drafted, tested on the library as it is.</summary>
/// <param name="Functions">One measure each.</param>
/// <param name="Changed">Functions that say something else than in force, and on how many clips.</param>
/// <param name="Examples">Some of these clips, spread over the library.</param>
public sealed record RulesTest(ImmutableArray<FunctionMeasure> Functions, ImmutableArray<(string Name, int Clips)> Changed, ImmutableArray<ChangedOutcome> Examples)
{
    private const int ExamplesEach = 5;
    private const int MostExamples = 50;

    /// <summary>Tests functions.</summary>
    /// <param name="features">The library.</param>
    /// <param name="levels">n levels that are decided or known, −1 for none.</param>
    /// <param name="taxonomy">K levels.</param>
    /// <param name="inForce">Functions in force.</param>
    /// <param name="drafted">Functions as drafted.</param>
    internal static RulesTest Of(
        LibraryFeatures features, sbyte[] levels, Taxonomy taxonomy, ImmutableArray<LabellingFunction> inForce, ImmutableArray<LabellingFunction> drafted)
    {
        var counts = VoteTally.Of(drafted, [.. drafted.Select(features.OutcomesOf)], levels, Environment.ProcessorCount);
        var changed = ImmutableArray.CreateBuilder<(string, int)>();
        var examples = ImmutableArray.CreateBuilder<ChangedOutcome>();
        var after = drafted.ToDictionary(function => function.Name, StringComparer.Ordinal);
        var before = inForce.ToDictionary(function => function.Name, StringComparer.Ordinal);
        foreach (var name in drafted.Concat(inForce).Select(function => function.Name).Distinct(StringComparer.Ordinal))
        {
            var change = new Change(features, before.GetValueOrDefault(name), after.GetValueOrDefault(name), taxonomy);
            if (change.Clips == 0)
                continue;
            changed.Add((name, change.Clips));
            if (examples.Count < MostExamples)
                examples.AddRange(change.Some(ExamplesEach));
        }

        return new RulesTest([.. drafted.Select((function, j) => new FunctionMeasure(function, counts[j]))], changed.ToImmutable(), examples.ToImmutable());
    }

    /// <summary>One function in force and as drafted. Rules may have moved: what counts is what the function says.</summary>
    private sealed class Change
    {
        private readonly LabellingFunction? _before;
        private readonly LabellingFunction? _after;
        private readonly Taxonomy _taxonomy;
        private readonly byte[]? _old;
        private readonly byte[]? _now;
        private readonly bool[] _differs;

        public Change(LibraryFeatures features, LabellingFunction? before, LabellingFunction? after, Taxonomy taxonomy)
        {
            (_before, _after, _taxonomy) = (before, after, taxonomy);
            _differs = new bool[256 * 256];
            if (before is not null && before.Equals(after))
                return;
            _old = before is null ? null : features.OutcomesOf(before);
            _now = after is null ? null : features.OutcomesOf(after);
            FillTable();
            for (var row = 0; row < Rows; row++)
                Clips += Differs(row) ? 1 : 0;
        }

        public int Clips { get; }

        private int Rows => (_old ?? _now)?.Length ?? 0;

        public IEnumerable<ChangedOutcome> Some(int count)
        {
            var step = (Clips + count - 1) / count;
            var seen = 0;
            for (var row = 0; row < Rows; row++)
            {
                if (Differs(row) && seen++ % step == 0)
                    yield return new ChangedOutcome(row, (_after ?? _before)!.Name, Words(_before, _old, row, "not there"), Words(_after, _now, row, "removed"));
            }
        }

        private bool Differs(int row) => _differs[((_old is null ? 0 : _old[row]) << 8) | (_now is null ? 0 : _now[row])];

        private void FillTable()
        {
            for (var old = 0; old < 256; old++)
            {
                for (var now = 0; now < 256; now++)
                    _differs[(old << 8) | now] = IsOther(Says(_before, old), Says(_after, now));
            }
        }

        // A function that is not there says as much as one that is missing or silent: nothing.
        private bool IsOther(ulong old, ulong now) => _before is null || _after is null ? old > Outcome.Silent || now > Outcome.Silent : old != now;

        private static ulong Says(LabellingFunction? function, int outcome) => function is null || outcome < Outcome.FirstRule
            ? (ulong)outcome
            : outcome - Outcome.FirstRule < function.Rules.Length ? (ulong)function.Rules[outcome - Outcome.FirstRule].Then.Bits << 2 : 0;

        private string Words(LabellingFunction? function, byte[]? outcomes, int row, string absent) => function is null ? absent : outcomes![row] switch
        {
            Outcome.Missing => "missing",
            Outcome.Silent => "silent",
            var outcome => function.Rules[Outcome.RuleOf(outcome)].Then.Format(_taxonomy),
        };
    }
}
