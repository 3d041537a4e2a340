using System.Text.RegularExpressions;
using FusionScorer.TestKit;
using FusionScorer.TestKit.Hostile;

namespace FusionScorer.EndToEnd.Hostile;

/// <summary>Scan and extraction over a hostile library, watched by the kernel: no file that playlists, links, entities, fonts or data references name is opened.</summary>
public sealed partial class NothingOutsideTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [ProgramFact("strace")]
    public async Task ScanAndExtract_HostileLibrary_OpenNoCanaryAndAskNoNetwork()
    {
        var library = new HostileLibrary(_folder.At("library"), _folder.At("outside"), await SmallClips.MakeAsync(_folder));
        library.Fill(HostileLibrary.Kinds * 3, every: 3);
        Directory.CreateDirectory(_folder.At("project"));
        Assert.Equal(0, (await FusionProgram.RunAsync(_folder.Path, "init", _folder.At("project"), "--library", $"films={_folder.At("library")}")).ExitCode);

        var opened = await TraceAsync("scan") + await TraceAsync("extract", "--signals", "media,captions,nudity", "--jobs", "2");

        // The trace saw the hostile files themselves, so it would have seen the others; it names what was opened by its real path, behind all links.
        Assert.Contains("library/000/0.mp4", opened, StringComparison.Ordinal);
        var canaries = opened.Split('\n').Where(line => line.Contains(HostileLibrary.Canary, StringComparison.Ordinal) && Success().IsMatch(line)).ToList();
        Assert.True(canaries.Count == 0, string.Join('\n', canaries.Take(5)));
        Assert.DoesNotContain("</dev/zero", opened, StringComparison.Ordinal);
        Assert.DoesNotContain("sin_port=htons(9)", opened, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("project", "touched")));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> TraceAsync(params string[] arguments)
    {
        var log = _folder.At($"trace-{arguments[0]}.txt");
        var result = await FusionProgram.RunUnderAsync(
            _folder.At("project"), ["strace", "-f", "-y", "-qq", "-s", "4096", "-e", "trace=openat,open,openat2,connect,execve", "-o", log], arguments);
        Assert.True(result.ExitCode is 0 or 3, result.Error);
        return await File.ReadAllTextAsync(log);
    }

    // A call that gave a file; one that the kernel refused opened nothing.
    [GeneratedRegex(@"\b(open|openat|openat2|resumed>.*)\(?.*\)\s+=\s+[0-9]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Success();
}
