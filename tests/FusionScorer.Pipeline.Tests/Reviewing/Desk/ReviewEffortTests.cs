using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Pipeline.Tests.Reviewing.Desk;

public sealed class ReviewEffortTests
{
    private static readonly DateTimeOffset Night = new(2026, 5, 4, 23, 30, 0, TimeSpan.Zero);

    private static Decision Answer(DecisionKind kind, double? seconds, double hours = 0) => new(
        "id", 1, "ann", "reviewer", kind, "", null, "abcd", "G|R", "direct", null, null, false, [], seconds, null, Night.AddHours(hours));

    [Fact]
    public void Of_Nothing_IsNothing()
    {
        var effort = ReviewEffort.Of([]);
        Assert.Equal((0, 0, 0.0, (double?)null), (effort.Decisions, effort.Timed, effort.Minutes, effort.MedianSeconds));
        Assert.Empty(effort.Days);
    }

    [Fact]
    public void Of_Answers_CountsTimeOnce_AndDaysByUtc()
    {
        // An undo carries the time of what it takes back: it must not count twice.
        var effort = ReviewEffort.Of([
            Answer(DecisionKind.Level, 60, hours: 1), Answer(DecisionKind.Undo, 60, hours: 1), Answer(DecisionKind.Skip, 20), Answer(DecisionKind.Flag, null),
            Answer(DecisionKind.Unsure, 100), Answer(DecisionKind.Level, 30, hours: 0.1),
        ]);

        Assert.Equal((5, 4, 3.5, 45.0), (effort.Decisions, effort.Timed, effort.Minutes, effort.MedianSeconds!.Value));
        Assert.Equal([new ReviewDay("2026-05-04", 4, 2.5), new ReviewDay("2026-05-05", 1, 1)], effort.Days);
    }
}
