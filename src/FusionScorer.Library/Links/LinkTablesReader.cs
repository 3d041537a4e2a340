using FusionScorer.Core.Graph;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Links;

/// <summary>Makes tables of what a store reads out: all anew, or from those before and what changed.</summary>
internal sealed class LinkTablesReader(LinkTables? before) : ILinkReader
{
    private readonly GatheredLinks[] _gathered = [.. LinkKind.All.Select(_ => new GatheredLinks())];
    private LinkStamp _stamp;
    private long[] _clips = [];
    private IReadOnlySet<long>? _changed;
    private int _row;

    public void Begin(LinkStamp stamp, long[] clips, IReadOnlySet<long>? changed)
    {
        _stamp = stamp;
        _clips = clips;
        _changed = changed;
    }

    public void Person(in PersonLink link)
    {
        var row = Row(link.ClipNo);
        for (var kind = 0; row >= 0 && kind < _gathered.Length; kind++)
        {
            if (LinkKind.All[kind].Role == link.Role)
                _gathered[kind].Add(row, link.Person);
        }
    }

    public void Viewer(in ViewerLink link)
    {
        if (Row(link.ClipNo) is var row and >= 0)
            _gathered[LinkKind.Viewers].Add(row, link.Viewer, link.Rating);
    }

    public LinkTables Finish()
    {
        var changed = before is null || _changed is null ? null : ChangedRows();
        var tables = new List<LinkTable>();
        for (var i = 0; i < _gathered.Length; i++)
        {
            var kind = LinkKind.All[i];
            var table = _gathered[i].ToTable(kind, _clips.Length);
            if (changed is not null)
            {
                var old = before!.Find(kind.Name) ?? new LinkTable(table.Relation with { Graph = LinkGraph.Build(before.ClipNos.Length, 0, []) }, []);
                table = i == LinkKind.Viewers ? TableUpdate.Of(old, before.ClipNos, _clips) : TableUpdate.Of(old, before.ClipNos, _clips, changed, table);
            }

            if (table?.Relation.Graph.Links > 0)
                tables.Add(table);
        }

        return new LinkTables(_clips, [.. tables], _stamp);
    }

    private List<int> ChangedRows()
    {
        var rows = new List<int>(_changed!.Count);
        foreach (var clip in _changed)
        {
            if (Row(clip) is var row and >= 0)
                rows.Add(row);
        }

        return rows;
    }

    // Links mostly come in the order of clips.
    private int Row(long clip)
    {
        if (_row >= _clips.Length || _clips[_row] != clip)
            _row = _row + 1 < _clips.Length && _clips[_row + 1] == clip ? _row + 1 : Array.BinarySearch(_clips, clip);
        if (_row >= 0)
            return _row;
        _row = 0;
        return -1;
    }
}
