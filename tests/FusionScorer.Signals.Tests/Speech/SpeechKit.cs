using System.Buffers.Binary;
using FusionScorer.Signals.Speech.VoiceActivity;
using FusionScorer.Signals.Speech.Whisper;

namespace FusionScorer.Signals.Tests.Speech;

/// <summary>The real engines, built once for all tests, and the synthetic clips.</summary>
internal static class SpeechKit
{
    private static readonly Lazy<Task<WhisperBuildResult>> Build = new(() =>
        WhisperBuild.LibraryAsync(WhisperBuild.SourceFolder(), WhisperBuild.CacheFolder(), CancellationToken.None));

    private static readonly Lazy<VoiceActivityModel> Voice = new(() => VoiceActivityModel.Load(VoiceActivityModel.DefaultPath()));

    /// <summary>Why whisper.cpp cannot be had here; null when it can.</summary>
    public static string? Unavailable { get; } = File.Exists(WhisperBuild.LibraryPath()) || (OnPath("cmake") && (OnPath("g++") || OnPath("c++")))
        ? null
        : "whisper.cpp is not built, and cmake or g++ is missing";

    public static VoiceActivityModel VoiceActivity => Voice.Value;

    public static string Model { get; } = FindModel();

    public static string SampleFolder { get; } = Path.Combine(RepositoryModels(), "whisper-micro", "samples");

    public static async Task<WhisperLibrary> LibraryAsync()
    {
        var path = (await Build.Value).Path;
        Assert.True(path is not null, (await Build.Value).Reason);
        var load = WhisperLibrary.Load(path);
        Assert.True(load.Library is not null, load.Reason);
        return load.Library;
    }

    public static async Task<WhisperTranscriber> TranscriberAsync(int workers = 2) => new(await LibraryAsync(), Model, workers);

    public static string SamplePath(string name) => Path.Combine(SampleFolder, name + ".wav");

    /// <summary>A clip's samples: 16 kHz, mono, 16 bits.</summary>
    public static float[] Sample(string name)
    {
        var bytes = File.ReadAllBytes(SamplePath(name));
        var samples = new float[(bytes.Length - 44) / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(44 + (2 * i))) / 32768f;
        return samples;
    }

    public static float[] Silence(double seconds) => new float[(int)(seconds * 16_000)];

    /// <summary>White noise, the same each time.</summary>
    public static float[] Noise(double seconds, float level)
    {
        var state = 12345u;
        var samples = Silence(seconds);
        foreach (ref var sample in samples.AsSpan())
        {
            state = (state * 1664525) + 1013904223;
            sample = ((state >> 8) / (float)(1 << 23) - 1) * level;
        }

        return samples;
    }

    private static string FindModel()
    {
        const string File = "ggml-micro-synthetic.bin";
        var named = Environment.GetEnvironmentVariable("FUSION_MODELS");
        var there = named is null ? null : Path.Combine(named, File);
        return System.IO.File.Exists(there) ? there : Path.Combine(RepositoryModels(), "whisper-micro", File);
    }

    private static string RepositoryModels()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "models", "manifest.json")))
                return Path.Combine(folder.FullName, "models");
        }

        throw new DirectoryNotFoundException("the tests do not run inside the repository");
    }

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}

/// <summary>A test that needs whisper.cpp; skipped only where it cannot be built.</summary>
internal sealed class WhisperFactAttribute : FactAttribute
{
    public WhisperFactAttribute() => Skip = SpeechKit.Unavailable;
}

/// <summary>Same, with data.</summary>
internal sealed class WhisperTheoryAttribute : TheoryAttribute
{
    public WhisperTheoryAttribute() => Skip = SpeechKit.Unavailable;
}
