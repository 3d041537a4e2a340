using System.Globalization;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Says in words and numbers why a clip was chosen.</summary>
internal sealed class ReasonWriter(Project project, IFusedRows rows)
{
    private readonly Policy _policy = project.Policy;

    /// <summary>The reason for a pick that a strategy chose.</summary>
    public string Why(QueryPick pick, string strategy)
    {
        var parts = new List<string>();
        var result = rows.ResultAt(pick.Row);
        var conflict = ConflictOf(result, pick.Row);
        var uncertain = UncertaintyOf(result);
        if (strategy is "random")
            return $"random: {uncertain}";
        parts.Add(conflict ?? VotesOf(result));
        parts.Add(uncertain);
        parts.Add(string.Create(CultureInfo.InvariantCulture, $"{strategy} score {pick.Score:0.00}"));
        return string.Join("; ", parts);
    }

    private string? ConflictOf(FusedClip result, int row)
    {
        if (result.ConflictPair.Split('|') is not [var milder, var stricter] || result.Conflict < 0.01)
            return null;
        var features = rows.FeaturesAt(row);
        return string.Create(CultureInfo.InvariantCulture, $"{Says(result, features, milder)}, but {Says(result, features, stricter)}: conflict {result.Conflict:0.00}");
    }

    private string VotesOf(FusedClip result)
    {
        var votes = _policy.Functions
            .Select((function, j) => (function, Rule: Outcome.RuleOf(result.Votes[j])))
            .Where(vote => vote.Rule >= 0 && vote.Rule < vote.function.Rules.Length)
            .Select(vote => $"{vote.function.Signal} {vote.function.Rules[vote.Rule].Then.Format(_policy.Taxonomy)}")
            .ToList();
        return votes.Count == 0 ? "no signal says anything" : string.Join(", ", votes);
    }

    private string Says(FusedClip result, (FeatureTable Table, int Row) features, string signal)
    {
        var votes = new List<string>();
        for (var j = 0; j < _policy.Functions.Length; j++)
        {
            var function = _policy.Functions[j];
            var rule = Outcome.RuleOf(result.Votes[j]);
            if (function.Signal == signal && rule >= 0 && rule < function.Rules.Length)
                votes.Add($"{function.Rules[rule].Then.Format(_policy.Taxonomy)} ({Because(features, function.Rules[rule])})");
        }

        return $"{signal} says {string.Join(" and ", votes)}";
    }

    private static string Because((FeatureTable Table, int Row) features, Rule rule) => string.Join(", ", rule.Conditions.Select(condition =>
    {
        var value = features.Table.Get(features.Row, condition.Feature);
        var signal = FeatureName.SignalOf(condition.Feature);
        var name = condition.Feature[(signal.Length + 1)..];
        return signal.SequenceEqual(SignalNames.Genre) && value == 1 ? name
            : value == 0 ? $"no {name}"
            : string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.##}");
    }));

    private string UncertaintyOf(FusedClip result)
    {
        var levels = Enumerable.Range(0, result.Posterior.Length).OrderByDescending(level => result.Posterior[level]).ThenByDescending(level => level).Take(2).ToList();
        var shown = _policy.Taxonomy[result.Level];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_policy.Taxonomy[levels[0]]} {result.Posterior[levels[0]]:0.00} against {_policy.Taxonomy[levels[1]]} {result.Posterior[levels[1]]:0.00}, {shown} would cost {result.ExpectedCost:0.00}");
    }
}
