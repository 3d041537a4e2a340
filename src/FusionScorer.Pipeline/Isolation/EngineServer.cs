using System.Threading.Channels;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Signals;
using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Pipeline.Isolation;

/// <summary>What runs in an engine process: reads requests, answers them one after another, and ends with the process that asked.</summary>
public static class EngineServer
{
    /// <summary>Answers until there is nobody left to ask.</summary>
    /// <param name="extractors">The extractors of the project.</param>
    /// <param name="reader">Reads the signals that look or listen.</param>
    /// <param name="requests">Lines of requests.</param>
    /// <param name="answers">Takes lines of answers.</param>
    public static async Task RunAsync(IReadOnlyList<ISignalExtractor> extractors, IDecodedReader reader, TextReader requests, TextWriter answers)
    {
        var signals = extractors.OfType<IDecodedSignal>().ToDictionary(signal => signal.Signal, StringComparer.Ordinal);
        var waiting = Channel.CreateUnbounded<EngineRequest>();
        using var gone = new CancellationTokenSource();

        // Read beside the work: the end of the input means that whoever asked is gone, also in the middle of a clip.
        var reading = Task.Run(async () =>
        {
            while (await requests.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
                await waiting.Writer.WriteAsync(EngineRequest.OfLine(line), CancellationToken.None).ConfigureAwait(false);
            await gone.CancelAsync().ConfigureAwait(false);
            waiting.Writer.Complete();
        });
        try
        {
            await foreach (var request in waiting.Reader.ReadAllAsync(gone.Token).ConfigureAwait(false))
            {
                var clip = new ClipInput(request.MediaPath, request.Fingerprint, [], request.Probe);
                var observed = await reader.ReadAsync(clip, [.. request.Signals.Select(signal => signals[signal])], gone.Token).ConfigureAwait(false);
                await answers.WriteLineAsync(new EngineAnswer(request.Number, [.. observed.Select(EngineObserved.Of)]).ToLine().AsMemory(), gone.Token).ConfigureAwait(false);
                await answers.FlushAsync(gone.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // Nobody waits for the rest.
        }

        await reading.ConfigureAwait(false);
    }
}
