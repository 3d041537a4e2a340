using System.Collections.Immutable;
using System.Text.Json;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Speech;
using FusionScorer.Signals.Speech.Whisper;

namespace FusionScorer.Signals.Tests.Speech.Whisper;

public sealed class WhisperParityTests
{
    [WhisperTheory]
    [InlineData("seen_0001")]
    [InlineData("seen_0024")]
    [InlineData("noisy_0000")]
    [InlineData("blank_noise_09")]
    public async Task TranscribeAsync_SameSound_SameSegmentsAsWhispersOwnProgram(string name)
    {
        using var transcriber = await SpeechKit.TranscriberAsync();

        var ours = await transcriber.TranscribeAsync(SpeechKit.Sample(name), new TranscribeOptions(), CancellationToken.None);
        var theirs = await WithOwnProgramAsync(SpeechKit.SamplePath(name));

        var length = SpeechKit.Sample(name).Length / 16;
        Assert.Equal(
            theirs.Select(segment => (segment.Start, Math.Min(segment.End, length), segment.Text)),
            ours.Select(segment => (segment.StartMs, segment.EndMs, segment.Text)));
        Assert.Equal(theirs.SelectMany(segment => segment.Tokens), ours.SelectMany(segment => segment.Words).Select(word => word.Text));
    }

    private static async Task<List<(long Start, long End, string Text, ImmutableArray<string> Tokens)>> WithOwnProgramAsync(string wav)
    {
        var program = await WhisperBuild.ProgramAsync(WhisperBuild.SourceFolder(), WhisperBuild.CacheFolder(), CancellationToken.None);
        Assert.True(program.Path is not null, program.Reason);
        using var folder = new TempFolder();
        var output = folder.At("heard");
        var result = await ProcessRunner.RunAsync(
            new ProcessCommand(
                program.Path,
                [
                    "--model", SpeechKit.Model, "--file", wav, "--threads", "1", "--beam-size", "1", "--max-context", "0", "--no-gpu", "--no-prints",
                    "--output-json-full", "--output-file", output,
                ]),
            CancellationToken.None);
        Assert.True(result.Succeeded, result.Error);

        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(output + ".json"));
        return [.. json.RootElement.GetProperty("transcription").EnumerateArray().Select(segment => (
            segment.GetProperty("offsets").GetProperty("from").GetInt64(),
            segment.GetProperty("offsets").GetProperty("to").GetInt64(),
            segment.GetProperty("text").GetString()!.Trim(),
            segment.GetProperty("tokens").EnumerateArray().Select(token => token.GetProperty("text").GetString()!.Trim())
                .Where(text => text.Length > 0 && !text.StartsWith("[_", StringComparison.Ordinal)).ToImmutableArray()))];
    }
}
