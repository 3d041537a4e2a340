using FusionScorer.Core.Clips;
using FusionScorer.Signals.Captions;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Profanity;

namespace FusionScorer.Signals.Tests.Captions;

public class CaptionsExtractorTests(TestMedia media) : IClassFixture<TestMedia>
{
    private static readonly LexiconSet Lexicons = LexiconSet.Load(projectFolder: null);

    private CaptionsExtractor Extractor => new(media.Reader, Lexicons, new CaptionsOptions());

    [Fact]
    public async Task Observe_FileBesideTheClip_GivesFeaturesAndEvidence()
    {
        var clip = await ClipAsync("a.mp4", ("a.en.srt", TestMedia.Srt));

        var observed = await Extractor.ObserveAsync(clip, CancellationToken.None);
        var reading = Extractor.Read(observed.Content!);

        Assert.Equal(ReadingStatus.Read, reading.Status);
        Assert.Equal(
            [new Evidence("captions", "mild", 0.25, "What the hell", 1000, 2000), new Evidence("captions", "moderate", 0.5, "Oh shit & go line two", 2500, 3500)],
            reading.Evidence);
        Assert.Equal(
            [("captions.mild", 1), ("captions.moderate", 1), ("captions.sexual", 0), ("captions.slur", 0), ("captions.strong", 0), ("captions.words", 8)],
            reading.Features.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, (int)pair.Value)));
    }

    [Theory]
    [InlineData("sub.mkv", "srt", "subrip")]
    [InlineData("sub.mp4", "mov_text", "mov_text")]
    [InlineData("ass.mkv", "ass", "ass")]
    [InlineData("vtt.mkv", "webvtt", "webvtt")]
    public async Task Observe_TrackInsideTheClip_IsRead(string name, string codec, string expectedCodec)
    {
        var path = await media.MakeAsync(name, "-i", "@a.mp4", "-i", "@s.srt", "-map", "0", "-map", "1", "-c", "copy", "-c:s", codec, "-metadata:s:s:0", "language=eng");
        var probe = await media.ProbeAsync(path);
        var clip = new ClipInput(path, "f", [], probe);

        var observed = await Extractor.ObserveAsync(clip, CancellationToken.None);
        var reading = Extractor.Read(observed.Content!);

        Assert.Equal(expectedCodec, probe.Streams[2].Codec);
        Assert.Contains("\"source\":\"stream 2\",\"language\":\"en\",\"kind\":\"full\"", observed.Content, StringComparison.Ordinal);
        Assert.Equal(["What the hell", "Oh shit & go line two"], reading.Evidence.Select(fact => fact.Text));

        // Remuxing to Matroska moves all streams by the few milliseconds that the sound is primed with.
        Assert.InRange(reading.Evidence[0].StartMs!.Value, 1000, 1050);
        Assert.InRange(reading.Evidence[1].EndMs!.Value, 3500, 3550);
    }

    [Fact]
    public async Task Observe_ContainerStartsLate_TimesFollowThePlayersClock()
    {
        await media.MakeAsync("early.mkv", "-i", "@a.mp4", "-i", "@s.srt", "-map", "0", "-map", "1", "-c", "copy");
        var path = await media.MakeAsync("late.mkv", "-i", "@early.mkv", "-map", "0", "-c", "copy", "-output_ts_offset", "5");
        var probe = await media.ProbeAsync(path);

        var observed = await Extractor.ObserveAsync(new ClipInput(path, "f", [], probe), CancellationToken.None);

        Assert.InRange(probe.StartMs, 4900, 5100);
        Assert.Equal(1000, Extractor.Read(observed.Content!).Evidence[0].StartMs!.Value, 60d);
    }

    [Fact]
    public async Task Observe_FileCutOffInTheMiddle_KeepsTheCuesBefore()
    {
        var whole = await media.MakeAsync("long.mkv", "-i", "@a.mp4", "-i", "@s.srt", "-map", "0", "-map", "1", "-c", "copy");
        var bytes = await File.ReadAllBytesAsync(whole);
        await File.WriteAllBytesAsync(media["cut.mkv"], bytes[..(bytes.Length * 6 / 10)]);

        var observed = await Extractor.ObserveAsync(new ClipInput(media["cut.mkv"], "f", [], await media.ProbeAsync(media["cut.mkv"])), CancellationToken.None);

        Assert.Equal("What the hell", Extractor.Read(observed.Content!).Evidence[0].Text);
    }

    [Fact]
    public async Task Observe_NothingToRead_IsMissing()
    {
        var clip = await ClipAsync("a.mp4");

        Assert.Null(Extractor.InputKey(clip));
        Assert.Equal(Observed.Missing("no captions"), await Extractor.ObserveAsync(clip, CancellationToken.None));
    }

    [Fact]
    public async Task Observe_PictureTrackOnly_IsMissingAndSaysWhy()
    {
        var probe = new MediaProbe("matroska", 1000, 0, [new MediaStream(3, "subtitle", "hdmv_pgs_subtitle", "eng", null, false, false, 0, 0, 0)]);
        var clip = new ClipInput(media["a.mp4"], "f", [], probe);

        Assert.Null(Extractor.InputKey(clip));
        Assert.Equal(Observed.Missing("no captions; stream 3 is not text (hdmv_pgs_subtitle)"), await Extractor.ObserveAsync(clip, CancellationToken.None));
    }

    [Fact]
    public async Task Observe_UnreadableFile_FailsNamingIt()
    {
        var noise = await ClipAsync("a.mp4", ("a.noise.srt", "\u0001\u0002 nothing here"));
        var odd = await ClipAsync("a.mp4", ("a.sub", "{1}{2}x"));
        var gone = noise with { Captions = [new SidecarFile(media["gone.srt"], "h")] };

        Assert.Equal(Observed.Failed("a.noise.srt holds no cue that can be read"), await Extractor.ObserveAsync(noise, CancellationToken.None));
        Assert.StartsWith("a.sub is of no known caption format", (await Extractor.ObserveAsync(odd, CancellationToken.None)).Reason, StringComparison.Ordinal);
        Assert.Equal(Observed.Failed("gone.srt could not be opened"), await Extractor.ObserveAsync(gone, CancellationToken.None));
    }

    [Fact]
    public async Task Observe_OneFileBadOneGood_ReadsTheGoodOneAndNotesTheOther()
    {
        var clip = await ClipAsync("a.mp4", ("a.bad.srt", "nothing"), ("a.vtt.srt", "WEBVTT\n\n00:01.000 --> 00:02.000\ndamn\n"));

        var observed = await Extractor.ObserveAsync(clip, CancellationToken.None);

        Assert.Equal(1, Extractor.Read(observed.Content!).Features["captions.mild"]);
        Assert.Contains("\"notes\":[\"a.bad.srt holds no cue that can be read\"]", observed.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OnlyForcedOrForeignTracks_IsMissing()
    {
        var forced = await ClipAsync("a.mp4", ("a.en.forced.srt", TestMedia.Srt));
        var french = await ClipAsync("a.mp4", ("a.fr.srt", TestMedia.Srt));

        Assert.Equal(SignalReading.Nothing(ReadingStatus.Missing, "only forced captions").Reason, await ReasonAsync(forced));
        Assert.Equal("no lexicon for language 'fr'", await ReasonAsync(french));

        async Task<string?> ReasonAsync(ClipInput clip)
        {
            var reading = Extractor.Read((await Extractor.ObserveAsync(clip, CancellationToken.None)).Content!);
            Assert.Equal(ReadingStatus.Missing, reading.Status);
            return reading.Reason;
        }
    }

    [Fact]
    public void InputKey_FollowsFilesAndNames()
    {
        var clip = new ClipInput("/m/a.mp4", "f", [new SidecarFile("/m/a.en.srt", "h1")], null);
        var text = new MediaProbe("m", null, 0, [new MediaStream(0, "subtitle", "subrip", null, null, false, false, 0, 0, 0)]);
        string?[] keys =
        [
            Extractor.InputKey(clip),
            Extractor.InputKey(clip with { Captions = [new SidecarFile("/m/a.en.srt", "h2")] }),
            Extractor.InputKey(clip with { Captions = [new SidecarFile("/m/a.fr.srt", "h1")] }),
            Extractor.InputKey(clip with { Probe = text }),
            Extractor.InputKey(clip with { Probe = text, Fingerprint = "g" }),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], Extractor.InputKey(clip with { Fingerprint = "g", MediaPath = "/other/a.mp4" }));
    }

    [Fact]
    public void ReadingVersion_FollowsLexiconAndDefaultLanguage()
    {
        var other = new CaptionsExtractor(media.Reader, LexiconSet.Of(Lexicon.Parse("en", "l", "term,severity,match\ndarn,mild,word\n")), new CaptionsOptions());
        var german = new CaptionsExtractor(media.Reader, Lexicons, new CaptionsOptions("de"));

        Assert.Equal(3, new[] { Extractor, other, german }.Select(extractor => extractor.ReadingVersion).Distinct().Count());
        Assert.Single(new[] { Extractor, other, german }.Select(extractor => extractor.Version).Distinct());
    }

    [Fact]
    public void Registry_ListsEachSignalOnce()
    {
        var extractors = SignalRegistry.Extractors(new SignalOptions(media.Reader, Lexicons, new CaptionsOptions()));

        Assert.Equal(["media", "captions"], extractors.Select(extractor => extractor.Signal));
        Assert.Empty(SignalRegistry.Derived.Intersect(extractors.Select(extractor => extractor.Signal)));
    }

    private async Task<ClipInput> ClipAsync(string mediaName, params (string Name, string Text)[] captions)
    {
        foreach (var (name, text) in captions)
            await File.WriteAllTextAsync(media[name], text);
        return new ClipInput(media[mediaName], "f", [.. captions.Select(file => new SidecarFile(media[file.Name], "h" + file.Text.Length))], await media.ProbeAsync(media[mediaName]));
    }
}
