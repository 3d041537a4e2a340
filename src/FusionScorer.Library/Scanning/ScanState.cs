using FusionScorer.Library.Importing;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Scanning;

/// <summary>What a running scan knows and has found so far.</summary>
internal sealed class ScanState
{
    private readonly List<string> _warnings;
    private readonly Func<long, Clip?> _clipOf;
    private readonly Dictionary<(FileKind, string), LibraryFile> _presentByPath;
    private readonly ILookup<long, LibraryFile> _byClip;
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private readonly List<ClipChange> _changes = [];
    private int _new;
    private int _changed;
    private int _moved;
    private int _unchanged;

    public ScanState(LibraryRoot root, LibraryWalk walk, IReadOnlyList<LibraryFile> known, Func<long, Clip?> clipOf, List<string> warnings)
    {
        Root = root;
        Walk = walk;
        Known = known;
        _clipOf = clipOf;
        _warnings = warnings;
        Sidecars = Scanning.Sidecars.Assign(walk.Files);
        _byClip = known.ToLookup(file => file.ClipNo);
        _presentByPath = known.Where(file => file.Present).GroupBy(file => (file.Kind, file.Path))
            .ToDictionary(group => group.Key, group => group.First());
    }

    public LibraryRoot Root { get; }

    public LibraryWalk Walk { get; }

    public IReadOnlyList<LibraryFile> Known { get; }

    public ILookup<string, FoundFile> Sidecars { get; }

    public int Gone { get; private set; }

    /// <summary>Known media files that a found one may be: those whose clips are known, but for those that could not be looked at.</summary>
    public IReadOnlyList<LibraryFile> MatchableMedia =>
        [.. Known.Where(file => file.Kind == FileKind.Media && !(file.Present && IsUnseen(file.Path)) && _clipOf(file.ClipNo) is not null)];

    public Clip? ClipOf(long no) => _clipOf(no);

    public IEnumerable<LibraryFile> FilesOf(long clip) => _byClip[clip];

    public void Warn(string path, string message) => _warnings.Add(OneLine.Of($"{Root.Name}:{path}: {message}"));

    /// <summary>Notes that a file is there but cannot be read: what is known of it stays.</summary>
    public void Unreadable(string path, string message)
    {
        _unreadable.Add(path);
        Warn(path, $"{message}; skipped");
    }

    /// <summary>Whether nothing can be said of a path: it, or a folder above it, could not be read.</summary>
    public bool IsUnseen(string path)
    {
        if (_unreadable.Contains(path))
            return true;
        for (var slash = path.LastIndexOf('/'); slash >= 0; slash = slash == 0 ? -1 : path.LastIndexOf('/', slash - 1))
        {
            if (Walk.Unreadable.Contains(path[..slash]))
                return true;
        }

        return Walk.Unreadable.Contains("");
    }

    /// <summary>The hash of a file: the known one when size and time of change are the same; null when it cannot be read.</summary>
    public string? HashOf(FoundFile file, Func<string, string> read)
    {
        if (_presentByPath.TryGetValue((file.Kind, file.Path), out var known) && known.Size == file.Size && known.ModifiedMs == file.ModifiedMs)
            return known.Hash;
        try
        {
            return read(file.FullPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Unreadable(file.Path, $"cannot be read: {exception.Message}");
            return null;
        }
    }

    public LibraryFile Record(FoundFile file, string hash) =>
        new(Root.Name, file.Path, file.Kind, file.Size, file.ModifiedMs, hash, ClipNo: 0, Present: true);

    public void Add(ClipChange change, Clip? clip, LibraryFile? match)
    {
        if (clip is null || match is null)
        {
            _new++;
        }
        else if (match.Path != change.Path)
        {
            _moved++;
        }
        else if (match.Present && MetadataMerge.Same(change.Metadata, clip.Metadata) && SameFiles(change, match.ClipNo))
        {
            _unchanged++;
            return;
        }
        else
        {
            _changed++;
        }

        _changes.Add(change);
    }

    public void AddGone(ClipChange change)
    {
        Gone++;
        _changes.Add(change);
    }

    public ScanResult Result() => new(
        [.. _changes.OrderBy(change => change.Present).ThenBy(change => change.Path, StringComparer.Ordinal)], _new, _changed, _moved, Gone, _unchanged, _warnings);

    private bool SameFiles(ClipChange change, long clip)
    {
        var known = _byClip[clip].Where(file => file.Present).Select(file => file with { ClipNo = 0 }).ToHashSet();
        return known.SetEquals(change.Files);
    }
}
