using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.Core.Voting;
using Outcome = FusionScorer.Core.Voting.Outcome;

namespace FusionScorer.TestKit;

/// <summary>Label matrices without any sense in them: any outcome, overlapping, full and empty level sets, repeated sets, contradictory decisions.</summary>
public sealed record RandomVotes(LabelMatrix Matrix, ImmutableArray<LevelObservation> Decisions)
{
    /// <summary>0 to 40 rows, 0 to 6 functions in up to 3 signals, 1 to 20 levels; shrinks towards few of each.</summary>
    public static Arbitrary<RandomVotes> Arbitrary() =>
        (from seed in Gen.Choose(0, 1_000_000)
         from rows in Gen.Choose(0, 40)
         from functions in Gen.Choose(0, 6)
         from levels in Gen.Choose(1, Taxonomy.MaxLevels)
         select Draw((ulong)seed, rows, functions, levels)).ToArbitrary();

    /// <summary>Runs a check on many of them; a failure names the matrix that failed.</summary>
    public static void ForAll(Action<RandomVotes> check) => Prop.ForAll(Arbitrary(), check).QuickCheckThrowOnFailure();

    public static RandomVotes Draw(ulong seed, int rows, int functions, int levels)
    {
        var random = new CounterRandom(seed, 5);
        var all = LevelSet.All(levels).Bits;
        var columns = ImmutableArray.CreateBuilder<VoteColumn>();
        for (var j = 0; j < functions; j++)
        {
            var votes = Enumerable.Range(0, random.NextInt(4)).Select(_ => LevelSet.FromBits((uint)random.NextBits() & all)).ToImmutableArray();
            columns.Add(new VoteColumn($"f{j}", $"s{j % 3}", votes));
        }

        var cells = new byte[rows * functions];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = (byte)random.NextInt(Outcome.FirstRule + columns[i % functions].Votes.Length);
        var matrix = new LabelMatrix(levels, columns.ToImmutable(), cells);
        var decisions = Enumerable.Range(0, matrix.Rows == 0 ? 0 : random.NextInt(6))
            .Select(_ => new LevelObservation(random.NextInt(matrix.Rows), LevelSet.FromBits((uint)random.NextBits() & all), random.NextDouble() < 0.3 ? 1 : 0.95, random.NextInt(4) - 1));
        return new RandomVotes(matrix, [.. decisions]);
    }

    public override string ToString() =>
        $"{Matrix.Levels} levels; columns {string.Join(' ', Matrix.Columns.Select(c => $"{c.Signal}:{string.Join('/', c.Votes.Select(v => v.Bits))}"))}; cells {string.Join(',', Matrix.Cells.ToArray())}; decisions {string.Join(' ', Decisions)}";
}
