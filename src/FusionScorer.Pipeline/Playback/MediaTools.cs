using FusionScorer.Core;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Playback;

/// <summary>Finds ffmpeg when it is first needed: reviewing goes on without it.</summary>
/// <param name="environment">Reads a variable.</param>
public sealed class MediaTools(Func<string, string?> environment)
{
    private FfmpegTools? _found;

    /// <summary>The programs, or why there are none.</summary>
    public async Task<MediaAnswer<FfmpegTools>> FindAsync(CancellationToken cancellation)
    {
        if (_found is not null)
            return new(_found, null);
        try
        {
            // Twice at once finds the same; what is absent is looked for again, so that installing it needs no restart.
            _found = await FfmpegLocator.LocateAsync(environment, cancellation).ConfigureAwait(false);
            return new(_found, null);
        }
        catch (BadInputException fault)
        {
            return new(null, fault.Message);
        }
    }
}
