using System.Diagnostics;
using System.Text;
using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Scanning;
using FusionScorer.Signals;
using FusionScorer.Signals.Captions;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Profanity;
using FusionScorer.TestKit;
using FusionScorer.TestKit.Hostile;
using Xunit.Abstractions;

namespace FusionScorer.Pipeline.Tests.Hostile;

/// <summary>A thousand damaged text files through the readers that a library, an import and a project use.</summary>
[Collection(AloneDefinition.Name)]
public sealed class DamagedTextTests(ITestOutputHelper output) : IDisposable
{
    // A share of this would be a fault by itself: the files hold a few megabytes at most.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private const long Allowance = 128 << 20;
    private const int AllowedTimesSize = 150;

    private readonly TempFolder _folder = new();
    private readonly CaptionsExtractor _captions = new(new NoMedia(), LexiconSet.Load(projectFolder: null), new CaptionsOptions("en"));

    [Fact]
    public async Task Read_DamagedFiles_EndWithContentOrAReasonOfOneLine()
    {
        var ends = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var faults = new List<string>();
        var (slowest, slowestSeed, most, mostSeed) = (TimeSpan.Zero, 0, 0.0, 0);
        var started = Stopwatch.GetTimestamp();
        for (var seed = 0; seed < HostileShare.Files(1000); seed++)
        {
            var (kind, path) = Make(seed);
            var size = new FileInfo(path).Length;
            var before = GC.GetTotalAllocatedBytes(precise: false);
            var start = Stopwatch.GetTimestamp();
            string end;
            try
            {
                end = await Task.Run(() => ReadAsync(kind, path)).WaitAsync(Limit);
            }
            catch (BadInputException fault)
            {
                end = "refused";
                if (!IsOneLine(fault.Message))
                    faults.Add($"seed {seed} ({kind}): not one line: {fault.Message}");
            }
            catch (Exception fault)
            {
                end = "crashed";
                faults.Add($"seed {seed} ({kind}): {fault.GetType().Name} {fault.Message} {fault.StackTrace?.Split('\n')[0]}");
            }

            var took = Stopwatch.GetElapsedTime(start);
            var allocated = GC.GetTotalAllocatedBytes(precise: false) - before;
            if (allocated > Allowance + (AllowedTimesSize * size))
                faults.Add($"seed {seed} ({kind}): {allocated >> 20} MiB for a file of {size >> 10} KiB");
            if (took > slowest)
                (slowest, slowestSeed) = (took, seed);
            if (allocated > most)
                (most, mostSeed) = (allocated, seed);
            var name = $"{kind} {end}";
            ends[name] = ends.GetValueOrDefault(name) + 1;
        }

        output.WriteLine($"{string.Join(", ", ends.Select(end => $"{end.Key} {end.Value}"))}; {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s; "
            + $"slowest {slowest.TotalMilliseconds:0} ms (seed {slowestSeed}); most memory allocated {most / (1 << 20):0} MiB (seed {mostSeed})");
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(30)));

        // Else the damage would be so great, or so small, that nothing was tested.
        var all = HostileShare.Files(1000);
        Assert.InRange(ends.Where(end => end.Key.EndsWith(" read", StringComparison.Ordinal)).Sum(end => end.Value), all / 5, all * 4 / 5);
    }

    public void Dispose() => _folder.Dispose();

    private (string Kind, string Path) Make(int seed)
    {
        var canary = _folder.At("outside", "canary.txt");
        var (kind, name, text) = (seed % 5) switch
        {
            0 or 1 when HostileCaptions.Of(seed) is var (file, captions) => ("captions", file, captions),
            2 => ("nfo", "clip.nfo", HostileMetadata.Nfo(seed, canary)),
            3 when HostileMetadata.Csv(seed) is var (file, table) => ("csv", file, table),
            _ => ("yaml", "fusion.yaml", HostileMetadata.Yaml(seed)),
        };
        var bytes = Encoding.UTF8.GetBytes(text);

        // Other draws than those of the text, else the same texts would stay whole each time.
        if (new Random(seed + 1_000_000).Next(3) > 0)
            bytes = new Damage(seed + 2_000_000).OfText(bytes);
        return (kind, _folder.Write($"{seed}/{name}", bytes));
    }

    private async Task<string> ReadAsync(string kind, string path)
    {
        switch (kind)
        {
            case "captions":
                var observed = await _captions.ObserveAsync(new ClipInput(Path.ChangeExtension(path, null) + ".mp4", "x", [new SidecarFile(path, "h")], Probe: null), CancellationToken.None);
                if (observed.Content is null)
                    return OneLine(observed.Reason) + (observed.Status == ReadingStatus.Failed ? "failed" : "missing");
                _captions.Read(observed.Content);
                return "read";
            case "nfo":
                NfoReader.Read(path, out var warning);
                return warning is null ? "read" : OneLine(warning) + "warned";
            case "csv":
                return ReadTable(path);
            default:
                return ReadSettings(path);
        }
    }

    private static string ReadTable(string path)
    {
        var index = Enumerable.Range(0, 40).ToDictionary(clip => $"c{clip}", clip => clip, StringComparer.Ordinal);
        switch (Path.GetFileName(path))
        {
            case "clips.csv":
                foreach (var line in TabularDataSet.Read(Path.GetDirectoryName(path)!, new ViewerHash(new byte[16])).Warnings)
                    OneLine(line);
                break;
            case "viewers.csv":
                long[] numbers = [.. Enumerable.Range(0, 40)];
                var links = ViewerTable.Read(path, new ViewerHash(new byte[16]), id => index.TryGetValue(id, out var clip) ? clip : null, numbers);
                foreach (var line in links.Warnings(path))
                    OneLine(line);
                break;
            case "features.csv":
                File.WriteAllLines(Path.Combine(Path.GetDirectoryName(path)!, "clips.csv"), ["clip_id", .. index.Keys]);
                goto case "clips.csv";
            case "lexicon.en.csv":
                LexiconSet.Load(Path.GetDirectoryName(path));
                break;
            case "decisions.csv":
                DecisionCsv.Read(path, Taxonomy.Mpaa);
                break;
            default:
                TruthCsv.Read(path, index, Taxonomy.Mpaa);
                break;
        }

        return "read";
    }

    // The same bytes as a project file and as a policy of its own.
    private static string ReadSettings(string path)
    {
        var ends = 0;
        Action[] readers =
        [
            () => ProjectFileReader.Read(path),
            () => PolicyReader.Read(path),
        ];
        foreach (var read in readers)
        {
            try
            {
                read();
                ends++;
            }
            catch (BadInputException fault)
            {
                OneLine(fault.Message);
            }
        }

        return ends > 0 ? "read" : "refused";
    }

    private static string OneLine(string? reason) =>
        IsOneLine(reason) ? "" : throw new InvalidDataException($"not one line: {reason}");

    private static bool IsOneLine(string? reason) => !string.IsNullOrWhiteSpace(reason) && reason.Length < 2000 && !reason.Any(char.IsControl);

    private sealed class NoMedia : IMediaReader
    {
        public Task<MediaAnswer<MediaProbe>> ProbeAsync(string path, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<MediaAnswer<string>> ReadTextTrackAsync(string path, int streamIndex, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
