using FusionScorer.Signals.Speech.VoiceActivity;
using Microsoft.ML.OnnxRuntime;

namespace FusionScorer.Signals.Tests.Speech.VoiceActivity;

public sealed class VoiceActivityModelTests
{
    [Fact]
    public void Stream_Speech_SameProbabilitiesAsThePublishedGraph()
    {
        float[] samples = [.. SpeechKit.Silence(1), .. SpeechKit.Sample("seen_0024"), .. SpeechKit.Noise(2, 0.02f), .. SpeechKit.Sample("noisy_0000")];

        var ours = Probabilities(samples, piece: 5000);
        var published = Published(samples);

        Assert.Equal(published.Count, ours.Count);
        for (var i = 0; i < ours.Count; i++)
            Assert.Equal(published[i], ours[i], 1e-4f);
        Assert.Contains(ours, probability => probability > 0.9f);
        Assert.Contains(ours, probability => probability < 0.1f);
    }

    [Fact]
    public void Stream_SilenceOrNoise_NoSpeech()
    {
        Assert.All(Probabilities(SpeechKit.Silence(5), piece: 16_000), probability => Assert.InRange(probability, 0f, 0.2f));
        Assert.All(Probabilities(SpeechKit.Noise(5, 0.05f), piece: 16_000), probability => Assert.InRange(probability, 0f, 0.35f));
    }

    [Fact]
    public void Load_OtherFile_Throws()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.At("empty.onnx"), []);
        File.WriteAllText(folder.At("text.onnx"), "this is no model");

        Assert.Throws<InvalidDataException>(() => VoiceActivityModel.Load(folder.At("empty.onnx")));
        Assert.Throws<InvalidDataException>(() => VoiceActivityModel.Load(folder.At("text.onnx")));
    }

    private static List<float> Probabilities(float[] samples, int piece)
    {
        var stream = new VoiceActivityStream(SpeechKit.VoiceActivity);
        var probabilities = new List<float>();
        foreach (var chunk in samples.Chunk(piece))
            stream.Append(chunk, probabilities);
        stream.End(probabilities);
        return probabilities;
    }

    // Window by window, as the model's makers run it.
    private static List<float> Published(float[] samples)
    {
        using var session = new InferenceSession(VoiceActivityModel.DefaultPath());
        using var options = new RunOptions();
        var input = new float[576];
        var state = new float[256];
        var probabilities = new List<float>();
        foreach (var window in samples.Chunk(512))
        {
            input.AsSpan(512, 64).CopyTo(input);
            input.AsSpan(64).Clear();
            window.CopyTo(input, 64);
            using var x = OrtValue.CreateTensorValueFromMemory(input, [1, 576]);
            using var s = OrtValue.CreateTensorValueFromMemory(state, [2, 1, 128]);
            using var rate = OrtValue.CreateTensorValueFromMemory([16_000L], []);
            using var results = session.Run(options, ["input", "state", "sr"], [x, s, rate], ["output", "stateN"]);
            probabilities.Add(results[0].GetTensorDataAsSpan<float>()[0]);
            results[1].GetTensorDataAsSpan<float>().CopyTo(state);
        }

        return probabilities;
    }
}
