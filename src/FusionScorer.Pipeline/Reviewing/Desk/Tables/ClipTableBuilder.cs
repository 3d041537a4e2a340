using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing.Desk.Tables;

/// <summary>Fills a <see cref="ClipTable"/> clip by clip, in the order of their numbers.</summary>
internal sealed class ClipTableBuilder
{
    private const int MostNames = short.MaxValue;

    public List<long> Numbers { get; } = [];

    public PackedText.Builder Ids { get; } = new();

    public PackedText.Builder Paths { get; } = new();

    public PackedText.Builder Titles { get; } = new();

    public PackedText.Builder Folded { get; } = new();

    public NameList Roots { get; } = new();

    public List<short> RootOf { get; } = [];

    public NameList Genres { get; } = new();

    public List<ushort> GenreList { get; } = [];

    public List<int> GenreEnds { get; } = [];

    public List<short> Years { get; } = [];

    public List<float> Minutes { get; } = [];

    /// <summary>Tells these clips from others, within this process.</summary>
    public ulong Digest { get; private set; }

    /// <summary>The digest after one more clip.</summary>
    public static ulong DigestOf(ulong before, in ClipBrief clip)
    {
        var hash = new HashCode();
        hash.Add(clip.No);
        hash.Add(clip.ClipId);
        hash.Add(clip.Root);
        hash.Add(clip.Path);
        hash.Add(clip.Title);
        hash.Add(clip.Year);
        hash.Add(clip.DurationMinutes);
        foreach (var genre in clip.Genres)
            hash.Add(genre);

        // FNV-1a over the hashes of clips.
        return (before ^ (uint)hash.ToHashCode()) * 0x100000001B3;
    }

    /// <summary>Adds the next clip.</summary>
    public void Add(in ClipBrief clip)
    {
        Digest = DigestOf(Digest, clip);
        Numbers.Add(clip.No);
        Ids.Add(clip.ClipId);
        Paths.Add(clip.Path);
        Titles.Add(clip.Title);
        Folded.AddLines([clip.Title is null ? null : FoldedText.Of(clip.Title), clip.Path is null ? null : FoldedText.Of(clip.Path), FoldedText.Of(clip.ClipId)]);
        RootOf.Add(clip.Root is null ? (short)-1 : (short)Math.Min(Roots.IndexOf(clip.Root), MostNames));
        foreach (var genre in clip.Genres)
        {
            var index = Genres.IndexOf(genre);
            if (index < MostNames)
                GenreList.Add((ushort)index);
        }

        GenreEnds.Add(GenreList.Count);
        Years.Add((short)Math.Clamp(clip.Year ?? 0, 0, short.MaxValue));
        Minutes.Add(clip.DurationMinutes is { } minutes ? (float)minutes : float.NaN);
    }

    /// <summary>Numbers names in the order in which they come, whatever their case.</summary>
    public sealed class NameList
    {
        private readonly Dictionary<string, int> _index = new(StringComparer.OrdinalIgnoreCase);

        public List<string> Names { get; } = [];

        public int IndexOf(string name)
        {
            if (!_index.TryGetValue(name, out var index))
            {
                _index.Add(name, index = Names.Count);
                Names.Add(name);
            }

            return index;
        }
    }
}
