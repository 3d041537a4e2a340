using System.Diagnostics;
using System.Globalization;
using FusionScorer.Signals.Speech;
using FusionScorer.Signals.Speech.Whisper;

namespace FusionScorer.Signals.Tests.Speech.Whisper;

public sealed class WhisperTranscriberTests
{
    private static readonly TranscribeOptions English = new();

    [WhisperFact]
    public async Task TranscribeAsync_HeldOutClips_FewWordErrors()
    {
        using var transcriber = await SpeechKit.TranscriberAsync();
        var errors = 0;
        var words = 0;
        foreach (var line in File.ReadLines(Path.Combine(SpeechKit.SampleFolder, "..", "samples.tsv")).Skip(1))
        {
            var columns = line.Split('\t');
            var name = Path.GetFileNameWithoutExtension(columns[0]);
            var segments = await transcriber.TranscribeAsync(SpeechKit.Sample(name), English, CancellationToken.None);
            errors += WordErrors.Count(columns[1], string.Join(' ', segments.Select(segment => segment.Text)));
            words += columns[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        }

        Assert.True(words > 90, $"only {words} words were compared");
        Assert.True(errors * 10 <= words, $"{errors} errors in {words} words");
    }

    [WhisperFact]
    public async Task TranscribeAsync_Speech_TimesRiseInsideTheSound()
    {
        using var transcriber = await SpeechKit.TranscriberAsync();
        var samples = SpeechKit.Sample("seen_0024");

        var segments = await transcriber.TranscribeAsync(samples, English, CancellationToken.None);

        Assert.True(segments.Count >= 2);
        var last = 0L;
        foreach (var word in segments.SelectMany(segment => segment.Words))
        {
            Assert.InRange(word.StartMs, last, samples.Length / 16);
            Assert.InRange(word.EndMs, word.StartMs, samples.Length / 16);
            Assert.InRange(word.Probability, 0.0, 1.0);
            last = word.StartMs;
        }

        Assert.All(segments, segment => Assert.Equal(segment.Text, string.Join(' ', segment.Words.Select(word => word.Text))));
        Assert.All(segments, segment => Assert.InRange(segment.MeanLogProbability, -5, 0));
        Assert.All(segments, segment => Assert.InRange(segment.NoSpeechProbability, 0, 1));
    }

    [WhisperTheory]
    [InlineData(0)]
    [InlineData(1599)]
    public async Task TranscribeAsync_LessThanATenthOfASecond_NoSegment(int samples)
    {
        using var transcriber = await SpeechKit.TranscriberAsync();

        Assert.Empty(await transcriber.TranscribeAsync(new float[samples], English, CancellationToken.None));
    }

    [WhisperFact]
    public async Task TranscribeAsync_OtherClipsBeforeAndBeside_SameResult()
    {
        using var fresh = await SpeechKit.TranscriberAsync();
        using var used = await SpeechKit.TranscriberAsync();
        var clip = SpeechKit.Sample("seen_0001");
        var alone = Written(await fresh.TranscribeAsync(clip, English, CancellationToken.None));

        // A voice that the model does not know makes it sample, which must leave no trace.
        foreach (var other in (string[])["unseen_0000", "noisy_0000", "blank_music_30"])
            await used.TranscribeAsync(Distorted(SpeechKit.Sample(other)), English, CancellationToken.None);
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => used.TranscribeAsync(clip, English, CancellationToken.None)));

        Assert.All(together, segments => Assert.Equal(alone, Written(segments)));
    }

    [WhisperFact]
    public async Task TranscribeAsync_SoundThatNeedsSampling_SameResultTwice()
    {
        using var transcriber = await SpeechKit.TranscriberAsync(workers: 1);
        var clip = Distorted(SpeechKit.Sample("unseen_0000"));

        var first = Written(await transcriber.TranscribeAsync(clip, English, CancellationToken.None));
        var second = Written(await transcriber.TranscribeAsync(clip, English, CancellationToken.None));

        Assert.Equal(first, second);
    }

    [WhisperFact]
    public async Task TranscribeAsync_CancelledInTheMiddle_EndsSoonAndCanBeUsedAgain()
    {
        using var transcriber = await SpeechKit.TranscriberAsync(workers: 1);
        var clip = SpeechKit.Sample("seen_0025");
        var watch = Stopwatch.StartNew();
        var before = Written(await transcriber.TranscribeAsync(clip, English, CancellationToken.None));
        var whole = watch.Elapsed;
        watch.Reset();
        using var cancellation = new CancellationTokenSource();
        await using var started = cancellation.Token.Register(watch.Start);

        // Window after window, so that a late timer still finds one at work.
        cancellation.CancelAfter(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (true)
                await transcriber.TranscribeAsync(clip, English, cancellation.Token);
        });

        // A machine that tests load fully may take longer, for the whole as well.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2) || watch.Elapsed < whole, $"it took {watch.Elapsed}, all of it {whole}");
        Assert.Equal(before, Written(await transcriber.TranscribeAsync(clip, English, CancellationToken.None)));
    }

    [WhisperFact]
    public async Task Run_CancelledBeforeTheFirstStep_StopsThere()
    {
        var api = (await SpeechKit.LibraryAsync()).Api;
        using var model = WhisperModel.Open(api, SpeechKit.Model);
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var state = model.NewState();

        var code = new WhisperRun(api, cancellation.Token).Run(model.DangerousGetHandle(), state, SpeechKit.Sample("seen_0025"), "en");
        var segments = api.Segments(state);
        api.FreeState(state);

        Assert.Equal(WhisperRun.Aborted, code);
        Assert.Equal(0, segments);
    }

    [WhisperFact]
    public async Task TranscribeAsync_UnknownLanguage_SaysSo()
    {
        using var transcriber = await SpeechKit.TranscriberAsync();

        var fault = await Assert.ThrowsAsync<TranscriptionException>(
            () => transcriber.TranscribeAsync(SpeechKit.Sample("seen_0023"), new TranscribeOptions("xx"), CancellationToken.None));

        Assert.Contains("'xx'", fault.Message, StringComparison.Ordinal);
    }

    [WhisperFact]
    public async Task TranscribeAsync_FileIsNoModel_SaysSo()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("ggml-none.bin"), "this is no model");
        using var transcriber = new WhisperTranscriber(await SpeechKit.LibraryAsync(), folder.At("ggml-none.bin"), workers: 1);

        var fault = await Assert.ThrowsAsync<TranscriptionException>(
            () => transcriber.TranscribeAsync(SpeechKit.Sample("seen_0023"), English, CancellationToken.None));

        Assert.Contains("ggml-none.bin", fault.Message, StringComparison.Ordinal);
    }

    // Clipped hard and slowed down: words that are hard to make out.
    private static float[] Distorted(float[] samples)
    {
        var noise = SpeechKit.Noise(samples.Length * 1.4 / 16_000, 0.05f);
        return [.. noise.Select((value, i) => Math.Clamp((samples[Math.Min(samples.Length - 1, (int)(i / 1.4))] * 8) + value, -0.3f, 0.3f))];
    }

    private static string Written(IEnumerable<TranscriptSegment> segments) => string.Join('\n', segments.Select(segment => string.Create(
        CultureInfo.InvariantCulture,
        $"{segment.StartMs}-{segment.EndMs} {segment.Text} {segment.NoSpeechProbability:R} {segment.MeanLogProbability:R} {string.Join(' ', segment.Words)}")));
}
