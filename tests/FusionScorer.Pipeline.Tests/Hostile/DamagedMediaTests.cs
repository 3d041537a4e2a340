using System.Diagnostics;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Engines;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.TestKit;
using FusionScorer.TestKit.Hostile;
using Xunit.Abstractions;

namespace FusionScorer.Pipeline.Tests.Hostile;

/// <summary>Damaged media through the real scan and extraction. A share by default; all thousand with FUSION_HOSTILE_FILES=1000.</summary>
[Collection(AloneDefinition.Name)]
public sealed class DamagedMediaTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Signals = ["media", SignalNames.Captions, SignalNames.Nudity];

    // Ten sparse gigabytes keep ffprobe busy until its own limit of a minute; no clip may take more than that and a slow machine explain.
    private static readonly TimeSpan ClipLimit = TimeSpan.FromSeconds(150);

    private readonly TempFolder _folder = new();

    [ProgramFact("mkfifo")]
    public async Task Extract_DamagedClips_EndAsReadMissingOrFailedAndLeaveNoProcess()
    {
        var files = HostileShare.Files(100);
        new HostileLibrary(_folder.At("library"), _folder.At("outside"), await SmallClips.MakeAsync(_folder)).Fill(files);
        await EngineSetup.RunAsync(Environment.GetEnvironmentVariable, TimeProvider.System, _ => { }, CancellationToken.None);
        var file = new ProjectFile { Libraries = [new LibraryRoot("films", _folder.At("library"))], Policy = DefaultPolicy.Policy, SpeechModel = "whisper-micro" };
        using var project = Project.Create(file, _folder.At("project"), "tester", TimeProvider.System);
        var started = Stopwatch.GetTimestamp();

        var scan = Assert.Single(CatalogueScan.Run(project, CancellationToken.None));
        var scanned = Stopwatch.GetElapsedTime(started);
        var slowest = new List<ClipExtraction>();
        using (var signals = await ProjectSignals.OpenAsync(project, jobs: 2, Environment.GetEnvironmentVariable, CancellationToken.None))
        {
            await new ExtractionRun(project, signals.Extractors, signals.Reader, new ExtractionOptions { Jobs = 2, Signals = Signals })
                .RunAsync((clip, _) => slowest.Add(clip), CancellationToken.None);
        }

        Assert.All(scan.Warnings, warning => Assert.DoesNotContain('\n', warning));
        Assert.InRange(scan.Clips, files * 4 / 5, files);
        var readings = project.Store.Readings.All().Where(reading => Signals.Contains(reading.Signal)).ToList();
        var slow = slowest.MaxBy(clip => clip.Took)!;
        output.WriteLine($"{files} files, {scan.Clips} clips, {scan.Warnings.Count} warnings; scan {scanned.TotalSeconds:0.0} s, all {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s; "
            + string.Join(", ", readings.CountBy(reading => $"{reading.Signal} {reading.Status}").OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} {count.Value}"))
            + $"; slowest {slow.Took.TotalSeconds:0.0} s ({slow.Clip.Path})");
        Assert.Equal(scan.Clips * Signals.Length, readings.Count);
        Assert.All(readings.Where(reading => reading.Status != ReadingStatus.Read), reading =>
        {
            Assert.False(string.IsNullOrWhiteSpace(reading.Reason));
            Assert.DoesNotContain(reading.Reason!, char.IsControl);
            Assert.DoesNotContain(_folder.Path, reading.Reason!, StringComparison.Ordinal);
            Assert.DoesNotContain(HostileLibrary.Canary, reading.Reason!, StringComparison.Ordinal);
        });
        Assert.All(slowest, clip => Assert.True(clip.Took < ClipLimit, $"{clip.Clip.Path} took {clip.Took}"));
        Assert.Empty(Children());

        // Else the damage would be so great, or so small, that nothing was tested.
        Assert.InRange(readings.Count(reading => reading is { Signal: SignalNames.Nudity, Status: ReadingStatus.Read }), scan.Clips / 5, scan.Clips * 9 / 10);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>ffmpeg and ffprobe that this process started and that still run.</summary>
    private static IEnumerable<string> Children() => Process.GetProcesses()
        .Where(process => process.ProcessName is "ffmpeg" or "ffprobe" or "prlimit" && ParentOf(process.Id) == Environment.ProcessId)
        .Select(process => $"{process.ProcessName} {process.Id}");

    private static int ParentOf(int process)
    {
        try
        {
            var status = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("PPid:", StringComparison.Ordinal));
            return int.Parse(status?["PPid:".Length..] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
