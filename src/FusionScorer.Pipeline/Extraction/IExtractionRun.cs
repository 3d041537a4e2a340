namespace FusionScorer.Pipeline.Extraction;

/// <summary>A run of the extractors over a library, in this process or on many machines.</summary>
public interface IExtractionRun
{
    /// <summary>Extracts whatever is not there yet.</summary>
    /// <param name="onClip">Called for each clip that needed work, one at a time.</param>
    /// <param name="cancellation">Stops after the clips in hand are abandoned; what is saved stays.</param>
    /// <exception cref="Core.BadInputException">Another process extracts this project now.</exception>
    Task<ExtractionSummary> RunAsync(Action<ClipExtraction, ExtractionSummary> onClip, CancellationToken cancellation);
}
