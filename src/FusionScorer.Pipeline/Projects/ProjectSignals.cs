using FusionScorer.Signals;
using FusionScorer.Signals.Captions;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Profanity;

namespace FusionScorer.Pipeline.Projects;

/// <summary>The extractors of a project, with its settings and its own lexicons.</summary>
public static class ProjectSignals
{
    /// <summary>All extractors, in the order in which a clip needs them.</summary>
    /// <exception cref="Core.BadInputException">A lexicon of the project is faulty, or ffmpeg is missing.</exception>
    public static async Task<IReadOnlyList<ISignalExtractor>> ExtractorsAsync(
        Project project, Func<string, string?> environment, CancellationToken cancellation)
    {
        var lexicons = LexiconSet.Load(project.Folder);
        var tools = await FfmpegLocator.LocateAsync(environment, cancellation).ConfigureAwait(false);
        return SignalRegistry.Extractors(new SignalOptions(new FfmpegMediaReader(tools), lexicons, new CaptionsOptions(project.File.DefaultLanguage)));
    }
}
