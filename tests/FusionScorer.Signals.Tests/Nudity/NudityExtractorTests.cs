using FusionScorer.Core.Clips;
using FusionScorer.Signals.Media.Decoding;
using FusionScorer.Signals.Nudity;

namespace FusionScorer.Signals.Tests.Nudity;

public sealed class NudityExtractorTests(TestMedia media, InstalledModel installed) : IClassFixture<TestMedia>, IClassFixture<InstalledModel>
{
    [Fact]
    public async Task Observe_RealClip_GivesScoresFeaturesAndThumbnails()
    {
        using var folder = new TempFolder();
        using var extractor = Extractor(new NudityOptions { ModelPath = installed.Path, ThumbnailScore = 0, Thumbnails = 2 }, new ThumbnailFolder(folder.Path));
        var observed = await extractor.ObserveAsync(await ClipAsync("a.mp4"), CancellationToken.None);

        Assert.Equal(ReadingStatus.Read, observed.Status);
        var observation = NudityObservation.Parse(observed.Content!);
        Assert.Equal(0, observation.Frames[0].Ms);
        Assert.InRange(observation.Frames[1].Ms, 1500, 2000);
        Assert.Equal(2000, observation.IntervalMs);
        Assert.Null(observation.Note);
        Assert.Equal(2, observation.Thumbnails.Length);
        Assert.All(observation.Thumbnails, thumbnail => Assert.True(File.Exists(folder.At(thumbnail.Name))));
        var reading = extractor.Read(observed.Content!);
        Assert.Equal(ReadingStatus.Read, reading.Status);
        Assert.InRange(reading.Features["nudity.max_score"], 0, 0.5);
    }

    [Fact]
    public async Task Observe_Twice_SameBytes()
    {
        using var extractor = Extractor(new NudityOptions { ModelPath = installed.Path });
        var clip = await ClipAsync("a.mp4");

        Assert.Equal((await extractor.ObserveAsync(clip, CancellationToken.None)).Content, (await extractor.ObserveAsync(clip, CancellationToken.None)).Content);
    }

    [Fact]
    public async Task Observe_ScoresAreThoseOfThePicture()
    {
        // A still picture in a lossless clip: what the model says of it must arrive as the observation's scores.
        await File.WriteAllBytesAsync(media["still.rgb"], GeneratedPictures.Picture(4));
        await media.MakeAsync("still.mkv", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "224x224", "-r", "1", "-i", "@still.rgb", "-c:v", "png");
        using var extractor = Extractor(new NudityOptions { ModelPath = installed.Path });
        var observed = await extractor.ObserveAsync(await ClipAsync("still.mkv"), CancellationToken.None);
        var frame = Assert.Single(NudityObservation.Parse(observed.Content!).Frames);
        var expected = new NudityScore[1];
        installed.Model.Classify(GeneratedPictures.Picture(4), expected);

        Assert.Equal(expected[0].Porn, frame.Porn, 1e-4);
        Assert.Equal(expected[0].Hentai, frame.Hentai, 1e-4);
        Assert.Equal(expected[0].Sexy, frame.Sexy, 1e-4);
    }

    [Fact]
    public async Task Observe_NoModel_IsMissingAndSaysHowToMendIt()
    {
        using var folder = new TempFolder();
        using var extractor = new NudityExtractor(new FfmpegMediaDecoder(media.Tools), new NudityOptions(), environment: _ => folder.Path);
        var observed = await extractor.ObserveAsync(await ClipAsync("a.mp4"), CancellationToken.None);

        Assert.Equal((ReadingStatus.Missing, "there is no nudity model; run: fusion models pull nudity-mobilenet-v2"), (observed.Status, observed.Reason));
        Assert.Null(extractor.Begin(await ClipAsync("a.mp4")));
    }

    [Fact]
    public async Task Observe_ModelIsNoModel_IsMissingInOneLine()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("bad.onnx"), "no model");
        using var extractor = Extractor(new NudityOptions { ModelPath = folder.At("bad.onnx") });
        var observed = await extractor.ObserveAsync(await ClipAsync("a.mp4"), CancellationToken.None);

        Assert.Equal(ReadingStatus.Missing, observed.Status);
        Assert.Contains("fusion models pull", observed.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', observed.Reason!);
    }

    [Fact]
    public async Task Observe_NoVideo_IsMissing()
    {
        await media.MakeAsync("sound.wav", "-f", "lavfi", "-i", "sine=d=1");
        using var extractor = Extractor(new NudityOptions { ModelPath = installed.Path });
        var probed = await ClipAsync("sound.wav");
        foreach (var clip in new[] { probed, probed with { Probe = null } })
        {
            var observed = await extractor.ObserveAsync(clip, CancellationToken.None);
            Assert.Equal((ReadingStatus.Missing, "the clip has no pictures"), (observed.Status, observed.Reason));
        }

        Assert.Null(extractor.InputKey(probed));
    }

    [Fact]
    public async Task Observe_NoFilm_IsAFailure()
    {
        await File.WriteAllTextAsync(media["text.mp4"], "no film");
        using var extractor = Extractor(new NudityOptions { ModelPath = installed.Path });
        var observed = await extractor.ObserveAsync(new ClipInput(media["text.mp4"], "x", [], Probe: null), CancellationToken.None);

        Assert.Equal(ReadingStatus.Failed, observed.Status);
        Assert.NotNull(observed.Reason);
    }

    [Fact]
    public void Version_ModelOrOptionsChange_Changes()
    {
        using var folder = new TempFolder();
        var other = folder.At("other.onnx");
        File.WriteAllText(other, "another model");
        string[] versions =
        [
            Extractor(new NudityOptions { ModelPath = installed.Path }).Version,
            Extractor(new NudityOptions { ModelPath = other }).Version,
            Extractor(new NudityOptions { ModelPath = folder.At("absent.onnx") }).Version,
            Extractor(new NudityOptions { ModelPath = installed.Path, Interval = TimeSpan.FromSeconds(1) }).Version,
            Extractor(new NudityOptions { ModelPath = installed.Path, MaxFrames = 10 }).Version,
        ];

        Assert.Equal(versions.Length, versions.Distinct().Count());
    }

    [Theory]
    [InlineData(null, 2000)]
    [InlineData(60_000L, 2000)]
    [InlineData(7_200_000L, 12_000)]
    public void IntervalOf_LongClips_IsWider(long? duration, int expected) =>
        Assert.Equal(expected, new NudityOptions().IntervalOf(duration).TotalMilliseconds);

    private NudityExtractor Extractor(NudityOptions options, IThumbnailSink? sink = null) => new(new FfmpegMediaDecoder(media.Tools), options, sink);

    private async Task<ClipInput> ClipAsync(string name) => new(media[name], "fingerprint", [], await media.ProbeAsync(media[name]));
}
