using FusionScorer.Library.Records;

namespace FusionScorer.Library.Links;

/// <summary>Makes tables of what a store reads out: people anew, and viewers either anew or as they were before.</summary>
internal sealed class LinkTablesReader(LinkTables? before) : ILinkReader
{
    private readonly GatheredLinks[] _gathered = [.. LinkKind.All.Select(_ => new GatheredLinks())];
    private LinkStamp _stamp;
    private long[] _clips = [];
    private bool _viewersStay;
    private int _row;

    public void Begin(LinkStamp stamp, long[] clips, bool viewersStay)
    {
        _stamp = stamp;
        _clips = clips;
        _viewersStay = viewersStay;
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
        var tables = new List<LinkTable>();
        for (var i = 0; i < _gathered.Length; i++)
        {
            var table = i == LinkKind.Viewers && _viewersStay ? ViewersBefore() : _gathered[i].ToTable(LinkKind.All[i], _clips.Length);
            if (table?.Relation.Graph.Links > 0)
                tables.Add(table);
        }

        return new LinkTables(_clips, [.. tables], _stamp);
    }

    private LinkTable? ViewersBefore() =>
        before?.Find(LinkKind.All[LinkKind.Viewers].Name) is { } viewers ? TableUpdate.Of(viewers, before.ClipNos, _clips) : null;

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
