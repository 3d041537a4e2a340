using FusionScorer.Core.Clips;
using FusionScorer.Core.Fusion;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Library.Scanning;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Reviewing.Desk.Tables;

/// <summary>A fused library in columns: clips, results, signal blocks, and what is known of clips from outside. Row i of everything is clip i.</summary>
internal sealed class FusedLibrary
{
    private const string Duration = SignalNames.Metadata + ".duration_min";
    private const sbyte NotKnown = -1;

    private FusedLibrary(ClipTable clips, FusedTable fused, SignalBlocks blocks, SignalMasks signals, sbyte[] known, bool[] askable)
    {
        Clips = clips;
        Fused = fused;
        Blocks = blocks;
        Signals = signals;
        Known = known;
        Askable = askable;
    }

    public ClipTable Clips { get; }

    public FusedTable Fused { get; }

    public SignalBlocks Blocks { get; }

    public SignalMasks Signals { get; }

    /// <summary>Levels known from outside; −1 where none is.</summary>
    public sbyte[] Known { get; }

    /// <summary>Whether anybody could be asked: the clip can be watched, and its level is not known from outside. The audit speaks for these.</summary>
    public bool[] Askable { get; }

    /// <summary>Reads a library from the store.</summary>
    /// <param name="project">The project.</param>
    /// <param name="policy">The policy of the run.</param>
    /// <param name="numbers">The clips of the run, ascending.</param>
    /// <param name="blocks">What the run's model says of each of them.</param>
    /// <param name="results">The run's results; null to read them from the store.</param>
    /// <param name="before">Clips as they were read before: they serve again where nothing changed, so that two models share them.</param>
    /// <returns>Null when the store does not hold just these clips any more.</returns>
    public static FusedLibrary? Read(Project project, Policy policy, long[] numbers, SignalBlocks blocks, IReadOnlyList<FusedClip>? results, ClipTable? before = null)
    {
        var clips = ReadClips(project, policy, numbers, before, out var ratings);
        if (clips is null || ReadResults(project, policy, numbers, results) is not { } fused)
            return null;
        var known = ReadKnown(project, policy, clips, ratings);
        var signals = new SignalMasks(numbers.Length, policy);
        var askable = Array.ConvertAll(known, level => level == NotKnown);
        ReadReadings(project, clips, signals, askable);
        signals.Listen(fused, policy);
        return new FusedLibrary(clips, fused, blocks, signals, known, askable);
    }

    private static ClipTable? ReadClips(Project project, Policy policy, long[] numbers, ClipTable? before, out Dictionary<int, string> ratings)
    {
        ratings = [];
        if (before is not null && before.Count == numbers.Length)
        {
            var digest = 0UL;
            if (Visit(project, policy, numbers, clip => digest = ClipTableBuilder.DigestOf(digest, clip), ratings) && digest == before.Digest)
                return before;
            ratings.Clear();
        }

        var builder = new ClipTableBuilder();
        return Visit(project, policy, numbers, clip => builder.Add(clip), ratings) ? new ClipTable(builder) : null;
    }

    /// <summary>Looks at the clips of a run in order, and notes ratings that they state.</summary>
    /// <returns>Whether all of them are still there.</returns>
    private static bool Visit(Project project, Policy policy, long[] numbers, Action<ClipBrief> visit, Dictionary<int, string> ratings)
    {
        var next = 0;
        project.Store.Clips.ReadBriefs(clip =>
        {
            // Clips that came in since the run wait for the next one.
            if (next >= numbers.Length || clip.No != numbers[next])
                return;
            if (policy.TrustRatings && clip.Rating is { } rating)
                ratings.Add(next, rating);
            visit(clip);
            next++;
        });
        return next == numbers.Length;
    }

    private static FusedTable? ReadResults(Project project, Policy policy, long[] numbers, IReadOnlyList<FusedClip>? results)
    {
        var fused = new FusedTable(numbers.Length, policy.Taxonomy.Count, policy.Functions.Length);
        var next = 0;
        var fits = true;
        if (results is not null)
        {
            foreach (var result in results)
            {
                if (next < numbers.Length && result.ClipNo == numbers[next])
                    fits &= fused.Set(next++, result);
            }
        }
        else
        {
            project.Store.Fusion.ReadResults(row =>
            {
                if (next < numbers.Length && row.ClipNo == numbers[next])
                    fits &= fused.Set(next++, row);
            });
        }

        return fits && next == numbers.Length ? fused : null;
    }

    private static sbyte[] ReadKnown(Project project, Policy policy, ClipTable clips, Dictionary<int, string> ratings)
    {
        var known = new sbyte[clips.Count];
        known.AsSpan().Fill(NotKnown);
        foreach (var level in project.Store.Decisions.KnownLevels())
        {
            if (clips.RowOf(level.ClipNo) is var row and >= 0 && policy.Taxonomy.TryParse(level.Level, out var index))
                known[row] = (sbyte)index;
        }

        // An imported level goes before a stated rating.
        foreach (var (row, rating) in ratings)
        {
            if (known[row] == NotKnown && RatingText.Level(rating, policy.Taxonomy) is { } index)
                known[row] = (sbyte)index;
        }

        return known;
    }

    private static void ReadReadings(Project project, ClipTable clips, SignalMasks signals, bool[] askable)
    {
        var row = -1;
        project.Store.Readings.Read(reading =>
        {
            if (row < 0 || clips.Numbers[row] != reading.ClipNo)
                row = clips.RowOf(reading.ClipNo);
            if (row < 0)
                return;
            if (reading.Status == ReadingStatus.Read)
                signals.MarkRead(row, reading.Signal);
            if (reading.Signal != MediaProbeExtractor.SignalName)
                return;
            if (reading.Status == ReadingStatus.Failed)
                askable[row] = false;
            if (Array.BinarySearch(reading.Names, Duration, StringComparer.Ordinal) is var at and >= 0)
                clips.Minutes[row] = reading.Values[at];
        });
    }
}
