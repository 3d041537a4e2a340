namespace FusionScorer.Core.Voting;

/// <summary>What may be wrong with a labelling function.</summary>
public enum SuggestionKind
{
    /// <summary>On the rows where its votes can be checked, fewer are right than votes at random would be.</summary>
    WorseThanChance,

    /// <summary>It says the same as another function on every row.</summary>
    SameAsAnother,

    /// <summary>A rule of it, or all of it, fires on no row.</summary>
    NeverFires,

    /// <summary>Without it every row would have the same most likely level.</summary>
    NeverMatters,
}

/// <summary>Advice on one labelling function.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Function">The function's name.</param>
/// <param name="Rule">The rule, from 0, for <see cref="SuggestionKind.NeverFires"/>; null when it is the function as a whole.</param>
/// <param name="Other">The other function's name, for <see cref="SuggestionKind.SameAsAnother"/>; else null.</param>
/// <param name="Text">One line for people, the function's name in it.</param>
public sealed record Suggestion(SuggestionKind Kind, string Function, int? Rule, string? Other, string Text);
