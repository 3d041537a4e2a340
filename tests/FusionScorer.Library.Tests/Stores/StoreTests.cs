using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Library.Tests.Stores;

/// <summary>What every store promises. A back end derives one class and says how to open the store of the test's project.</summary>
public abstract partial class StoreTests : IDisposable
{
    protected static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, 123, TimeSpan.Zero);

    private IStore? _store;

    protected FakeTimeProvider Clock { get; } = new(Noon);

    /// <summary>The store that most of a test uses.</summary>
    protected IStore Store => _store ??= Open();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens one more store of the same project, as another process would.</summary>
    protected abstract IStore Open();

    /// <summary>What the store keeps of a text.</summary>
    protected virtual string Kept(string text) => text;

    protected virtual void Dispose(bool disposing) => _store?.Dispose();

    /// <summary>Closes the store; the next use opens it anew.</summary>
    protected void Reopen()
    {
        _store?.Dispose();
        _store = null;
    }

    protected static ClipChange Change(string id, string? path = null, ClipMetadata? metadata = null, bool present = true, params LibraryFile[] files) =>
        new(id, path is null ? null : "lib", path, path is null ? null : $"fp-{id}", metadata ?? ClipMetadata.Empty, [.. files], present);

    protected static LibraryFile File(string path, FileKind kind = FileKind.Media, bool present = true) =>
        new("lib", path, kind, 10, 20, $"hash-{path}", 0, present);

    /// <summary>Adds clips <c>c1</c>, <c>c2</c> …</summary>
    /// <returns>Their numbers.</returns>
    protected long[] AddClips(int count)
    {
        Store.Clips.Apply([.. Enumerable.Range(1, count).Select(i => Change($"c{i}"))]);
        return [.. Enumerable.Range(1, count).Select(i => No($"c{i}"))];
    }

    protected long No(string reference) => Store.Clips.Find(reference)!.No;

    protected static Decision Level(string id, long clip, string levels = "R") => new(
        id, clip, "ann", "reviewer", DecisionKind.Level, levels, null, "abcd", "G|PG|R", "direct", null, null, false, [], null, null, Noon);

    protected static FusedClip Fused(long clip, int level = 1, params float[] posterior) => new(
        clip, level, [.. posterior], [0.5f, 0.5f], [0, 255, 3], 0.25, "genre|captions", 0.125);

    protected static FusionRow Run(long id = 0, string policy = "abcd") => new(id, policy, 7, "{\"b\":[0.1]}", Noon);
}
