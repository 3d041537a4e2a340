using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing.Quality;

/// <summary>Whose answers the label model sees, and which of them are not the clip's level but say how reliable their reviewer is.</summary>
public static class MeasuredAnswers
{
    /// <summary>The reviewers whom the label model learns about; the place in the list is the number that it knows them by.</summary>
    public static IReadOnlyList<string> Reviewers(IReadOnlyDictionary<long, Standing> standings, Taxonomy taxonomy) =>
    [
        .. standings.Values.SelectMany(standing => Of(standing, taxonomy).Select(answer => answer.Reviewer).Append(standing.Decision?.Reviewer)).OfType<string>()
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Blind second answers and answers on hidden clips of known level, of one clip.</summary>
    public static IEnumerable<Decision> Of(Standing standing, Taxonomy taxonomy) =>
        standing.Answers.Where(answer => (answer.IsCheck || answer.IsSecond) && answer != standing.Decision && !StandingDecisions.Levels(answer, taxonomy).IsEmpty);
}
