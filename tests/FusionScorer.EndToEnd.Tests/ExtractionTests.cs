using System.Text.Json;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd;

public sealed class ExtractionTests
{
    private static readonly string[] Broken =
    [
        "incoming/HOLIDAY_01.MP4", "incoming/concat.mkv", "incoming/empty.mp4", "incoming/hostname.mp4", "incoming/notes.mp4", "incoming/playlist.mp4", "incoming/truncated.mp4",
    ];

    [Fact]
    public async Task Extract_SampleLibrary_RecordsAReasonForEachBrokenClipAndReadsTheOthers()
    {
        using var project = await SampleProject.CreateAsync();

        var run = await project.RunAsync("extract", "--json");

        Assert.Equal(3, run.ExitCode);
        var summary = run.JsonLines[^1];
        Assert.Equal("fusion.extract.summary/1", summary.GetProperty("schema").GetString());
        Assert.Equal(summary.GetProperty("clips").GetInt32(), summary.GetProperty("done").GetInt32());
        var failures = summary.GetProperty("failures").EnumerateArray().ToList();
        var failed = failures.Select(failure => failure.GetProperty("path").GetString()!["samples:".Length..]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Broken, failed);
        Assert.All(failures, failure =>
        {
            var reason = failure.GetProperty("reason").GetString()!;
            Assert.NotEmpty(reason);
            Assert.DoesNotContain('\n', reason);
            Assert.DoesNotContain(project.Library, reason, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Extract_RunAgain_DoesNoWork()
    {
        using var project = await SampleProject.CreateAsync();
        await project.RunAsync("extract");

        var again = await project.RunAsync("extract", "--json");

        Assert.Equal(0, again.JsonLines[^1].GetProperty("todo").GetInt32());
        Assert.Single(again.JsonLines);
    }

    [Fact]
    public async Task Extract_KilledAndRunAgain_EndsWithTheRowsOfARunThatWasNotKilled()
    {
        using var project = await SampleProject.CreateAsync();
        using (var victim = FusionProgram.Start(project.Folder, ["extract", "--json", "--jobs", "1"]))
        {
            await victim.StandardOutput.ReadLineAsync();
            await victim.StandardOutput.ReadLineAsync();
            victim.Kill();
            await victim.WaitForExitAsync();
        }

        var resumed = await project.RunAsync("extract", "--json");
        var third = await project.RunAsync("extract", "--json");

        using var whole = await SampleProject.CreateAsync();
        await whole.RunAsync("extract");
        Assert.InRange(resumed.JsonLines[^1].GetProperty("todo").GetInt32(), 1, resumed.JsonLines[^1].GetProperty("clips").GetInt32() - 2);
        Assert.Equal(0, third.JsonLines[^1].GetProperty("todo").GetInt32());
        Assert.Equal(await EvidenceAsync(whole), await EvidenceAsync(project));
    }

    [ProgramFact("kill")]
    public async Task Extract_Interrupted_SavesWhatIsDoneAndGoesOnFromThere()
    {
        using var project = await SampleProject.CreateAsync();
        using var stopped = FusionProgram.Start(project.Folder, ["extract", "--json", "--jobs", "1"]);
        await stopped.StandardOutput.ReadLineAsync();
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{stopped.Id}"]))
            await kill.WaitForExitAsync();
        var rest = await stopped.StandardOutput.ReadToEndAsync();
        await stopped.WaitForExitAsync();

        var resumed = await project.RunAsync("extract", "--json");

        Assert.Equal(130, stopped.ExitCode);
        using var summary = JsonDocument.Parse(rest.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        Assert.True(summary.RootElement.GetProperty("cancelled").GetBoolean());
        var clips = summary.RootElement.GetProperty("clips").GetInt32();
        Assert.Equal(clips - summary.RootElement.GetProperty("done").GetInt32(), resumed.JsonLines[^1].GetProperty("todo").GetInt32());
        Assert.InRange(resumed.JsonLines[^1].GetProperty("todo").GetInt32(), 1, clips - 1);
    }

    [Fact]
    public async Task Extract_CaptionFileEdited_ReadsOnlyThatSignalOfThatClip()
    {
        using var project = await SampleProject.CreateAsync();
        await project.RunAsync("extract");
        const string Clip = "films/No Truck Tomorrow (2009)/No Truck Tomorrow (2009)";
        await File.AppendAllTextAsync(project.At($"{Clip}.en.srt"), "\n99\n00:00:01,000 --> 00:00:02,000\nWhat the fuck.\n");

        await project.RunAsync("scan");
        var again = await project.RunAsync("extract", "--json");

        var redone = Assert.Single(again.JsonLines.SkipLast(1));
        Assert.Equal($"samples:{Clip}.mp4", redone.GetProperty("path").GetString());
        var worked = redone.GetProperty("signals").EnumerateArray().Where(signal => signal.GetProperty("evidence").ValueKind == JsonValueKind.Number);
        Assert.Equal("captions", Assert.Single(worked).GetProperty("signal").GetString());
    }

    [Fact]
    public async Task Extract_LexiconEdited_ReadsObservationsAgainWithoutOpeningMedia()
    {
        using var project = await SampleProject.CreateAsync();
        await project.RunAsync("extract");
        await File.WriteAllTextAsync(Path.Combine(project.Folder, "lexicon.en.csv"), "term,severity,match,exceptions,note\nfox,strong,word,,a word of the samples\n");

        var again = await project.RunAsync("extract", "--json");

        var signals = again.JsonLines.SkipLast(1).SelectMany(clip => clip.GetProperty("signals").EnumerateArray())
            .Where(signal => signal.GetProperty("evidence").ValueKind == JsonValueKind.Number).ToList();
        Assert.NotEmpty(signals);
        Assert.All(signals, signal => Assert.Contains(signal.GetProperty("signal").GetString(), (string[])["captions", "speech"]));
        Assert.All(
            signals.Where(signal => signal.GetProperty("status").GetString() == "read"), signal => Assert.True(signal.GetProperty("reused").GetBoolean()));
        var show = await project.RunAsync("show", "samples:films/The Paper Lantern Fox (2014)/The Paper Lantern Fox (2014).mp4", "--json");
        Assert.Contains(show.Json.GetProperty("evidence").EnumerateArray(), evidence => evidence.GetProperty("kind").GetString() == "strong");
    }

    [ProgramFact("strace")]
    public async Task Extract_PlaylistsNamedAsMedia_OpenNothingOutsideTheLibrary()
    {
        using var project = await SampleProject.CreateAsync();
        var log = Path.Combine(project.Folder, "trace.txt");

        await FusionProgram.RunUnderAsync(project.Folder, ["strace", "-f", "-qq", "-e", "trace=openat,open,connect", "-o", log], "extract", "--jobs", "1");

        var opened = await File.ReadAllTextAsync(log);
        Assert.Contains("playlist.mp4", opened, StringComparison.Ordinal);
        Assert.DoesNotContain("/etc/hostname", opened, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> EvidenceAsync(SampleProject project)
    {
        var rows = new List<string>();
        var export = await project.RunAsync("export", "--what", "evidence", "--format", "jsonl");
        Assert.Equal(0, export.ExitCode);
        foreach (var line in export.JsonLines)
        {
            rows.Add(string.Join('|', line.EnumerateObject().Where(property => property.Name != "clipId").Select(property => property.Value.ToString())));
        }

        Assert.NotEmpty(rows);
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
