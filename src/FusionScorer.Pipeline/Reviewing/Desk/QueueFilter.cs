using FusionScorer.Core;
using FusionScorer.Core.Querying;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>Which clips a queue holds, and in what order; also the query of its link.</summary>
/// <param name="Strategy">Null for the policy's.</param>
/// <param name="Pair">Two signals joined by <c>|</c>: clips on which they contradict each other.</param>
/// <param name="Signal">Clips on which this signal has spoken.</param>
/// <param name="Level">Clips that have this level now.</param>
/// <param name="Status">One of <see cref="Statuses"/>; null for unreviewed.</param>
/// <param name="Search">Words of title, path or id.</param>
/// <param name="Batch">How many clips are drawn at once; null for the usual number.</param>
/// <param name="Changes">Clips that a change of policy would move: the id of a saved change.</param>
public sealed record QueueFilter(
    string? Strategy = null, string? Pair = null, string? Signal = null, string? Level = null, string? Status = null, string? Search = null, int? Batch = null, string? Changes = null)
{
    /// <summary>Waits for an answer.</summary>
    public const string Unreviewed = "unreviewed";

    /// <summary>Held by somebody now.</summary>
    public const string Held = "held";

    /// <summary>The largest batch.</summary>
    public const int MostBatch = 500;

    /// <summary>All statuses that a queue can ask for.</summary>
    public static readonly IReadOnlyList<string> Statuses = [Unreviewed, "decided", "disputed", "reopened", "disagrees", "flagged", "unsure", Held, "known", "all"];

    /// <summary>Whether it is the policy's own queue: nothing is filtered, so that batches and audits are drawn as the policy says.</summary>
    internal bool IsWhole(DeskModel model) => Pair is null && Signal is null && Level is null && Search is null && Changes is null && Status is null or Unreviewed
        && (Strategy is null || Strategy == model.Policy.Strategy);

    /// <summary>Refuses what no queue has, in one line.</summary>
    /// <exception cref="BadInputException">A name is unknown, or a number out of range.</exception>
    public void Validate(DeskModel model)
    {
        if (Strategy is not null)
            _ = QueryStrategies.ByName(Strategy);
        if (Status is not null && !Statuses.Contains(Status))
            throw new BadInputException($"there is no status '{Status}'; choose one of {string.Join(", ", Statuses)}");
        if (Level is not null && !model.Policy.Taxonomy.TryParse(Level, out _))
            throw new BadInputException($"there is no level '{Level}'; choose one of {string.Join(", ", model.Policy.Taxonomy.Levels)}");
        if (Batch is < 1 or > MostBatch)
            throw new BadInputException($"a batch has 1 to {MostBatch} clips, not {Batch}");
        if (Pair is not null && Pair.Split('|').Length != 2)
            throw new BadInputException($"'{Pair}' is no pair of signals; write captions|speech");
        if (Changes is not null)
            _ = model.ChangedBy(Changes);
    }
}
