using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>What people have said of one clip, undone answers left out.</summary>
/// <param name="Answers">All answers that are not undone, oldest first.</param>
/// <param name="Decision">
/// The one that stands: the latest adjudicated, else the latest lead's or reviewer's, before any blind second answer; null when there is none. Answers of before a reopening stand
/// only until there is one after it; answers that only measure their reviewer never do.
/// </param>
/// <param name="Levels">The level set of <paramref name="Decision"/> in the active taxonomy.</param>
/// <param name="Disputed">Whether two reviewers' latest level sets have no level in common and nobody has adjudicated or reopened the clip.</param>
public sealed record Standing(IReadOnlyList<Decision> Answers, Decision? Decision, LevelSet Levels, bool Disputed)
{
    /// <summary>Whether a lead asks for the clip anew and nobody has given a level since.</summary>
    public bool Reopened { get; init; }

    /// <summary>Answers since the latest reopening, if any; without those that only measure their reviewer, unless they flag the clip.</summary>
    public required IReadOnlyList<Decision> Current { get; init; }

    /// <summary>The level answers among which <see cref="Decision"/> was chosen, oldest first.</summary>
    public required IReadOnlyList<Decision> Levelled { get; init; }

    /// <summary>Whether the level was asked for by the audit, whoever answered beside or after that.</summary>
    public bool Audited => Levelled.Any(answer => answer.Audit);

    /// <summary>Whether somebody flagged the clip: it waits for a lead.</summary>
    public bool Flagged => Current.Any(answer => answer.Kind == DecisionKind.Flag);

    /// <summary>Whether the clip waits for an answer of anybody.</summary>
    public bool NeedsAnswer => (Levels.IsEmpty || Reopened) && !Flagged;

    /// <summary>Whether the clip waits for an answer of this reviewer: nobody is asked twice.</summary>
    public bool IsOpenFor(string? reviewer) => NeedsAnswer && Current.All(answer => answer.Reviewer != reviewer);
}

/// <summary>Derives what stands from the append-only log of decisions.</summary>
public static class StandingDecisions
{
    /// <summary>The standing of every clip that has an answer.</summary>
    /// <param name="decisions">All decisions, oldest first.</param>
    /// <param name="taxonomy">The active taxonomy; a level set with a level it lacks does not stand.</param>
    public static IReadOnlyDictionary<long, Standing> Of(IReadOnlyList<Decision> decisions, Taxonomy taxonomy)
    {
        var undone = decisions.Where(decision => decision.Kind == DecisionKind.Undo).Select(decision => decision.Undoes).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return Of(decisions, undone, taxonomy);
    }

    /// <summary>The same of some decisions, where the ids of all that are undone are known.</summary>
    internal static IReadOnlyDictionary<long, Standing> Of(IReadOnlyList<Decision> decisions, IReadOnlySet<string> undone, Taxonomy taxonomy)
    {
        return decisions
            .Where(decision => decision.Kind != DecisionKind.Undo && !undone.Contains(decision.Id))
            .GroupBy(decision => decision.ClipNo)
            .ToDictionary(group => group.Key, group => OfClip([.. group], taxonomy));
    }

    /// <summary>Reads a decision's level set in the active taxonomy, through its level names.</summary>
    /// <returns>The empty set when it names a level that the taxonomy lacks.</returns>
    public static LevelSet Levels(Decision decision, Taxonomy taxonomy)
    {
        if (decision.Kind != DecisionKind.Level)
            return default;
        var own = decision.Taxonomy.Split('|');
        if (own.AsSpan().SequenceEqual(taxonomy.Levels.AsSpan()))
            return LevelSet.Parse(decision.Levels, taxonomy);
        var bits = 0u;
        var set = LevelSet.Parse(decision.Levels, Taxonomy.Create("then", own));
        for (var level = 0; level < own.Length; level++)
        {
            if (!set.Contains(level))
                continue;
            if (!taxonomy.TryParse(own[level], out var now))
                return default;
            bits |= 1u << now;
        }

        return LevelSet.FromBits(bits);
    }

    /// <summary>The standing of one clip.</summary>
    /// <param name="answers">Its answers that are not undone, oldest first.</param>
    /// <param name="taxonomy">The active taxonomy.</param>
    internal static Standing OfClip(IReadOnlyList<Decision> answers, Taxonomy taxonomy)
    {
        var reopened = answers.Count - 1;
        while (reopened >= 0 && answers[reopened].Kind != DecisionKind.Reopen)
            reopened--;
        var current = answers.Skip(reopened + 1).Where(answer => !answer.IsCheck || answer.Kind == DecisionKind.Flag).ToList();
        var levelled = current.Where(answer => !Levels(answer, taxonomy).IsEmpty).ToList();
        if (levelled.Count == 0 && reopened >= 0 && OfClip([.. answers.Take(reopened)], taxonomy) is { Levels.IsEmpty: false } before)
            return before with { Answers = answers, Current = current, Disputed = false, Reopened = true };

        // A second answer confirms or disputes the first; it does not replace it.
        var decision = levelled.LastOrDefault(answer => answer.Role == Decision.Adjudicator) ?? levelled.LastOrDefault(answer => !answer.IsSecond) ?? levelled.LastOrDefault();
        var disputed = false;
        if (decision is not null && decision.Role != Decision.Adjudicator)
        {
            var latest = levelled.GroupBy(answer => answer.Reviewer).Select(group => Levels(group.Last(), taxonomy)).ToList();
            disputed = latest.Any(first => latest.Any(second => (first.Bits & second.Bits) == 0));
        }

        return new Standing(answers, decision, decision is null ? default : Levels(decision, taxonomy), disputed) { Current = current, Levelled = levelled };
    }
}
