using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.Core.Voting;

namespace FusionScorer.TestKit;

/// <summary>A library from a seeded source with votes and features of some signals; each feature leans on the level more or less, and a signal may be missing on a clip.</summary>
public sealed record SyntheticLibrary(FusionData Data, int[] Truth)
{
    /// <summary>Draws a library.</summary>
    /// <param name="rows">Clips.</param>
    /// <param name="signals">Signals, each with one function.</param>
    /// <param name="features">Features of each signal.</param>
    /// <param name="levels">K.</param>
    /// <param name="seed">Where it starts.</param>
    /// <param name="missing">The chance that a signal is missing on a clip.</param>
    /// <param name="copies">So many clips after each other have the same votes and features.</param>
    public static SyntheticLibrary Draw(int rows, int signals = 4, int features = 3, int levels = 5, ulong seed = 1, double missing = 0.2, int copies = 1)
    {
        var votes = SyntheticVotes.Draw(rows, signals, levels, seed);
        var cells = votes.Matrix.Cells.ToArray();
        var table = new FeatureTable(rows);
        var random = new CounterRandom(seed, 78);
        string[] names = [.. Enumerable.Range(0, signals * features).Select(f => $"s{f / features}.x{f % features}")];
        for (var row = 0; row < rows; row++)
        {
            var first = row - (row % copies);
            var level = votes.Truth[first] - ((levels - 1) / 2.0);
            for (var s = 0; s < signals; s++)
            {
                var absent = random.DoubleAt((ulong)((first * signals) + s)) < missing;
                if (absent)
                    cells[(row * signals) + s] = Outcome.Missing;
                else
                    cells[(row * signals) + s] = cells[(first * signals) + s];
                for (var f = 0; f < features && !absent; f++)
                {
                    var at = (ulong)(rows * signals) + (ulong)((((long)first * signals) + s) * features) + (ulong)f;
                    var noise = 6 * (random.DoubleAt(at) - 0.5);
                    table.Set(row, names[(s * features) + f], (float)((level * (f % 3) / 2) + noise));
                }
            }
        }

        var truth = Enumerable.Range(0, rows).Select(row => votes.Truth[row - (row % copies)]).ToArray();
        var data = new FusionData { Features = table, Matrix = new LabelMatrix(levels, votes.Matrix.Columns, cells), Cost = CostMatrix.Linear(levels) };
        return new SyntheticLibrary(data, truth);
    }

    /// <summary>Certain answers on some rows.</summary>
    public LevelObservation[] Answers(IEnumerable<int> rows) => [.. rows.Select(row => new LevelObservation(row, LevelSet.Single(Truth[row]), 1))];
}
