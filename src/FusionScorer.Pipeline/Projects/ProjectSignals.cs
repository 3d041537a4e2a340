using FusionScorer.Pipeline.Engines.Models;
using FusionScorer.Signals;
using FusionScorer.Signals.Captions;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Media.Decoding;
using FusionScorer.Signals.Nudity;
using FusionScorer.Signals.Profanity;
using FusionScorer.Signals.Speech;

namespace FusionScorer.Pipeline.Projects;

/// <summary>The extractors of a project, with its settings, its own lexicons and the models of this machine.</summary>
public sealed class ProjectSignals : IDisposable
{
    /// <summary>Folder of thumbnails in a project; safe to erase.</summary>
    public const string MediaCache = "media-cache";

    private ProjectSignals(IReadOnlyList<ISignalExtractor> extractors, IMediaDecoder decoder)
    {
        Extractors = extractors;
        Decoder = decoder;
    }

    /// <summary>All extractors, in the order in which a clip needs them.</summary>
    public IReadOnlyList<ISignalExtractor> Extractors { get; }

    /// <summary>Decodes a clip once for all signals that look or listen.</summary>
    public IMediaDecoder Decoder { get; }

    /// <summary>Makes the extractors of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="jobs">Clips in work at once.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Core.BadInputException">A lexicon of the project is faulty, a model is damaged or unknown, or ffmpeg is missing.</exception>
    public static async Task<ProjectSignals> OpenAsync(Project project, int jobs, Func<string, string?> environment, CancellationToken cancellation)
    {
        var lexicons = LexiconSet.Load(project.Folder);
        var tools = await FfmpegLocator.LocateAsync(environment, cancellation).ConfigureAwait(false);
        var models = ModelStore.Open(environment, project.Clock);
        var speech = await models.ReadyAsync(project.File.SpeechModel, cancellation).ConfigureAwait(false);
        var nudity = await models.ReadyAsync(ModelNames.DefaultNudity, cancellation).ConfigureAwait(false);
        var voice = await models.ReadyAsync(ModelNames.VoiceActivity, cancellation).ConfigureAwait(false);
        var decoder = new FfmpegMediaDecoder(tools);
        return new ProjectSignals(
            SignalRegistry.Extractors(new SignalOptions(new FfmpegMediaReader(tools), lexicons, new CaptionsOptions(project.File.DefaultLanguage))
            {
                Decoder = decoder,
                Nudity = new NudityOptions { ModelPath = nudity?.Path },
                Speech = new SpeechOptions { Model = project.File.SpeechModel, ModelPath = speech?.Path, VoiceActivityPath = voice?.Path, Language = project.File.SpeechLanguage, Workers = jobs },
                Thumbnails = new ThumbnailFolder(Path.Combine(project.Folder, MediaCache)),
            }),
            decoder);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var extractor in Extractors.OfType<IDisposable>())
            extractor.Dispose();
    }
}
