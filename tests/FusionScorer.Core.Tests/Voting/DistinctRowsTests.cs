using FusionScorer.Core.Voting;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Voting;

public class DistinctRowsTests
{
    [Fact]
    public void Of_RepeatedRows_CountsAndSortsThem()
    {
        var rows = DistinctRows.Of([2, 1, 0, 9, 2, 1, 1, 0], 4, 2);
        Assert.Equal(3, rows.Count);
        Assert.Equal([0, 9], rows.Row(0).ToArray());
        Assert.Equal([1, 0], rows.Row(1).ToArray());
        Assert.Equal([2, 1], rows.Row(2).ToArray());
        Assert.Equal([1, 1, 2], rows.Counts.ToArray());
        Assert.Equal([2, 0, 2, 1], rows.IndexOf.ToArray());
    }

    [Fact]
    public void Of_WideRowsThatDifferLate_KeepsThemApartInOrder()
    {
        var cells = new byte[3 * 30];
        cells[29] = 3;
        cells[59] = 1;
        cells[60 + 17] = 1;
        var rows = DistinctRows.Of(cells, 3, 30);
        Assert.Equal([1, 0, 2], rows.IndexOf.ToArray());
    }

    [Fact]
    public void Of_AnyMatrix_GivesEveryRowBackInAscendingOrder() => RandomVotes.ForAll(votes =>
    {
        var rows = DistinctRows.Of(votes.Matrix);
        for (var row = 0; row < votes.Matrix.Rows; row++)
            Assert.Equal(votes.Matrix.Row(row).ToArray(), rows.Row(rows.IndexOf[row]).ToArray());
        for (var index = 1; index < rows.Count; index++)
            Assert.True(rows.Row(index - 1).SequenceCompareTo(rows.Row(index)) < 0);
        Assert.Equal(votes.Matrix.Rows, rows.Counts.ToArray().Sum());
    });

    [Fact]
    public void Of_ManyRows_GrowsItsTable()
    {
        var matrix = SyntheticVotes.Draw(5_000).Matrix;
        var expected = Enumerable.Range(0, matrix.Rows).Select(row => Convert.ToHexString(matrix.Row(row))).Distinct().Count();
        Assert.Equal(expected, DistinctRows.Of(matrix).Count);
    }

    [Fact]
    public void Of_NoColumns_IsOneEmptyRow() => Assert.Equal([3], DistinctRows.Of([], 3, 0).Counts.ToArray());

    [Fact]
    public void Of_CellsThatFillNoWholeRow_Throws() => Assert.Throws<ArgumentException>(() => DistinctRows.Of([1, 2, 3], 2, 2));
}
