using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Tests.Reviewing;

public sealed class StandingDecisionsTests
{
    private static readonly Taxonomy Mpaa = Taxonomy.Mpaa;
    private int _count;

    [Fact]
    public void Of_TwoReviewers_TheLatestStandsAndDisjointAnswersAreADispute()
    {
        var standing = Of(Answer("ann", "G"), Answer("bob", "R"));

        Assert.Equal("bob", standing.Decision!.Reviewer);
        Assert.Equal(LevelSet.Single(3), standing.Levels);
        Assert.True(standing.Disputed);
    }

    [Fact]
    public void Of_AnswersThatOverlap_AreNoDispute() => Assert.False(Of(Answer("ann", ">=PG-13"), Answer("bob", "R")).Disputed);

    [Fact]
    public void Of_ReviewerChangesMind_OnlyTheLatestCounts()
    {
        var standing = Of(Answer("ann", "G"), Answer("ann", "R"));

        Assert.False(standing.Disputed);
        Assert.Equal(LevelSet.Single(3), standing.Levels);
    }

    [Fact]
    public void Of_Adjudicated_StandsAgainstLaterReviewersAndEndsTheDispute()
    {
        var standing = Of(Answer("ann", "G"), Answer("lea", "PG", role: "adjudicator"), Answer("bob", "R"));

        Assert.Equal(LevelSet.Single(1), standing.Levels);
        Assert.False(standing.Disputed);
    }

    [Fact]
    public void Of_Undone_TheAnswerBeforeStands()
    {
        var second = Answer("bob", "R");

        var standing = Of(Answer("ann", "G"), second, Answer("bob", "", DecisionKind.Undo) with { Undoes = second.Id });

        Assert.Equal("ann", standing.Decision!.Reviewer);
        Assert.Single(standing.Answers);
    }

    [Theory]
    [InlineData(DecisionKind.Unsure)]
    [InlineData(DecisionKind.Skip)]
    [InlineData(DecisionKind.Flag)]
    public void Of_NoLevel_NothingStands(DecisionKind kind)
    {
        var standing = Of(Answer("ann", "", kind));

        Assert.Null(standing.Decision);
        Assert.True(standing.Levels.IsEmpty);
    }

    [Fact]
    public void Levels_OtherTaxonomy_AreReadByName()
    {
        var decision = Answer("ann", ">=R") with { Taxonomy = "PG|R|NC-17" };

        Assert.Equal(LevelSet.Range(3, 4), StandingDecisions.Levels(decision, Mpaa));
    }

    [Fact]
    public void Levels_LevelThatIsGone_DoNotStand()
    {
        var decision = Answer("ann", "X") with { Taxonomy = "G|X" };

        Assert.True(StandingDecisions.Levels(decision, Mpaa).IsEmpty);
    }

    [Fact]
    public void ClipLevel_DecisionAgainstTheModel_DecisionStandsAndTheModelSaysThatItDisagrees()
    {
        var fused = new FusedClip(1, 3, [0, 0, 0.1f, 0.9f, 0], [], [], 0, "", 0.1);

        var level = ClipLevel.Of(Of(Answer("ann", "G|PG")), known: null, fused, CostMatrix.Linear(5));

        Assert.Equal(new ClipLevel(1, "decision", "decided", ModelDisagrees: true), level);
    }

    [Fact]
    public void ClipLevel_KnownLevel_StandsUntilSomebodyDecides()
    {
        var cost = CostMatrix.Linear(5);

        Assert.Equal(new ClipLevel(2, "known", "auto", ModelDisagrees: false), ClipLevel.Of(standing: null, known: 2, fused: null, cost));
        Assert.Equal("decision", ClipLevel.Of(Of(Answer("ann", "G")), known: 2, fused: null, cost).Source);
        Assert.Equal(-1, ClipLevel.Of(standing: null, known: null, fused: null, cost).Level);
    }

    [Fact]
    public void Of_ASecondAnswer_ConfirmsOrDisputes_ButDoesNotReplaceTheFirst()
    {
        var agreed = Of(Answer("ann", "R"), Answer("bob", ">=PG-13") with { ChosenBy = Decision.SecondReview });
        var disputed = Of(Answer("ann", "R") with { Audit = true }, Answer("bob", "G") with { ChosenBy = Decision.SecondReview });

        Assert.Equal(("ann", LevelSet.Single(3), false), (agreed.Decision!.Reviewer, agreed.Levels, agreed.Disputed));
        Assert.Equal(("ann", true, true), (disputed.Decision!.Reviewer, disputed.Disputed, disputed.Audited));
    }

    [Fact]
    public void Of_AnAnswerOnAHiddenClip_IsNoLevel_AndNoDispute()
    {
        var alone = Of(Answer("ann", "R") with { ChosenBy = Decision.HiddenCheck });
        var beside = Of(Answer("bob", "G"), Answer("ann", "R") with { ChosenBy = Decision.HiddenCheck });

        Assert.Null(alone.Decision);
        Assert.True(alone.IsOpenFor("bob"));
        Assert.Equal(("bob", false), (beside.Decision!.Reviewer, beside.Disputed));
        Assert.True(Of(Answer("ann", "", DecisionKind.Flag) with { ChosenBy = Decision.HiddenCheck }).Flagged);
    }

    [Fact]
    public void Of_Reopened_TheLevelStands_UntilTheNextAnswer()
    {
        var waiting = Of(Answer("ann", "G"), Answer("bob", "R"), Answer("lea", "", DecisionKind.Reopen));

        Assert.Equal((LevelSet.Single(3), true, false), (waiting.Levels, waiting.Reopened, waiting.Disputed));
        Assert.True(waiting.NeedsAnswer && waiting.IsOpenFor("ann") && waiting.IsOpenFor("lea"));
        Assert.Equal("reopened", ClipLevel.Of(waiting, known: null, fused: null, CostMatrix.Linear(5)).Status);

        var skipped = Of(Answer("ann", "G"), Answer("lea", "", DecisionKind.Reopen), Answer("ann", "", DecisionKind.Skip));
        Assert.False(skipped.IsOpenFor("ann"));
        Assert.True(skipped.IsOpenFor("bob"));

        var answered = Of(Answer("lea", "PG", role: "adjudicator"), Answer("lea", "", DecisionKind.Reopen), Answer("ann", "R"));
        Assert.Equal((LevelSet.Single(3), false, false), (answered.Levels, answered.Reopened, answered.NeedsAnswer));
        Assert.False(answered.Disputed);
    }

    [Fact]
    public void Of_ReopenedTwice_WithNothingBetween_KeepsTheFirstLevel()
    {
        var standing = Of(Answer("ann", "G"), Answer("lea", "", DecisionKind.Reopen), Answer("ann", "", DecisionKind.Unsure), Answer("lea", "", DecisionKind.Reopen));

        Assert.Equal((LevelSet.Single(0), true), (standing.Levels, standing.Reopened));
        Assert.Empty(standing.Current);
    }

    private static Standing Of(params Decision[] decisions) => StandingDecisions.Of(decisions, Mpaa)[1];

    private Decision Answer(string reviewer, string levels, DecisionKind kind = DecisionKind.Level, string role = "reviewer") => new(
        $"d{_count++}", 1, reviewer, role, kind, levels, Undoes: null, "policy", string.Join('|', Mpaa.Levels), "direct", BatchId: null,
        InclusionProbability: null, Audit: false, [], Seconds: null, EvidenceOpened: null, DateTimeOffset.UnixEpoch);
}
