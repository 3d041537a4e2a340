namespace FusionScorer.Pipeline.Tuning;

/// <summary>What a policy owner tries. Parts that are left out stay as they are in force.</summary>
/// <param name="Weights">Signal weights, 0 to 2; signals that are not named keep theirs.</param>
/// <param name="Under">Cost of one level too mild.</param>
/// <param name="Over">Cost of one level too strict.</param>
/// <param name="Functions">All functions, in the place of those in force.</param>
public sealed record TuningDraft(
    IReadOnlyDictionary<string, double>? Weights = null, double? Under = null, double? Over = null, IReadOnlyList<DraftFunction>? Functions = null)
{
    /// <summary>Whether the fit can be held fixed: rules change what is learned.</summary>
    public bool HoldsFit => Functions is null;
}

/// <summary>A labelling function as it is written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Signal">The signal that it belongs to.</param>
/// <param name="Rules">Its rules, the first that holds fires.</param>
public sealed record DraftFunction(string Name, string Signal, IReadOnlyList<string> Rules);
