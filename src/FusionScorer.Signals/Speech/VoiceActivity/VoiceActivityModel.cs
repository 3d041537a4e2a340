using FusionScorer.Signals.Engines;
using Microsoft.ML.OnnxRuntime;

namespace FusionScorer.Signals.Speech.VoiceActivity;

/// <summary>Silero's voice activity model in ONNX Runtime. Thread-safe; what a stream remembers lies in its <see cref="VoiceActivityState"/>.</summary>
public sealed class VoiceActivityModel : IDisposable
{
    /// <summary>New samples of a window, at 16 kHz: 32 ms.</summary>
    internal const int WindowSamples = 512;

    /// <summary>Samples of the window before that a window sees again.</summary>
    internal const int ContextSamples = 64;

    /// <summary>Most windows of one call: about a second.</summary>
    internal const int BlockWindows = 32;

    private const int Mirrored = SileroSequence.RowSamples - ContextSamples - WindowSamples;
    private static readonly string[] Inputs = ["windows", "hidden", "cell"];
    private static readonly string[] Outputs = ["speech", "hiddenN", "cellN"];
    private static readonly long[] StateShape = [1, 1, SileroSequence.Units];

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    private VoiceActivityModel(byte[] model)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // Spinning doubles the processor time on a busy machine.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(model, options);
    }

    /// <summary>Where the model lies after the engines' packages were fetched. It need not exist.</summary>
    /// <param name="environment">Reads a variable; null stands for the process's own environment.</param>
    public static string DefaultPath(Func<string, string?>? environment = null) =>
        Path.Combine(EnginePaths.NpmModules(environment), "@ricky0123", "vad-web", "dist", "silero_vad_v5.onnx");

    /// <summary>Loads the model.</summary>
    /// <param name="path">Silero's ONNX file, version 5.</param>
    /// <exception cref="InvalidDataException">The file is another model.</exception>
    public static VoiceActivityModel Load(string path) => new(SileroSequence.Build(SileroWeights.Read(File.ReadAllBytes(path))));

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }

    /// <summary>The probabilities of consecutive windows.</summary>
    /// <param name="samples">The context and then the windows' samples.</param>
    /// <param name="windows">How many, 1 to <see cref="BlockWindows"/>.</param>
    /// <param name="state">The stream's state; changed.</param>
    /// <param name="probabilities">Takes one probability, 0 to 1, a window.</param>
    internal void Run(ReadOnlySpan<float> samples, int windows, VoiceActivityState state, List<float> probabilities)
    {
        var rows = state.Rows;
        for (var i = 0; i < windows; i++)
        {
            var row = rows.AsSpan(i * SileroSequence.RowSamples, SileroSequence.RowSamples);
            samples.Slice(i * WindowSamples, ContextSamples + WindowSamples).CopyTo(row);
            var end = ContextSamples + WindowSamples - 1;
            for (var j = 1; j <= Mirrored; j++)
                row[end + j] = row[end - j];
        }

        using var input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, rows.AsMemory(0, windows * SileroSequence.RowSamples), [1, 1, windows, SileroSequence.RowSamples]);
        using var hidden = OrtValue.CreateTensorValueFromMemory(state.Hidden, StateShape);
        using var cell = OrtValue.CreateTensorValueFromMemory(state.Cell, StateShape);
        using var results = _session.Run(_run, Inputs, [input, hidden, cell], Outputs);
        foreach (var probability in results[0].GetTensorDataAsSpan<float>())
            probabilities.Add(probability);
        results[1].GetTensorDataAsSpan<float>().CopyTo(state.Hidden);
        results[2].GetTensorDataAsSpan<float>().CopyTo(state.Cell);
    }
}

/// <summary>What the model remembers of one stream, and room to work in.</summary>
internal sealed class VoiceActivityState
{
    public float[] Hidden { get; } = new float[SileroSequence.Units];

    public float[] Cell { get; } = new float[SileroSequence.Units];

    public float[] Rows { get; } = new float[VoiceActivityModel.BlockWindows * SileroSequence.RowSamples];
}
