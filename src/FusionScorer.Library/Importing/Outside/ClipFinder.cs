namespace FusionScorer.Library.Importing.Outside;

/// <summary>Finds clips by whatever name others give them: an id, <c>library:path</c>, an IMDb id, a path, or a file's name alone where only one clip has it.</summary>
public sealed class ClipFinder
{
    private const long Several = -1;

    private readonly IReadOnlyDictionary<string, long> _references;
    private readonly Dictionary<string, long> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Over the clips of a project.</summary>
    /// <param name="references">Clip numbers by reference, as the store gives them.</param>
    public ClipFinder(IReadOnlyDictionary<string, long> references)
    {
        _references = references;
        foreach (var (reference, no) in references)
        {
            var path = reference[(reference.IndexOf(':', StringComparison.Ordinal) + 1)..];
            Add(path, no);
            var file = path[(path.LastIndexOf('/') + 1)..];
            Add(file, no);
            Add(Path.GetFileNameWithoutExtension(file), no);
        }
    }

    /// <summary>The clip's number; null when no clip, or more than one, is called so.</summary>
    public long? Find(string name) => _references.TryGetValue(name, out var no) || (_byName.TryGetValue(name, out no) && no != Several) ? no : null;

    /// <summary>The end of a path that names a clip, leaving out folders from the front as far as is needed: <c>bucket/films/a.mp4</c>, <c>films/a.mp4</c>, <c>a.mp4</c>.</summary>
    /// <returns>The path itself when none of its ends does, or the first that could does not tell which of several.</returns>
    public string EndOf(string path)
    {
        for (var end = path; ; end = end[(end.IndexOf('/', StringComparison.Ordinal) + 1)..])
        {
            if (Find(end) is not null)
                return end;
            if (_byName.ContainsKey(end) || !end.Contains('/', StringComparison.Ordinal))
                return path;
        }
    }

    /// <summary>A name of a clip, for people.</summary>
    public string NameOf(long no) => _references.FirstOrDefault(pair => pair.Value == no).Key ?? $"clip {no}";

    private void Add(string name, long no)
    {
        if (name.Length > 0 && !_byName.TryAdd(name, no) && _byName[name] != no)
            _byName[name] = Several;
    }
}
