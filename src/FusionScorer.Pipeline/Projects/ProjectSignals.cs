using System.Diagnostics;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Engines.Models;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Isolation;
using FusionScorer.Pipeline.Programs;
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

    /// <summary>Set to 0 to run engines in this process.</summary>
    public const string IsolateVariable = "FUSION_ISOLATE";

    private ProjectSignals(IReadOnlyList<ISignalExtractor> extractors, IDecodedReader reader)
    {
        Extractors = extractors;
        Reader = reader;
    }

    /// <summary>All extractors, in the order in which a clip needs them.</summary>
    public IReadOnlyList<ISignalExtractor> Extractors { get; }

    /// <summary>Reads the signals that look or listen: in processes of their own, or in this one.</summary>
    public IDecodedReader Reader { get; }

    /// <summary>Makes the extractors of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="jobs">Clips in work at once.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="host">How an engine process is started; null reads in this process.</param>
    /// <exception cref="Core.BadInputException">A lexicon of the project is faulty, a model is damaged or unknown, or ffmpeg is missing.</exception>
    public static Task<ProjectSignals> OpenAsync(
        Project project, int jobs, Func<string, string?> environment, CancellationToken cancellation, Func<ProcessStartInfo>? host = null) =>
        OpenAsync(project.Folder, project.File, jobs, environment, project.Clock, cancellation, host);

    /// <summary>The same without the catalogue.</summary>
    public static async Task<ProjectSignals> OpenAsync(
        string folder, ProjectFile file, int jobs, Func<string, string?> environment, TimeProvider clock, CancellationToken cancellation, Func<ProcessStartInfo>? host = null)
    {
        var lexicons = LexiconSet.Load(folder);
        var tools = await FfmpegLocator.LocateAsync(environment, cancellation).ConfigureAwait(false);
        var models = ModelStore.Open(environment, clock);
        var speech = await models.ReadyAsync(file.SpeechModel, cancellation).ConfigureAwait(false);
        var nudity = await models.ReadyAsync(ModelNames.DefaultNudity, cancellation).ConfigureAwait(false);
        var voice = await models.ReadyAsync(ModelNames.VoiceActivity, cancellation).ConfigureAwait(false);
        var decoder = new FfmpegMediaDecoder(tools);
        var trusted = file.Programs.IsEmpty ? null : new TrustedPrograms(environment);
        var guards = file.Programs.IsEmpty ? ProgramGuards.None : await ProgramGuards.FindAsync(environment, cancellation).ConfigureAwait(false);
        return new ProjectSignals(
        [
            .. SignalRegistry.Extractors(new SignalOptions(new FfmpegMediaReader(tools), lexicons, new CaptionsOptions(file.DefaultLanguage))
            {
                Decoder = decoder,
                Nudity = new NudityOptions { ModelPath = nudity?.Path },
                Speech = new SpeechOptions { Model = file.SpeechModel, ModelPath = speech?.Path, VoiceActivityPath = voice?.Path, Language = file.SpeechLanguage, Workers = jobs },
                Thumbnails = new ThumbnailFolder(Path.Combine(folder, MediaCache)),
            }),
            .. file.Programs.Select(OfProgram).OfType<ProgramExtractor>(),
        ],
            host is not null && file.Isolate && environment(IsolateVariable) is not ("0" or "false") ? new IsolatedReader(host, EngineLimits.Usual with { Memory = (long)file.EngineMemoryMb << 20 }) : new DecodedReader(decoder));

        // One that may not run here says nothing: what it said elsewhere, or before, stays.
        ProgramExtractor? OfProgram(ProgramSetting program)
        {
            var key = ProgramKey.Of(program, folder, environment);
            return key.Path is not null && trusted!.Has(key.Key) ? new ProgramExtractor(program, key, trusted: true, folder, guards, environment) : null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (Reader as IDisposable)?.Dispose();
        foreach (var extractor in Extractors.OfType<IDisposable>())
            extractor.Dispose();
    }
}
