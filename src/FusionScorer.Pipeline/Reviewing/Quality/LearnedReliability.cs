using System.Text.Json;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Pipeline.Reviewing.Quality;

/// <summary>What the label model learned of reviewers. Thread-safe.</summary>
internal sealed class LearnedReliability(ReviewDesk desk)
{
    // What the model expects of anybody is worth as many answers (see Core.Fusion.Reviewers): with fewer, that says more than the reviewer's own.
    private const int FewestAnswers = 20;

    private volatile Learned? _learned;

    /// <summary>The probability that an answer is right, by reviewer; those of whom too little is known are left out.</summary>
    public IReadOnlyDictionary<string, double> ByReviewer()
    {
        var store = desk.Project.Store;
        var model = desk.Model;
        if (store.Fusion.Latest() is not { } run || run.PolicyHash != model.PolicyRow.Hash)
            return new Dictionary<string, double>();
        if (_learned is { } known && known.Run == run.Id)
            return known.Reliability;

        // The model knows reviewers by their number among those who had answered when it learned; decisions are only ever added.
        var names = MeasuredAnswers.Reviewers(StandingDecisions.Of([.. store.Decisions.All().Take(run.Decisions)], model.Policy.Taxonomy), model.Policy.Taxonomy);
        var reliability = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var reviewer in JsonSerializer.Deserialize(run.Fit, FusionJson.Default.LabelModelFitData)?.Reviewers ?? [])
        {
            if (reviewer.Decisions >= FewestAnswers && reviewer.Reviewer < names.Count)
                reliability[names[reviewer.Reviewer]] = reviewer.Reliability;
        }

        _learned = new Learned(run.Id, reliability);
        return reliability;
    }

    private sealed record Learned(long Run, IReadOnlyDictionary<string, double> Reliability);
}
