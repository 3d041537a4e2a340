using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;

namespace FusionScorer.Signals.Nudity;

/// <summary>The nudity model in ONNX Runtime. Thread-safe: each call uses a session of its own, which it takes from a pool.</summary>
/// <remarks>A session computes on the caller's thread alone and never spins: the pipeline runs clips side by side, and spinning threads would steal from them.</remarks>
public sealed class NudityModel : IDisposable
{
    /// <summary>Width and height of the pictures it takes.</summary>
    public const int Side = 224;

    /// <summary>Bytes of one picture.</summary>
    public const int FrameBytes = Side * Side * 3;

    /// <summary>More pictures at once are slower and take several times the memory.</summary>
    public const int MaxBatch = 8;

    private const int ClassCount = 5;
    private const int Hentai = 1;
    private const int Porn = 3;
    private const int Sexy = 4;

    private static readonly string[] Inputs = [Conversion.KerasToOnnx.InputName];
    private static readonly string[] Outputs = [Conversion.KerasToOnnx.OutputName];

    private readonly byte[] _file;
    private readonly ConcurrentBag<InferenceSession> _idle = [];
    private readonly PrePackedWeightsContainer _shared = new();

    /// <summary>Loads a model.</summary>
    /// <param name="path">An ONNX file.</param>
    /// <exception cref="OnnxRuntimeException">The file is no model for this runtime.</exception>
    public NudityModel(string path)
    {
        _file = File.ReadAllBytes(path);
        _idle.Add(NewSession());
    }

    /// <summary>Scores pictures.</summary>
    /// <param name="rgb24">Pictures of <see cref="FrameBytes"/> bytes, one after another; 1 to <see cref="MaxBatch"/>.</param>
    /// <param name="scores">Takes a score for each picture.</param>
    /// <exception cref="ArgumentException">Not a whole number of pictures, or too many.</exception>
    public void Classify(ReadOnlyMemory<byte> rgb24, Span<NudityScore> scores)
    {
        var probabilities = Probabilities(rgb24);
        for (var i = 0; i < probabilities.Length / ClassCount; i++)
        {
            var frame = probabilities.AsSpan(i * ClassCount, ClassCount);
            scores[i] = new NudityScore(frame[Porn], frame[Hentai], frame[Sexy]);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var session))
            session.Dispose();
        _shared.Dispose();
    }

    /// <summary>All class probabilities, picture by picture, in the order of <see cref="NudityModelConverter.Classes"/>.</summary>
    internal float[] Probabilities(ReadOnlyMemory<byte> rgb24)
    {
        var count = rgb24.Length / FrameBytes;
        if (count is 0 or > MaxBatch || rgb24.Length % FrameBytes != 0)
            throw new ArgumentException($"{rgb24.Length} bytes are not 1 to {MaxBatch} pictures", nameof(rgb24));
        if (!_idle.TryTake(out var session))
            session = NewSession();
        try
        {
            // The runtime only reads its input, but its API asks for memory that could be written to.
            var memory = System.Runtime.InteropServices.MemoryMarshal.AsMemory(rgb24);
            using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory, [count, Side, Side, 3]);
            using var run = new RunOptions();
            using var results = session.Run(run, Inputs, [input], Outputs);
            return results[0].GetTensorDataAsSpan<float>().ToArray();
        }
        finally
        {
            _idle.Add(session);
        }
    }

    private InferenceSession NewSession()
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return new InferenceSession(_file, options, _shared);
    }
}
