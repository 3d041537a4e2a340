using FusionScorer.Signals;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Projects;

/// <summary>The extractors of a project, with its settings and its own lexicons.</summary>
public static class ProjectSignals
{
    /// <summary>All extractors, in the order in which a clip needs them.</summary>
    /// <exception cref="Core.BadInputException">A lexicon of the project is faulty, or ffmpeg is missing.</exception>
    public static IReadOnlyList<ISignalExtractor> Extractors(Project project, Func<string, string?> environment) =>
        [new MediaProbeExtractor(new FfmpegMediaReader(FfmpegLocator.LocateAsync(environment).GetAwaiter().GetResult()))];
}
