using System.Globalization;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>What people spent on answers. Nothing here is by reviewer.</summary>
/// <param name="Decisions">Answers, those taken back too: their time was spent.</param>
/// <param name="Timed">Those whose time is known.</param>
/// <param name="Minutes">The sum of these times.</param>
/// <param name="MedianSeconds">Their median; null where none is known.</param>
/// <param name="Days">By day (UTC) of the answer, the oldest first.</param>
public sealed record ReviewEffort(int Decisions, int Timed, double Minutes, double? MedianSeconds, IReadOnlyList<ReviewDay> Days)
{
    /// <summary>Sums answers up.</summary>
    /// <param name="decisions">All of the log; undoing is no answer of its own.</param>
    public static ReviewEffort Of(IReadOnlyList<Decision> decisions)
    {
        var days = new SortedDictionary<DateOnly, (int Decisions, double Seconds)>();
        var seconds = new List<double>(decisions.Count);
        var answers = 0;
        foreach (var decision in decisions)
        {
            if (decision.Kind == DecisionKind.Undo)
                continue;
            answers++;
            var took = decision.Seconds is { } known && double.IsFinite(known) && known >= 0 ? known : (double?)null;
            if (took is { } time)
                seconds.Add(time);
            var day = DateOnly.FromDateTime(decision.At.UtcDateTime);
            var (count, sum) = days.GetValueOrDefault(day);
            days[day] = (count + 1, sum + (took ?? 0));
        }

        seconds.Sort();
        var middle = seconds.Count / 2;
        return new ReviewEffort(
            answers, seconds.Count, seconds.Sum() / 60, seconds.Count == 0 ? null : seconds.Count % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2,
            [.. days.Select(pair => new ReviewDay(pair.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), pair.Value.Decisions, pair.Value.Seconds / 60))]);
    }
}

/// <summary>One day's answers.</summary>
/// <param name="Day"><c>yyyy-MM-dd</c>.</param>
/// <param name="Decisions">How many.</param>
/// <param name="Minutes">The sum of the times that are known.</param>
public sealed record ReviewDay(string Day, int Decisions, double Minutes);
