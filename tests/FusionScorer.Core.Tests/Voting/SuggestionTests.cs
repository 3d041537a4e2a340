using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Voting;

public class SuggestionTests
{
    [Fact]
    public void Summary_FunctionThatCopiesAnother_IsNamedOnce()
    {
        var drawn = SyntheticVotes.Draw(500, copy: 1);
        Assert.Equal(("f1", "f0"), Pick(Summary(drawn.Matrix, []), SuggestionKind.SameAsAnother, s => (s.Function, s.Other)));
    }

    [Fact]
    public void Summary_WrongWayRound_IsWorseThanChanceWithAndWithoutLabels()
    {
        var drawn = SyntheticVotes.Draw(4_000, copy: 0, worst: 0.7);
        var cells = drawn.Matrix.Cells.ToArray();
        for (var i = 3; i < cells.Length; i += 10)
        {
            if (cells[i] >= Outcome.FirstRule)
                cells[i] = Outcome.OfRule((drawn.Truth[i / 10] + 1) % 5);
        }

        var matrix = new LabelMatrix(5, drawn.Matrix.Columns, cells);
        Assert.Equal("f3", Pick(Summary(matrix, []), SuggestionKind.WorseThanChance, s => s.Function));
        Assert.Equal("f3", Pick(Summary(matrix, drawn.Truth), SuggestionKind.WorseThanChance, s => s.Function));
    }

    [Fact]
    public void Summary_RuleAndFunctionThatNeverFire_AreNamed()
    {
        var columns = new[] { new VoteColumn("f", "s", [LevelSet.Single(0), LevelSet.Single(1)]), new VoteColumn("g", "s", [LevelSet.Single(1)]), new VoteColumn("absent", "t", [LevelSet.Single(0)]) };
        byte[] row = [2, 1, 0];
        var found = Summary(new LabelMatrix(2, [.. columns], [.. Enumerable.Repeat(row, 60).SelectMany(r => r)]), []).Suggestions.Where(s => s.Kind == SuggestionKind.NeverFires).ToList();
        Assert.Equal([("f", 1), ("g", null)], found.Select(s => (s.Function, s.Rule)));
        Assert.Equal("rule 2 of f never fires: loosen it, move it up or drop it", found[0].Text);
    }

    [Fact]
    public void Summary_FunctionThatNeverChangesALevel_IsNamedAndOthersAreNot()
    {
        // The last function only ever repeats what nine others say already.
        var drawn = SyntheticVotes.Draw(3_000, copy: 0);
        var cells = new byte[3_000 * 11];
        for (var row = 0; row < 3_000; row++)
        {
            var votes = drawn.Matrix.Row(row);
            votes.CopyTo(cells.AsSpan(row * 11));
            cells[(row * 11) + 10] = votes[9] == 3 && votes[8] == 3 && votes[7] == 3 ? (byte)2 : Outcome.Silent;
        }

        var matrix = new LabelMatrix(5, [.. drawn.Matrix.Columns, new VoteColumn("idle", "idle", [LevelSet.Single(1)])], cells);
        Assert.Equal("idle", Pick(Summary(matrix, []), SuggestionKind.NeverMatters, s => s.Function));
    }

    [Fact]
    public void Summary_FewRows_SuggestsNothing() => Assert.Empty(Summary(SyntheticVotes.Draw(40, copy: 1).Matrix, []).Suggestions);

    [Fact]
    public void Summary_AnyMatrix_SuggestsOnFunctionsThatExist() => RandomVotes.ForAll(votes =>
    {
        var summary = Summary(votes.Matrix, []);
        Assert.All(summary.Suggestions, s => Assert.Contains(votes.Matrix.Columns, column => column.Name == s.Function && s.Text.Contains(column.Name, StringComparison.Ordinal)));
    });

    private static LabelMatrixSummary Summary(LabelMatrix matrix, int[] labels) => LabelMatrixSummary.Of(matrix, labels, LabelModel.Fit(matrix, [], LabelModelOptions.Default));

    private static T Pick<T>(LabelMatrixSummary summary, SuggestionKind kind, Func<Suggestion, T> what) => what(Assert.Single(summary.Suggestions, s => s.Kind == kind));
}
