using System.Collections.Immutable;
using FusionScorer.Signals.Media;

namespace FusionScorer.Signals.Tests.Media;

public class FfmpegMediaReaderTests(TestMedia media) : IClassFixture<TestMedia>
{
    [Fact]
    public async Task Probe_VideoWithSound_GivesStreamsAndDuration()
    {
        var probe = await media.ProbeAsync(media["a.mp4"]);

        Assert.InRange(probe.DurationMs!.Value, 3900, 4200);
        Assert.Equal(0, probe.StartMs);
        Assert.Equal(["video h264", "audio aac"], probe.Streams.Select(stream => $"{stream.Kind} {stream.Codec}"));
        Assert.Equal((64, 48, 0), (probe.Streams[0].Width, probe.Streams[0].Height, probe.Streams[0].Rotation));
    }

    [Fact]
    public async Task Probe_RotatedVideo_GivesDegreesClockwise()
    {
        // The picture's left edge comes out at the bottom: ffmpeg 5 writes this mark for a quarter turn anticlockwise.
        var path = await media.MakeAsync("rotated.mp4", "-i", "@a.mp4", "-c", "copy", "-metadata:s:v:0", "rotate=90");

        Assert.Equal(270, (await media.ProbeAsync(path)).Streams[0].Rotation);
    }

    [Fact]
    public async Task Probe_AudioOnlyAndVideoOnly_AreFine()
    {
        var audio = await media.MakeAsync("audio.mp3", "-i", "@a.mp4", "-vn");
        var video = await media.MakeAsync("video.mkv", "-i", "@a.mp4", "-an", "-c", "copy");

        Assert.Equal("audio", Assert.Single((await media.ProbeAsync(audio)).Streams).Kind);
        Assert.Equal("video", Assert.Single((await media.ProbeAsync(video)).Streams).Kind);
    }

    [Fact]
    public async Task Probe_TransportStream_KnowsItsStart()
    {
        var path = await media.MakeAsync("a.ts", "-i", "@a.mp4", "-c", "copy");

        Assert.InRange((await media.ProbeAsync(path)).StartMs, 1300, 1600);
    }

    [Fact]
    public async Task Probe_SubtitleMarks_AreRead()
    {
        var path = await media.MakeAsync(
            "marks.mkv", "-i", "@a.mp4", "-i", "@s.srt", "-map", "0", "-map", "1", "-map", "1", "-c", "copy", "-metadata:s:s:0", "language=eng",
            "-metadata:s:s:0", "title=English (SDH)", "-disposition:s:0", "hearing_impaired", "-disposition:s:1", "forced");

        var streams = (await media.ProbeAsync(path)).Streams;

        Assert.Equal(("eng", "English (SDH)", true, false), (streams[2].Language, streams[2].Title, streams[2].HearingImpaired, streams[2].Forced));
        Assert.Equal((null, null, false, true), (streams[3].Language, streams[3].Title, streams[3].HearingImpaired, streams[3].Forced));
    }

    [Fact]
    public async Task Probe_FileCutOffInTheMiddle_StillGivesItsDuration()
    {
        var whole = await media.MakeAsync("whole.mp4", "-i", "@a.mp4", "-c", "copy", "-movflags", "faststart");
        var bytes = await File.ReadAllBytesAsync(whole);
        await File.WriteAllBytesAsync(media["cut.mp4"], bytes[..(bytes.Length * 2 / 3)]);

        Assert.InRange((await media.ProbeAsync(media["cut.mp4"])).DurationMs!.Value, 3900, 4200);
    }

    [Fact]
    public async Task Probe_UnreadableFiles_GiveAShortReasonWithoutPaths()
    {
        var bytes = await File.ReadAllBytesAsync(media["a.mp4"]);
        await File.WriteAllBytesAsync(media["no moov.mp4"], bytes[..2000]);
        await File.WriteAllBytesAsync(media["empty.mp4"], []);
        await File.WriteAllTextAsync(media["text.mp4"], TestMedia.Srt);
        await File.WriteAllBytesAsync(media["noise.mp4"], new byte[4000]);

        Assert.Equal("moov atom not found", await ReasonAsync("no moov.mp4"));
        Assert.Equal("the file is empty", await ReasonAsync("empty.mp4"));
        Assert.Equal("the file is gone", await ReasonAsync("gone.mp4"));
        Assert.Equal("not a media file of a known format", await ReasonAsync("text.mp4"));
        Assert.InRange((await ReasonAsync("noise.mp4")).Length, 5, 160);
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{0}\n#EXT-X-ENDLIST\n")]
    [InlineData("ffconcat version 1.0\nfile '{0}'\n")]
    [InlineData("#EXTM3U\n#EXTINF:4,\nfile:{0}\n")]
    public async Task Probe_PlaylistNamedAsFilm_IsRefusedWithoutOpeningWhatItLists(string playlist)
    {
        await File.WriteAllTextAsync(media["list.mp4"], string.Format(System.Globalization.CultureInfo.InvariantCulture, playlist, media["a.mp4"]));
        if (await OpenedFilesAsync(media["list.mp4"]) is { } opened)
        {
            Assert.Contains("list.mp4", opened, StringComparison.Ordinal);
            Assert.DoesNotContain("a.mp4", opened, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("/", await ReasonAsync("list.mp4"), StringComparison.Ordinal);
        var text = await media.Reader.ReadTextTrackAsync(media["list.mp4"], 0, CancellationToken.None);
        Assert.Null(text.Value);
    }

    [Fact]
    public async Task Probe_NameThatLooksLikeAnUrlOrAnOption_IsReadAsFile()
    {
        foreach (var name in new[] { "http:x.mp4", "-i.mp4", "concat:a|b.mp4", "50%d 'q' \u00E9.mp4", "two\nlines.mp4" })
        {
            File.Copy(media["a.mp4"], media[name], overwrite: true);
            Assert.Equal(2, (await media.ProbeAsync(media[name])).Streams.Length);
        }
    }

    [Fact]
    public async Task Extractor_Probe_SurvivesItsJson()
    {
        var extractor = new MediaProbeExtractor(media.Reader);
        var clip = new ClipInput(media["a.mp4"], "f1", [], Probe: null);

        var observed = await extractor.ObserveAsync(clip, CancellationToken.None);
        var probe = await media.ProbeAsync(media["a.mp4"]);

        Assert.Equal("f1", extractor.InputKey(clip));
        Assert.Equal(probe with { Streams = [] }, MediaProbeExtractor.ProbeOf(observed.Content!) with { Streams = [] });
        Assert.Equal(probe.Streams.AsEnumerable(), MediaProbeExtractor.ProbeOf(observed.Content!).Streams);
        var reading = extractor.Read(observed.Content!);
        Assert.Empty(reading.Evidence);
        Assert.Equal(probe.DurationMs!.Value / 60_000f, Assert.Single(reading.Features, pair => pair.Key == "metadata.duration_min").Value, 4);
    }

    [Fact]
    public async Task Extractor_EmptyFile_Fails()
    {
        await File.WriteAllBytesAsync(media["zero.mp4"], []);

        var observed = await new MediaProbeExtractor(media.Reader).ObserveAsync(new ClipInput(media["zero.mp4"], "f", [], null), CancellationToken.None);

        Assert.Equal(Observed.Failed("the file is empty"), observed);
    }

    private async Task<string> ReasonAsync(string name)
    {
        var answer = await media.Reader.ProbeAsync(media[name], CancellationToken.None);
        Assert.Null(answer.Value);
        Assert.DoesNotContain(media.Folder, answer.Reason!, StringComparison.Ordinal);
        return answer.Reason!;
    }

    // strace shows what the process really opens; where it is absent or not allowed, the reason alone is checked.
    private async Task<string?> OpenedFilesAsync(string path)
    {
        ImmutableArray<string> arguments =
            ["-f", "-e", "trace=open,openat", media.Tools.Ffprobe, "-v", "error", .. MediaGuards.Input, MediaGuards.Url(path)];
        var result = await ProcessRunner.RunAsync(new ProcessCommand("strace", arguments) { MaxErrorBytes = 4 << 20 }, CancellationToken.None);
        return result.Error.Contains(path, StringComparison.Ordinal) && result.Error.Contains("openat(", StringComparison.Ordinal) ? result.Error : null;
    }
}
