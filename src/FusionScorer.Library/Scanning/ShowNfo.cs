using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Scanning;

/// <summary>What <c>tvshow.nfo</c> says of the episodes below it: genres, and a rating, where an episode states none. Titles, ids and people stay the show's own.</summary>
internal sealed class ShowNfo
{
    private const string FileName = "tvshow.nfo";

    private readonly ScanState _scan;
    private readonly Dictionary<string, FoundFile> _files;
    private readonly Dictionary<string, ClipMetadata> _read = new(StringComparer.Ordinal);

    /// <summary>Those of a library.</summary>
    public ShowNfo(ScanState scan)
    {
        _scan = scan;
        _files = scan.Walk.Files.Where(file => file.Kind == FileKind.Nfo && Path.GetFileName(file.Path).Equals(FileName, StringComparison.OrdinalIgnoreCase))
            .GroupBy(file => file.Folder, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
    }

    /// <summary>What the nearest show above a file hands down; empty where there is none.</summary>
    public ClipMetadata Above(FoundFile file)
    {
        if (_files.Count == 0)
            return ClipMetadata.Empty;
        for (var folder = file.Folder; ; folder = folder.LastIndexOf('/') is var slash and >= 0 ? folder[..slash] : "")
        {
            if (_files.TryGetValue(folder, out var nfo))
                return Read(nfo);
            if (folder.Length == 0)
                return ClipMetadata.Empty;
        }
    }

    private ClipMetadata Read(FoundFile nfo)
    {
        if (_read.TryGetValue(nfo.Path, out var known))
            return known;
        var show = ClipMetadata.Empty;

        // A pipe has size 0, too, and opening one would block.
        if (nfo.Size > 0)
        {
            show = NfoReader.Read(nfo.FullPath, out var warning);
            if (warning is not null)
                _scan.Warn(nfo.Path, warning);
        }

        return _read[nfo.Path] = new ClipMetadata(Genres: show.Genres, Rating: show.Rating);
    }
}
