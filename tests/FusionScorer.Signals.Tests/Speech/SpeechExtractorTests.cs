using System.Collections.Immutable;
using System.Text.Json;
using FusionScorer.Core.Clips;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Media.Decoding;
using FusionScorer.Signals.Profanity;
using FusionScorer.Signals.Speech;
using FusionScorer.Signals.Speech.Whisper;

namespace FusionScorer.Signals.Tests.Speech;

public sealed class SpeechExtractorTests
{
    private static readonly LexiconSet Lexicons = LexiconSet.Load(projectFolder: null);
    private static readonly SpeechOptions Options = new() { ModelPath = SpeechKit.Model };

    // When each profane word starts in its sample, in milliseconds, read off the sound.
    private static readonly (string Sample, string Word, int Start)[] Spoken =
        [("seen_0023", "prick", 1350), ("seen_0024", "bitch", 1250), ("seen_0024", "goddamn", 2400), ("seen_0024", "damn", 3150), ("seen_0024", "bitches", 3450)];

    [WhisperFact]
    public async Task ObserveAsync_ProfanityAfterLongSilences_FoundWithinASecond()
    {
        float[] first = [.. SpeechKit.Silence(40), .. SpeechKit.Sample("seen_0023"), .. SpeechKit.Silence(65)];
        float[] samples = [.. first, .. SpeechKit.Sample("seen_0024"), .. SpeechKit.Silence(5)];
        var starts = new Dictionary<string, long> { ["seen_0023"] = 40_000, ["seen_0024"] = first.Length / 16 };
        using var engine = await EngineAsync();
        var extractor = Extractor(engine, SampleDecoder.Of(samples));

        var observed = await extractor.ObserveAsync(Clip(), CancellationToken.None);
        var reading = extractor.Read(observed.Content!);

        Assert.Equal(ReadingStatus.Read, reading.Status);
        foreach (var (sample, word, start) in Spoken)
        {
            var at = starts[sample] + start;
            var severity = Lexicons.Matcher("en")!.Match(word)[0].Severity.Name();
            Assert.Contains(reading.Evidence, fact => fact.Kind == severity && Math.Abs(fact.StartMs!.Value - at) < 1000);
        }

        Assert.All(reading.Evidence, fact => Assert.Contains(starts.Values, start => fact.StartMs >= start && fact.EndMs <= start + 7000));
        Assert.Equal(reading.Evidence.Count, reading.Features.Where(feature => feature.Key != "speech.words").Sum(feature => feature.Value));
        Assert.InRange(reading.Features["speech.words"], 15f, 25f);
    }

    [WhisperFact]
    public async Task ObserveAsync_FileThroughFfmpeg_SameAsItsSamples()
    {
        using var engine = await EngineAsync();
        var tools = await FfmpegLocator.LocateAsync();
        var path = SpeechKit.SamplePath("seen_0025");
        var probe = (await new FfmpegMediaReader(tools).ProbeAsync(path, CancellationToken.None)).Value!;

        var fromFile = await Extractor(engine, new FfmpegMediaDecoder(tools)).ObserveAsync(new ClipInput(path, "f", [], probe), CancellationToken.None);
        var fromSamples = await Extractor(engine, SampleDecoder.Of(SpeechKit.Sample("seen_0025"))).ObserveAsync(Clip(), CancellationToken.None);

        Assert.Contains("hell and you know it", fromFile.Content, StringComparison.Ordinal);
        Assert.Equal(fromSamples.Content, fromFile.Content);
    }

    [WhisperFact]
    public async Task ObserveAsync_SilenceAndNoise_ReadWithoutWords()
    {
        using var engine = await EngineAsync();
        float[] samples = [.. SpeechKit.Silence(20), .. SpeechKit.Sample("blank_noise_09"), .. SpeechKit.Noise(20, 0.05f)];
        var extractor = Extractor(engine, SampleDecoder.Of(samples));

        var reading = extractor.Read((await extractor.ObserveAsync(Clip(), CancellationToken.None)).Content!);

        Assert.Equal(ReadingStatus.Read, reading.Status);
        Assert.Empty(reading.Evidence);
        Assert.All(reading.Features.Values, value => Assert.Equal(0f, value));
    }

    [WhisperFact]
    public async Task ObserveAsync_DecoderStopsEarly_WhatWasHeardCounts()
    {
        using var engine = await EngineAsync();

        var observed = await Extractor(engine, SampleDecoder.Of(SpeechKit.Sample("seen_0023"), "the file ends early")).ObserveAsync(Clip(), CancellationToken.None);
        var nothing = await Extractor(engine, SampleDecoder.Of([], "the file is broken")).ObserveAsync(Clip(), CancellationToken.None);

        Assert.Contains("prick", observed.Content, StringComparison.Ordinal);
        Assert.Contains("the file ends early", observed.Content, StringComparison.Ordinal);
        Assert.Equal(Observed.Failed("the file is broken"), nothing);
    }

    [Fact]
    public async Task ObserveAsync_TranscriberGivesUp_FailsWithoutStoppingTheDecoder()
    {
        using var engine = Engine(new FakeTranscriber(_ => throw new TranscriptionException("out of order")));
        var decoder = SampleDecoder.Of(Talk(100));

        var observed = await Extractor(engine, decoder).ObserveAsync(Clip(), CancellationToken.None);

        Assert.Equal(Observed.Failed("out of order"), observed);
        Assert.Equal(100, decoder.Given);
    }

    [Fact]
    public async Task ObserveAsync_LongTalk_TranscribesWhileDecodingInOrder()
    {
        SampleDecoder? decoder = null;
        var seen = new List<int>();
        using var engine = Engine(new FakeTranscriber(samples =>
        {
            lock (seen)
                seen.Add(decoder!.Given);
            return [new TranscriptSegment(0, samples / 16, "word", 0, 0, [])];
        }));
        decoder = SampleDecoder.Of(Talk(200));

        var observed = await Extractor(engine, decoder).ObserveAsync(Clip(), CancellationToken.None);

        Assert.True(seen.Count >= 6);
        Assert.True(seen[0] < 60, $"the first window came after {seen[0]} s");
        using var json = JsonDocument.Parse(observed.Content!);
        var starts = json.RootElement.GetProperty("segments").EnumerateArray().Select(segment => segment.GetProperty("startMs").GetInt64()).ToList();
        Assert.Equal(starts.Order(), starts);
        Assert.Equal(seen.Count, starts.Count);
    }

    [Fact]
    public async Task ObserveAsync_Cancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        using var engine = Engine(new FakeTranscriber(_ => [], cancellation));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Extractor(engine, SampleDecoder.Of(Talk(100))).ObserveAsync(Clip(), cancellation.Token));
    }

    [Fact]
    public async Task ObserveAsync_NoModel_MissingWithTheCommand()
    {
        var options = new SpeechOptions();
        using var engine = new SpeechEngine(options);
        var extractor = new SpeechExtractor(SampleDecoder.Of([]), Lexicons, options, engine);

        Assert.Equal(Observed.Missing("no speech model; run: fusion models pull whisper-tiny.en"), await extractor.ObserveAsync(Clip(), CancellationToken.None));
        Assert.Null(extractor.InputKey(Clip()));
        Assert.Null(extractor.Begin(Clip()));
    }

    [Fact]
    public async Task ObserveAsync_NoLibrary_MissingWithTheCommand()
    {
        using var engine = new SpeechEngine(Options, name => name == WhisperBuild.LibraryVariable ? "/nowhere/libwhisper.so" : null);
        var extractor = Extractor(engine, SampleDecoder.Of([]));

        var observed = await extractor.ObserveAsync(Clip(), CancellationToken.None);

        Assert.Equal(ReadingStatus.Missing, observed.Status);
        Assert.EndsWith("; run: fusion setup", observed.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ger", "the sound is in 'de', and 'en' is listened for")]
    [InlineData("none", "no sound")]
    public async Task ObserveAsync_NothingToHear_Missing(string language, string reason)
    {
        using var engine = Engine(new FakeTranscriber(_ => []));
        var extractor = Extractor(engine, SampleDecoder.Of([]));
        var clip = language == "none" ? Clip() with { Probe = Probe([]) } : Clip(language);

        Assert.Equal(Observed.Missing(reason), await extractor.ObserveAsync(clip, CancellationToken.None));
        Assert.Null(extractor.InputKey(clip));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("eng")]
    [InlineData("und")]
    public void InputKey_LanguageFitsOrIsUnknown_TheMediaFile(string? language)
    {
        using var engine = Engine(new FakeTranscriber(_ => []));

        Assert.Equal("fingerprint", Extractor(engine, SampleDecoder.Of([])).InputKey(Clip(language)));
    }

    [Fact]
    public async Task ObserveAsync_LanguageWithoutLexicon_Missing()
    {
        using var engine = Engine(new FakeTranscriber(_ => []));
        var extractor = new SpeechExtractor(SampleDecoder.Of([]), Lexicons, Options with { Language = "de" }, engine);

        Assert.Equal(Observed.Missing("no lexicon for 'de'"), await extractor.ObserveAsync(Clip(), CancellationToken.None));
    }

    [Fact]
    public void Version_OtherModelOrLanguage_Differs()
    {
        using var engine = new SpeechEngine(Options);
        using var other = new SpeechEngine(Options with { ModelPath = SpeechKit.SamplePath("seen_0023") });
        string[] versions =
        [
            Extractor(engine, SampleDecoder.Of([])).Version,
            Extractor(other, SampleDecoder.Of([])).Version,
            new SpeechExtractor(SampleDecoder.Of([]), Lexicons, Options with { Language = "de" }, engine).Version,
        ];

        Assert.Equal(versions.Length, versions.Distinct().Count());
        Assert.All(versions, version => Assert.Contains("whisper.cpp/1.9.1", version, StringComparison.Ordinal));
    }

    private static async Task<SpeechEngine> EngineAsync()
    {
        await SpeechKit.LibraryAsync();
        var engine = new SpeechEngine(Options);
        Assert.Null(engine.Missing);
        return engine;
    }

    // The voice activity model belongs to all tests; only the transcriber is this engine's own.
    private static SpeechEngine Engine(ITranscriber transcriber) =>
        new(transcriber, Signals.Speech.VoiceActivity.VoiceActivityModel.Load(Signals.Speech.VoiceActivity.VoiceActivityModel.DefaultPath()), "fake");

    private static SpeechExtractor Extractor(SpeechEngine engine, IMediaDecoder decoder) =>
        new(decoder, Lexicons, Options, engine);

    private static ClipInput Clip(string? language = null) =>
        new("/media/clip.mp4", "fingerprint", [], Probe([new MediaStream(0, "audio", "aac", language, null, false, false, 0, 0, 0)]));

    private static MediaProbe Probe(ImmutableArray<MediaStream> streams) => new("mov", 1000, 0, streams);

    private static float[] Talk(int seconds)
    {
        var clip = SpeechKit.Sample("seen_0025");
        return [.. Enumerable.Range(0, seconds * 16_000).Select(i => clip[i % clip.Length])];
    }

    private sealed class FakeTranscriber(Func<int, IReadOnlyList<TranscriptSegment>> answer, CancellationTokenSource? cancel = null) : ITranscriber
    {
        public async Task<IReadOnlyList<TranscriptSegment>> TranscribeAsync(ReadOnlyMemory<float> pcm16k, TranscribeOptions options, CancellationToken cancellation)
        {
            await Task.Yield();
            if (cancel is not null)
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellation);
            }

            return answer(pcm16k.Length);
        }

        public void Dispose()
        {
            // Holds nothing.
        }
    }
}
