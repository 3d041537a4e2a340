using System.Runtime.InteropServices;
using FusionScorer.Core.Graph;

namespace FusionScorer.Library.Links;

/// <summary>Links of one kind while they come in, in any order.</summary>
internal sealed class GatheredLinks
{
    private readonly Dictionary<long, int> _numbers = [];
    private readonly List<long> _ids = [];
    private readonly LinkGraphBuilder _links = new();

    public void Add(int row, long id, float rating = float.NaN)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, id, out var known);
        if (!known)
        {
            number = _ids.Count;
            _ids.Add(id);
        }

        _links.Add(row, number, rating);
    }

    public LinkTable ToTable(LinkKind kind, int clips)
    {
        var (ids, placeOf) = SortedIds.Of(CollectionsMarshal.AsSpan(_ids));
        var graph = _links.Build(clips, ids.Length, nodeTo: placeOf);
        return new LinkTable(new LinkRelation(kind.Signal, kind.Name, graph, kind.HubExponent), ids);
    }
}
