using System.Globalization;
using System.Text;

namespace FusionScorer.Signals.Media.Proxies;

/// <summary>Makes copies of clips that every browser plays: MP4 with H.264 and AAC, at most 480 lines.</summary>
/// <remarks>Thread-safe. A clip that cannot be copied gives a reason, never an exception; what was written of it is erased.</remarks>
public sealed class ProxyMaker(FfmpegTools tools)
{
    // x264 keeps pictures of its own beside the decoder's.
    private const long MaxMemoryBytes = 2_500_000_000;

    private readonly FfmpegMediaReader _reader = new(tools);

    /// <summary>Makes one.</summary>
    /// <param name="request">What to copy, and where to.</param>
    /// <param name="progress">Told how many milliseconds are done.</param>
    /// <param name="cancellation">Kills ffmpeg.</param>
    /// <exception cref="OperationCanceledException">Cancelled; neither process nor file is left.</exception>
    public async Task<MediaAnswer<ProxyFile>> MakeAsync(ProxyRequest request, Action<long>? progress, CancellationToken cancellation)
    {
        if (!request.Probe.Streams.Any(stream => stream.Kind is "video" or "audio"))
            return new(null, "the file holds neither picture nor sound");
        var made = false;
        try
        {
            var answer = await RunAsync(request, progress, cancellation).ConfigureAwait(false);
            made = answer.Value is not null;
            return answer;
        }
        finally
        {
            if (!made)
                File.Delete(request.Target);
        }
    }

    private async Task<MediaAnswer<ProxyFile>> RunAsync(ProxyRequest request, Action<long>? progress, CancellationToken cancellation)
    {
        var command = new ProcessCommand(tools.Ffmpeg, ProxyArguments.Of(request))
        {
            TimeLimit = request.TimeLimit,
            MaxOutputBytes = 64 << 20,
            OnOutput = progress is null ? null : new ProgressLines(progress).Add,
        };
        var result = await ProcessRunner
            .RunAsync(ResourceLimits.Apply(command, tools.Prlimit, request.MaxBytes, MaxMemoryBytes), cancellation).ConfigureAwait(false);
        if (!result.Succeeded)
            return new(null, ReasonOf(result, request));

        // A clip that is cut off, and a window behind the end, leave a file without a picture and no error.
        var probe = await _reader.ProbeAsync(request.Target, cancellation).ConfigureAwait(false);
        return probe.Value is { DurationMs: > 0 and var duration }
            ? new(new ProxyFile(duration), null)
            : new(null, MediaReason.OneLine(result.Error, request.Path) is { Length: > 0 } line ? line : "nothing can be decoded there");
    }

    private static string ReasonOf(ProcessResult result, ProxyRequest request)
    {
        foreach (var encoder in (ReadOnlySpan<string>)["libx264", "aac"])
        {
            if (result.Error.Contains($"Unknown encoder '{encoder}'", StringComparison.Ordinal))
                return $"this ffmpeg has no encoder {encoder}; install one that has it, or set {FfmpegLocator.FfmpegVariable} to it";
        }

        return result.Error.Contains("File too large", StringComparison.Ordinal) || IsFull(request) ? $"the copy would take more than {request.MaxBytes >> 20} MB"
            : result.Error.Contains("No space left", StringComparison.Ordinal) ? "no space is left for the copy"
            : result.End == ProcessEnd.TimedOut ? $"making the copy took longer than {request.TimeLimit.TotalSeconds:0} s"
            : MediaReason.Of(result, request.Path, request.TimeLimit).Replace(Path.GetFileName(request.Target), "the copy", StringComparison.Ordinal);
    }

    // The signal of the size limit ends ffmpeg before it can say so.
    private static bool IsFull(ProxyRequest request) => new FileInfo(request.Target) is { Exists: true } file && file.Length >= request.MaxBytes;

    /// <summary>Reads <c>out_time_us=</c> out of ffmpeg's progress.</summary>
    private sealed class ProgressLines(Action<long> progress)
    {
        private readonly StringBuilder _line = new();

        public void Add(ReadOnlyMemory<byte> bytes)
        {
            foreach (var letter in bytes.Span)
            {
                if (letter != '\n')
                {
                    if (_line.Length < 200)
                        _line.Append((char)letter);
                    continue;
                }

                var line = _line.ToString();
                _line.Clear();
                if (line.StartsWith("out_time_us=", StringComparison.Ordinal)
                    && long.TryParse(line.AsSpan("out_time_us=".Length), NumberStyles.Integer, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0)
                    progress(microseconds / 1000);
            }
        }
    }
}
