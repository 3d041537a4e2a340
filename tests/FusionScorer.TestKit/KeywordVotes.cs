using System.Collections.Immutable;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.Core.Voting;

namespace FusionScorer.TestKit;

/// <summary>Votes as of many keyword rules: each function speaks for one level, fires on one hidden topic of it, and strays a little elsewhere.</summary>
/// <remarks>Given the level, functions of one topic fire together and those of different topics never do.</remarks>
public sealed record KeywordVotes(LabelMatrix Matrix, int[] Truth)
{
    public static KeywordVotes Draw(int rows, int functions, int levels, ulong seed, int topics = 4, double least = 0.1, double most = 0.6, double stray = 0.02)
    {
        var random = new CounterRandom(seed, 78);
        var rates = Enumerable.Range(0, functions).Select(_ => (Fires: least + ((most - least) * random.NextDouble()), Strays: stray * (0.1 + (0.9 * random.NextDouble())))).ToArray();
        var balance = SyntheticVotes.Balance(levels).Select(share => (share + (1.0 / levels)) / 2).ToArray();
        var truth = new int[rows];
        var cells = new byte[rows * functions];
        for (var row = 0; row < rows; row++)
        {
            var u = random.NextDouble();
            while (truth[row] < levels - 1 && u >= balance[truth[row]])
                u -= balance[truth[row]++];
            var topic = random.NextInt(topics);
            for (var j = 0; j < functions; j++)
            {
                var rate = j % levels == truth[row] && j / levels % topics == topic ? rates[j].Fires : rates[j].Strays;
                cells[(row * functions) + j] = random.NextDouble() < rate ? Outcome.FirstRule : Outcome.Silent;
            }
        }

        ImmutableArray<VoteColumn> columns = [.. Enumerable.Range(0, functions).Select(j => new VoteColumn($"f{j}", $"s{j}", [LevelSet.Single(j % levels)]))];
        return new KeywordVotes(new LabelMatrix(levels, columns, cells), truth);
    }

    /// <summary>The share of rows whose level has most votes; ties count by their share.</summary>
    public double MajorityAccuracy()
    {
        var right = 0.0;
        for (var row = 0; row < Truth.Length; row++)
        {
            var votes = new int[Matrix.Levels];
            for (var j = 0; j < Matrix.Columns.Length; j++)
                votes[j % Matrix.Levels] += Matrix.Row(row)[j] == Outcome.FirstRule ? 1 : 0;
            var top = votes.Max();
            right += votes[Truth[row]] == top ? 1.0 / votes.Count(count => count == top) : 0;
        }

        return right / Truth.Length;
    }
}
