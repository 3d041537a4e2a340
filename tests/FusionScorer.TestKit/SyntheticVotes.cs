using System.Collections.Immutable;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.Core.Voting;

namespace FusionScorer.TestKit;

/// <summary>Votes from known parameters: one-level votes of known accuracy, often silent, the second function a frequent copy of the first.</summary>
/// <remarks>A wrong vote falls on any other level alike. Each function is a signal of its own.</remarks>
public sealed record SyntheticVotes(LabelMatrix Matrix, int[] Truth)
{
    public static SyntheticVotes Draw(
        int rows, int functions = 10, int levels = 5, ulong seed = 1, double silence = 0.6, double copy = 0.8, double worst = 0.55, double best = 0.9)
    {
        var random = new CounterRandom(seed, 77);
        var balance = Balance(levels);
        var truth = new int[rows];
        var cells = new byte[rows * functions];
        for (var row = 0; row < rows; row++)
        {
            truth[row] = Pick(balance, random.NextDouble());
            for (var j = 0; j < functions; j++)
            {
                var accuracy = functions == 1 ? best : worst + ((best - worst) * j / (functions - 1));
                var vote = random.NextDouble() < silence ? Outcome.Silent
                    : random.NextDouble() < accuracy || levels == 1 ? Outcome.OfRule(truth[row])
                    : Outcome.OfRule((truth[row] + 1 + random.NextInt(levels - 1)) % levels);
                var copies = random.NextDouble() < copy;
                cells[(row * functions) + j] = j == 1 && copies ? cells[row * functions] : vote;
            }
        }

        ImmutableArray<LevelSet> votes = [.. Enumerable.Range(0, levels).Select(LevelSet.Single)];
        ImmutableArray<VoteColumn> columns = [.. Enumerable.Range(0, functions).Select(j => new VoteColumn($"f{j}", $"s{j}", votes))];
        return new SyntheticVotes(new LabelMatrix(levels, columns, cells), truth);
    }

    /// <summary>Falling shares: .30, .27, .22, .14, .07 for five levels, and alike for others.</summary>
    public static double[] Balance(int levels)
    {
        double[] five = [0.30, 0.27, 0.22, 0.14, 0.07];
        var raw = Enumerable.Range(0, levels).Select(y => levels == 5 ? five[y] : levels - y).Select(x => (double)x).ToArray();
        var sum = raw.Sum();
        return [.. raw.Select(x => x / sum)];
    }

    private static int Pick(double[] balance, double u)
    {
        for (var y = 0; y < balance.Length - 1; y++)
        {
            if (u < balance[y])
                return y;
            u -= balance[y];
        }

        return balance.Length - 1;
    }
}
