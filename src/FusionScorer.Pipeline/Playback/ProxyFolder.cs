using System.Text.Json;
using System.Text.Json.Serialization;

namespace FusionScorer.Pipeline.Playback;

/// <summary>A proxy that is there.</summary>
/// <param name="Content">Fingerprint of the clip's file.</param>
/// <param name="FromMs">Start of the window; null for the whole clip.</param>
/// <param name="DurationMs">How long it plays.</param>
internal sealed record StoredProxy(string Content, long? FromMs, long DurationMs);

/// <summary>The files of a proxy cache: a film and a note for each name. Not thread-safe.</summary>
/// <remarks>The time of a film's last change is when it was last wanted, so that the order survives a restart.</remarks>
internal sealed class ProxyFolder
{
    private readonly string _folder;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public ProxyFolder(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles())
        {
            // Whatever is neither a film nor its note was being written when the process ended.
            var name = Path.GetFileNameWithoutExtension(file.Name);
            if (file.Extension == ".mp4" && file.LinkTarget is null && ReadNote(NotePath(name)) is { } note && note.DurationMs > 0)
                _entries[name] = new Entry(note, file.Length, file.LastWriteTimeUtc);
        }

        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles())
        {
            if (file.Extension is not (".mp4" or ".json") || !_entries.ContainsKey(Path.GetFileNameWithoutExtension(file.Name)))
                Delete(file.FullName);
        }
    }

    /// <summary>Bytes of all films.</summary>
    public long TotalBytes => _entries.Values.Sum(entry => entry.Bytes);

    /// <summary>Path of a film; null when it is not there (any more).</summary>
    public string? PathOf(string name) => _entries.ContainsKey(name) && File.Exists(FilmPath(name)) ? FilmPath(name) : null;

    /// <summary>What a name stands for.</summary>
    public StoredProxy? Find(string name) => PathOf(name) is null ? null : _entries[name].Note;

    /// <summary>All of one content: windows by time, then the whole.</summary>
    public IEnumerable<(string Name, StoredProxy Proxy)> Of(string content) => _entries
        .Where(pair => pair.Value.Note.Content == content && File.Exists(FilmPath(pair.Key)))
        .OrderBy(pair => pair.Value.Note.FromMs ?? long.MaxValue).Select(pair => (pair.Key, pair.Value.Note));

    /// <summary>Where a film is made.</summary>
    public string PartPath(string name) => Path.Combine(_folder, $"{name}.part");

    /// <summary>Makes a finished film part of the cache.</summary>
    public void Add(string name, StoredProxy note, DateTimeOffset now)
    {
        var bytes = new FileInfo(PartPath(name)).Length;
        File.WriteAllBytes(NotePath(name), JsonSerializer.SerializeToUtf8Bytes(note, ProxyNoteJson.Default.StoredProxy));
        File.SetLastWriteTimeUtc(PartPath(name), now.UtcDateTime);
        File.Move(PartPath(name), FilmPath(name), overwrite: true);
        _entries[name] = new Entry(note, bytes, now.UtcDateTime);
    }

    /// <summary>Notes that a film is wanted now.</summary>
    public void Touch(string name, DateTimeOffset now)
    {
        if (!_entries.TryGetValue(name, out var entry))
            return;
        _entries[name] = entry with { Used = now.UtcDateTime };
        try
        {
            File.SetLastWriteTimeUtc(FilmPath(name), now.UtcDateTime);
        }
        catch (IOException)
        {
            // Erased by hand: the next look finds that out.
        }
    }

    /// <summary>Bytes of films that were wanted at or after a moment.</summary>
    public long BytesSince(DateTimeOffset moment) => _entries.Values.Where(entry => entry.Used >= moment.UtcDateTime).Sum(entry => entry.Bytes);

    /// <summary>Erases the films longest unwanted until all fit, but none that was wanted at or after a moment.</summary>
    public void Shrink(long maxBytes, DateTimeOffset keepSince)
    {
        var total = TotalBytes;
        foreach (var (name, entry) in _entries.Where(pair => pair.Value.Used < keepSince.UtcDateTime).OrderBy(pair => pair.Value.Used).ToList())
        {
            if (total <= maxBytes)
                return;
            Delete(FilmPath(name));
            Delete(NotePath(name));
            _entries.Remove(name);
            total -= entry.Bytes;
        }
    }

    private string FilmPath(string name) => Path.Combine(_folder, name + ".mp4");

    private string NotePath(string name) => Path.Combine(_folder, name + ".json");

    private static StoredProxy? ReadNote(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ProxyNoteJson.Default.StoredProxy);
        }
        catch (Exception fault) when (fault is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Open elsewhere (Windows): the next start tries again.
        }
    }

    private sealed record Entry(StoredProxy Note, long Bytes, DateTime Used);
}

/// <summary>How notes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StoredProxy))]
internal sealed partial class ProxyNoteJson : JsonSerializerContext;
