using FusionScorer.Library;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>Where the decisions of each clip lie in the log: sixteen bytes a decision, instead of all decisions.</summary>
internal sealed class DecisionPlaces
{
    private readonly IDecisionStore _store;
    private readonly List<(long Clip, long Place)> _places = [];

    private readonly HashSet<string> _undone = new(StringComparer.Ordinal);

    private DecisionPlaces(IDecisionStore store) => _store = store;

    /// <summary>Ids of all decisions that were taken back.</summary>
    public IReadOnlySet<string> Undone => _undone;

    /// <summary>Reads the log.</summary>
    public static DecisionPlaces Of(IDecisionStore store)
    {
        var places = new DecisionPlaces(store);
        store.ReadPlaces((place, clip, undoes) =>
        {
            places._places.Add((clip, place));
            if (undoes is not null)
                places._undone.Add(undoes);
        });
        places._places.Sort();
        return places;
    }

    /// <summary>All decisions of the clips from one number to another, both included, oldest first.</summary>
    public IReadOnlyList<Decision> Of(long first, long last)
    {
        var from = Before(first);
        var to = Before(last + 1);
        return from == to ? [] : _store.At([.. _places[from..to].Select(row => row.Place)]);
    }

    private int Before(long clip) => ~_places.BinarySearch((clip, 0));
}
