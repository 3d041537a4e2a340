using System.Collections.Immutable;
using FusionScorer.Signals.Media;

namespace FusionScorer.Signals.Tests;

/// <summary>Tiny real clips, made by ffmpeg once for a test class.</summary>
public sealed class TestMedia : IAsyncLifetime, IDisposable
{
    public const string Srt = "1\n00:00:01,000 --> 00:00:02,000\n<i>What the hell</i>\n\n2\n00:00:02,500 --> 00:00:03,500\n{\\an8}Oh shit &amp; go\nline two\n";

    private readonly TempFolder _folder = new();

    public FfmpegTools Tools { get; private set; } = null!;

    public FfmpegMediaReader Reader { get; private set; } = null!;

    public string Folder => _folder.Path;

    public async Task InitializeAsync()
    {
        Tools = await FfmpegLocator.LocateAsync();
        Reader = new FfmpegMediaReader(Tools);
        await File.WriteAllTextAsync(this["s.srt"], Srt);

        // No B-frames, so that the first picture stands at 0.
        await MakeAsync(
            "a.mp4", "-f", "lavfi", "-i", "testsrc=s=64x48:r=5:d=4", "-f", "lavfi", "-i", "sine=d=4", "-c:v", "libx264", "-bf", "0", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    public string this[string name] => _folder.At(name);

    /// <summary>Makes a clip and gives its path; "@name" stands for a file of this folder.</summary>
    public async Task<string> MakeAsync(string name, params string[] arguments)
    {
        ImmutableArray<string> all =
            ["-hide_banner", "-nostdin", "-v", "error", "-y", .. arguments.Select(argument => argument.StartsWith('@') ? this[argument[1..]] : argument), this[name]];
        var result = await ProcessRunner.RunAsync(new ProcessCommand(Tools.Ffmpeg, all), CancellationToken.None);
        Assert.True(result.Succeeded, result.Error);
        return this[name];
    }

    public async Task<MediaProbe> ProbeAsync(string path)
    {
        var answer = await Reader.ProbeAsync(path, CancellationToken.None);
        Assert.Null(answer.Reason);
        return answer.Value!;
    }
}
