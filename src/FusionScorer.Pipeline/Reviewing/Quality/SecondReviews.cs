using FusionScorer.Core.Agreement;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing.Quality;

/// <summary>What blind second answers say of how well people agree.</summary>
/// <param name="Drawn">Clips whose first answer, which was not taken back, was drawn for a second reviewer.</param>
/// <param name="Done">Those that have a second level.</param>
/// <param name="Agreed">Of these, those on which all have a level in common with the first.</param>
/// <param name="Alpha">Alpha for ordered levels; null while nothing can be told.</param>
internal sealed record SecondReviews(int Drawn, int Done, int Agreed, AgreementEstimate? Alpha)
{
    /// <summary>Counts them.</summary>
    /// <param name="tasks">Second reviews that were drawn, oldest first.</param>
    /// <param name="standingOf">What people said of a clip.</param>
    /// <param name="taxonomy">The active levels.</param>
    /// <param name="seed">The project's seed: draws the interval of alpha.</param>
    public static SecondReviews Of(IEnumerable<BlindTask> tasks, Func<long, Standing?> standingOf, Taxonomy taxonomy, ulong seed)
    {
        int drawn = 0, done = 0, agreed = 0;
        var units = new List<IReadOnlyList<int>>();
        foreach (var task in tasks)
        {
            var answers = standingOf(task.ClipNo)?.Answers ?? [];
            var at = 0;
            while (at < answers.Count && answers[at].Id != task.DecisionId)
                at++;
            if (at == answers.Count)
                continue;
            drawn++;
            var first = StandingDecisions.Levels(answers[at], taxonomy);
            var seconds = answers.Skip(at + 1).TakeWhile(answer => answer.Kind != DecisionKind.Reopen).Where(answer => answer.IsSecond)
                .Select(answer => StandingDecisions.Levels(answer, taxonomy)).Where(levels => !levels.IsEmpty).ToList();
            if (seconds.Count == 0 || first.IsEmpty)
                continue;
            done++;
            agreed += seconds.TrueForAll(levels => (levels.Bits & first.Bits) != 0) ? 1 : 0;

            // An answer of several levels is no value of the scale; taking the level that lies nearest to the other's would make people agree more than they do.
            units.Add([.. seconds.Prepend(first).Where(levels => levels.Count == 1).Select(levels => levels.Lowest)]);
        }

        return new SecondReviews(drawn, done, agreed, KrippendorffAlpha.Estimate(units, taxonomy.Count, AgreementMetric.Ordinal, new CounterRandom(seed, (ulong)units.Count)));
    }
}
