using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Importing;

/// <summary>What a signal says of a clip of a data set.</summary>
/// <param name="Clip">Index into <see cref="TabularDataSet.Clips"/>.</param>
/// <param name="Signal">The signal.</param>
/// <param name="Features">Raw features by full name; at least one.</param>
public sealed record TabularReading(int Clip, string Signal, IReadOnlyDictionary<string, float> Features);

/// <summary>A tabular data set: a folder with <c>clips.csv</c>, optionally <c>viewers.csv</c>, <c>features.csv</c> and <c>truth.csv</c>.</summary>
/// <param name="Name">The folder's name; the source of its viewer links and known levels.</param>
/// <param name="Clips">One for each row of <c>clips.csv</c>, in order.</param>
/// <param name="Readings">By clip, then signal; a signal was read on a clip when any of its cells is filled.</param>
/// <param name="Viewers">Links whose clip numbers are indices into <paramref name="Clips"/>; none without a file.</param>
/// <param name="Truth">The true level of each clip, −1 where unknown; null when the truth was not asked for.</param>
/// <param name="Warnings">What was left out, a line each.</param>
public sealed record TabularDataSet(
    string Name, IReadOnlyList<ClipChange> Clips, IReadOnlyList<TabularReading> Readings, ViewerLinks Viewers, int[]? Truth,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The usual name of the file with the truth; it is read only when named.</summary>
    public const string TruthFile = "truth.csv";

    /// <summary>The name of the file with a policy of the data set's own.</summary>
    public const string PolicyFile = "policy.yaml";

    private const int MaxIdLength = 256;

    /// <summary>Reads a data set whole; nothing of it counts unless all of it is right. Rows of <c>viewers.csv</c> alone are left out and counted where they are bad.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="viewers">Hides viewer ids.</param>
    /// <param name="truthPath">The file with true levels; null to read none.</param>
    /// <param name="taxonomy">Where the level names of the truth come from; needed with <paramref name="truthPath"/>.</param>
    /// <exception cref="BadInputException">A file breaks the contract; file and line are named.</exception>
    public static TabularDataSet Read(string folder, ViewerHash viewers, string? truthPath = null, Taxonomy? taxonomy = null)
    {
        if (!Directory.Exists(folder))
            throw new BadInputException(folder, 0, "there is no such folder; a data set is a folder with clips.csv, or with MovieLens's movies.csv");
        var isMovieLens = MovieLens.Is(folder);
        var (clips, index, links) = isMovieLens ? MovieLens.Read(folder, viewers) : Own(folder, viewers);
        var viewersPath = Path.Combine(folder, isMovieLens ? "ratings.csv" : ViewerTable.FileName);
        var featuresPath = Path.Combine(folder, "features.csv");
        var readings = File.Exists(featuresPath) ? FeatureCsv.Read(featuresPath, index) : [];
        var truth = truthPath is null ? null : TruthCsv.Read(truthPath, index, taxonomy ?? Taxonomy.Mpaa);
        return new TabularDataSet(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), clips, readings, links, truth,
            [.. links.Warnings(viewersPath)]);
    }

    private static (List<ClipChange> Clips, Dictionary<string, int> Index, ViewerLinks Viewers) Own(string folder, ViewerHash viewers)
    {
        var (clips, index) = ReadClips(Path.Combine(folder, "clips.csv"));
        var viewersPath = Path.Combine(folder, ViewerTable.FileName);
        var links = File.Exists(viewersPath)
            ? ViewerTable.Read(viewersPath, viewers, id => index.TryGetValue(id, out var clip) ? clip : null, NumbersOf(clips.Count))
            : ViewerLinks.None(NumbersOf(clips.Count));
        return (clips, index, links);
    }

    /// <summary>The readings as a store keeps them.</summary>
    /// <param name="numbers">The store's number of each clip, in the order of <see cref="Clips"/>.</param>
    public IEnumerable<Reading> ReadingsOf(IReadOnlyList<long> numbers) => Readings.Select(reading => new Reading(
        numbers[reading.Clip], reading.Signal, ReadingStatus.Read, Reason: null, ObservationKey: null, ReadingKey: null, reading.Features));

    /// <summary>The viewer links as a store keeps them.</summary>
    /// <param name="numbers">The store's number of each clip, in the order of <see cref="Clips"/>.</param>
    public IEnumerable<ViewerLink> ViewersOf(IReadOnlyList<long> numbers) => Viewers.Links.Select(link => link with { ClipNo = numbers[(int)link.ClipNo] });

    private static long[] NumbersOf(int clips)
    {
        var numbers = new long[clips];
        for (var clip = 0; clip < clips; clip++)
            numbers[clip] = clip;
        return numbers;
    }

    private static (List<ClipChange> Clips, Dictionary<string, int> Index) ReadClips(string path)
    {
        using var table = CsvTable.Open(path);
        var columns = new MetadataColumns(table);
        var clips = new List<ClipChange>();
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        while (table.Read())
        {
            var id = columns.ClipId;
            if (string.IsNullOrWhiteSpace(id) || id.Length > MaxIdLength || id.Any(char.IsControl))
                throw table.At($"clip_id is empty, longer than {MaxIdLength} characters, or holds a control character; give every clip a short id");
            if (!index.TryAdd(id, clips.Count))
                throw table.At($"clip_id '{id}' appears twice; ids are unique");
            if (columns.Read(out var metadata) is { } fault)
                throw table.At(fault);
            if (metadata.ImdbId is null && ImdbId.IsId(id))
                metadata = metadata with { ImdbId = id };
            clips.Add(new ClipChange(id, Root: null, Path: null, Fingerprint: null, metadata, Files: []));
        }

        return clips.Count > 0 ? (clips, index) : throw new BadInputException(path, 0, "has a header but no clips");
    }
}
