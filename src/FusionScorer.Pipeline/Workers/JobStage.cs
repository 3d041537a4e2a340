using FusionScorer.Signals;
using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Pipeline.Workers;

/// <summary>The two jobs that a clip may need.</summary>
/// <remarks>
/// Signals that look or listen share one decoding of the clip and start from its probe; signals that only read files and headers take milliseconds. So there is one job
/// for all that decode, which makes sure that no clip is decoded twice, and one for all others, which comes first because it holds the probe: whoever ends it sends the other.
/// Cheap jobs of a whole library are then done long before the dear ones, and a clip on which an engine breaks keeps what was read of its files.
/// </remarks>
internal static class JobStage
{
    /// <summary>Probe, captions: files and headers.</summary>
    public const string Files = "files";

    /// <summary>Nudity, speech: pictures and sound.</summary>
    public const string Decoding = "decoding";

    /// <summary>Both, in their order.</summary>
    public static readonly IReadOnlyList<string> All = [Files, Decoding];

    /// <summary>The stage of a signal.</summary>
    public static string Of(ISignalExtractor extractor) => extractor is IDecodedSignal ? Decoding : Files;
}
