using FusionScorer.Core.Agreement;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Pipeline.Reviewing.Quality;

/// <summary>Counts how well people agree.</summary>
public sealed class QualityFigures(ReviewDesk desk)
{
    private readonly LearnedReliability _learned = new(desk);

    /// <summary>All figures as they stand now.</summary>
    public QualityReport Of()
    {
        var model = desk.Model;
        var taxonomy = model.Policy.Taxonomy;
        var standings = desk.Log.Clips().Select(desk.Log.StandingOf).OfType<Standing>().ToList();
        var reviewers = new SortedDictionary<string, Tally>(StringComparer.OrdinalIgnoreCase);
        foreach (var standing in standings)
        {
            Count(standing, taxonomy, reviewers);
            Share(standing, taxonomy, reviewers);
        }

        var reopened = standings.Count(standing => standing.Reopened);
        var (second, alpha) = SecondOf(taxonomy);
        var reliability = _learned.ByReviewer();
        return new QualityReport
        {
            Shares = QualityShares.Of(desk.Project),
            Second = second,
            Adjudication = (standings.Count(standing => standing.Disputed), standings.Count(standing => standing is { Reopened: false, Decision.Role: Decision.Adjudicator })),
            Reopened = (reopened, standings.Sum(standing => standing.Answers.Count(answer => answer.Kind == DecisionKind.Reopen)) - reopened),
            HiddenAvailable = desk.Places.Available,
            Hidden = new HiddenFigures(reviewers.Values.Sum(tally => tally.Asked), reviewers.Values.Sum(tally => tally.Right)),
            Alpha = alpha,
            Reviewers =
            [
                .. reviewers.Select(pair => new ReviewerFigures(
                    pair.Key, pair.Value.Decisions, reliability.TryGetValue(pair.Key, out var learned) ? learned : null, new HiddenFigures(pair.Value.Asked, pair.Value.Right),
                    pair.Value.Shared, pair.Value.Agreed, pair.Value.Median())),
            ],
        };
    }

    private void Count(Standing standing, Taxonomy taxonomy, SortedDictionary<string, Tally> reviewers)
    {
        foreach (var answer in standing.Answers)
        {
            var levels = StandingDecisions.Levels(answer, taxonomy);
            if (levels.IsEmpty)
                continue;
            var tally = TallyOf(answer.Reviewer, reviewers);
            tally.Decisions++;
            if (answer.Seconds is { } seconds)
                tally.Seconds.Add(seconds);
            if (!answer.IsCheck || KnownLevel(answer, taxonomy) is not (var known and >= 0))
                continue;
            tally.Asked++;
            tally.Right += levels.Contains(known) && levels.Count < taxonomy.Count ? 1 : 0;
        }
    }

    // As it was known when the clip was asked about: what is known since would not be fair to the answer.
    private int KnownLevel(Decision answer, Taxonomy taxonomy)
    {
        foreach (var task in desk.Blind.TasksOn(answer.ClipNo))
        {
            if (task.Kind == BlindKind.Check && BlindReview.Is(task.Account, answer.Reviewer) && taxonomy.TryParse(task.Level, out var level))
                return level;
        }

        return -1;
    }

    private static void Share(Standing standing, Taxonomy taxonomy, SortedDictionary<string, Tally> reviewers)
    {
        var latest = standing.Levelled.Where(answer => answer.Role != Decision.Adjudicator).GroupBy(answer => answer.Reviewer, StringComparer.OrdinalIgnoreCase)
            .Select(group => (Reviewer: group.Key, StandingDecisions.Levels(group.Last(), taxonomy).Bits)).ToList();
        if (latest.Count < 2)
            return;
        foreach (var own in latest)
        {
            var tally = TallyOf(own.Reviewer, reviewers);
            tally.Shared++;
            tally.Agreed += latest.TrueForAll(other => (other.Bits & own.Bits) != 0) ? 1 : 0;
        }
    }

    private (SecondFigures Figures, AgreementEstimate? Alpha) SecondOf(Taxonomy taxonomy)
    {
        var second = SecondReviews.Of(desk.Blind.Tasks(BlindKind.Second), desk.Log.StandingOf, taxonomy, desk.Blind.Draw.Seed);
        return (new SecondFigures(second.Drawn, desk.Blind.Waiting, second.Done, second.Agreed), second.Alpha);
    }

    private static Tally TallyOf(string reviewer, SortedDictionary<string, Tally> reviewers)
    {
        if (!reviewers.TryGetValue(reviewer, out var tally))
            reviewers.Add(reviewer, tally = new Tally());
        return tally;
    }

    private sealed class Tally
    {
        public int Decisions { get; set; }

        public int Asked { get; set; }

        public int Right { get; set; }

        public int Shared { get; set; }

        public int Agreed { get; set; }

        public List<double> Seconds { get; } = [];

        public double? Median()
        {
            if (Seconds.Count == 0)
                return null;
            Seconds.Sort();
            var middle = Seconds.Count / 2;
            return Seconds.Count % 2 == 1 ? Seconds[middle] : (Seconds[middle - 1] + Seconds[middle]) / 2;
        }
    }
}
