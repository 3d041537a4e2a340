using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Playback;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Tests.Playback;

public sealed class ClipPlaybackTests
{
    private const string Mp4 = "mov,mp4,m4a,3gp,3g2,mj2";
    private const string Matroska = "matroska,webm";

    [Theory]
    [InlineData("a.mp4", Mp4, "h264", "aac", "video/mp4")]
    [InlineData("a.MOV", Mp4, "h264", null, "video/mp4")]
    [InlineData("a.m4v", Mp4, "av1", "opus", "video/mp4")]
    [InlineData("a.mp4", Mp4, "vp9", "mp3", "video/mp4")]
    [InlineData("a.m4a", Mp4, null, "aac", "audio/mp4")]
    [InlineData("a.webm", Matroska, "vp8", "vorbis", "video/webm")]
    [InlineData("a.mp3", "mp3", null, "mp3", "audio/mpeg")]
    [InlineData("a.wav", "wav", null, "pcm_s16le", "audio/wav")]
    [InlineData("a.ogg", "ogg", null, "vorbis", "audio/ogg")]
    [InlineData("a.flac", "flac", null, "flac", "audio/flac")]
    [InlineData("a.mp4", Mp4, "hevc", "aac", null)]
    [InlineData("a.mp4", Mp4, "mpeg4", "aac", null)]
    [InlineData("a.mp4", Mp4, "h264", "ac3", null)]
    [InlineData("a.mkv", Matroska, "h264", "aac", null)]
    [InlineData("a.webm", Matroska, "h264", "opus", null)]
    [InlineData("a.avi", "avi", "h264", "mp3", null)]
    [InlineData("a.ts", "mpegts", "h264", "aac", null)]
    [InlineData("a.flv", "flv", "h264", "aac", null)]
    [InlineData("a.wmv", "asf", "wmv3", "wmav2", null)]
    [InlineData("a.mpg", "mpeg", "mpeg2video", "mp2", null)]
    [InlineData("a.mp4", "mpegts", "h264", "aac", null)]
    [InlineData("a.ogg", "ogg", "theora", "vorbis", null)]
    public async Task Of_StoredProbe_TellsHowItPlays(string name, string container, string? video, string? audio, string? mime)
    {
        using var project = await PlaybackProject.MakeAsync();
        project.Write("media/clip.mp4", "content");
        project.Write("media/" + name, "content");
        Cataloguing(project);
        var clip = project.Clip("clip.mp4") with { Path = name };
        ImmutableArray<MediaStream> streams = [.. Stream("video", video), .. Stream("audio", audio)];
        var observed = System.Text.Json.JsonSerializer.Serialize(new MediaProbe(container, 1000, 0, streams), Camel);
        project.Project.Store.Readings.Save(
            new Reading(clip.No, MediaProbeExtractor.SignalName, ReadingStatus.Read, Reason: null, "key", "key", new Dictionary<string, float>()), observed, []);

        var playable = await project.Playback.OfAsync(clip, readings: null, CancellationToken.None);

        Assert.Equal((mime is null ? PlaybackKind.Proxy : PlaybackKind.Direct, mime), (playable.Kind, playable.Mime));
        Assert.Equal((video is not null, audio is not null), (playable.HasVideo, playable.HasAudio));
    }

    [Fact]
    public async Task Of_FailedReading_GivesItsReason()
    {
        using var project = await PlaybackProject.MakeAsync();
        project.Write("media/a.mp4", "content");
        Cataloguing(project);
        project.Project.Store.Readings.Save(
            new Reading(project.Clip("a.mp4").No, MediaProbeExtractor.SignalName, ReadingStatus.Failed, "moov atom not found", null, null, new Dictionary<string, float>()), null, []);

        var playable = await project.PlayableAsync("a.mp4");

        Assert.Equal((PlaybackKind.None, "moov atom not found"), (playable.Kind, playable.Reason));
    }

    [Fact]
    public async Task Of_NotExtractedYet_LooksIntoTheFile()
    {
        using var project = await PlaybackProject.MakeAsync(("a.mp4", "-f lavfi -i testsrc=s=64x48:d=1 -c:v libx264"), ("b.avi", "-f lavfi -i testsrc=s=64x48:d=1 -c:v mpeg4"));
        project.Write("media/list.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\na.mp4\n");
        Cataloguing(project);

        Assert.Equal(PlaybackKind.Direct, (await project.PlayableAsync("a.mp4")).Kind);
        Assert.Equal(PlaybackKind.Proxy, (await project.PlayableAsync("b.avi")).Kind);
        var list = await project.PlayableAsync("list.mp4");
        Assert.Equal((PlaybackKind.None, "not a media file of a known format"), (list.Kind, list.Reason));
    }

    [Fact]
    public async Task OriginalPath_LinkOutOfTheLibraryOrGone_IsNull()
    {
        using var project = await PlaybackProject.MakeAsync();
        foreach (var name in (string[])["a.mp4", "b.mp4", "c.mp4"])
            project.Write("media/" + name, "content of " + name);
        Cataloguing(project);
        var secret = project.Write("secret.mp4", "secret");
        File.Delete(project.At("media", "b.mp4"));
        File.CreateSymbolicLink(project.At("media", "b.mp4"), secret);
        File.Delete(project.At("media", "c.mp4"));

        Assert.Equal(project.At("media", "a.mp4"), project.Playback.OriginalPath(project.Clip("a.mp4")));
        Assert.Null(project.Playback.OriginalPath(project.Clip("b.mp4")));
        Assert.Null(project.Playback.OriginalPath(project.Clip("c.mp4")));
        Assert.Null(project.Playback.OriginalPath(project.Clip("a.mp4") with { Path = "../secret.mp4" }));
        Assert.Null(project.Playback.OriginalPath(project.Clip("a.mp4") with { Path = secret }));
        Assert.Equal(PlaybackKind.None, (await project.PlayableAsync("b.mp4")).Kind);
    }

    [Fact]
    public async Task ThumbnailName_IsWhatTheSignalKept()
    {
        using var project = await PlaybackProject.MakeAsync();
        var path = project.Write("media/a.mp4", "content");
        Cataloguing(project);
        var clip = project.Clip("a.mp4");
        var saved = await new Signals.Nudity.ThumbnailFolder(project.Playback.ThumbnailFolder)
            .SaveAsync(new Signals.ClipInput(path, clip.Fingerprint!, [], Probe: null), 1234, new byte[] { 1 }, CancellationToken.None);

        Assert.Equal(saved, project.Playback.ThumbnailName(clip, 1234));
        Assert.Null(project.Playback.ThumbnailName(clip, 1235));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Camel = new(System.Text.Json.JsonSerializerDefaults.Web);

    private static void Cataloguing(PlaybackProject project) => Pipeline.Cataloguing.CatalogueScan.Run(project.Project, CancellationToken.None);

    private static MediaStream[] Stream(string kind, string? codec) =>
        codec is null ? [] : [new MediaStream(0, kind, codec, null, null, Forced: false, HearingImpaired: false, 64, 48, 0)];
}
