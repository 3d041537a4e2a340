using FusionScorer.Core;
using FusionScorer.Library;
using FusionScorer.Library.Postgres;
using FusionScorer.Library.Sqlite;
using FusionScorer.Pipeline.Engines.Models;
using FusionScorer.Pipeline.Reporting;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Speech.Whisper;
using Microsoft.ML.OnnxRuntime;

namespace FusionScorer.Pipeline.Engines;

/// <summary>One engine or model as found on this machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="For">What needs it.</param>
/// <param name="Found">Whether it is there and works.</param>
/// <param name="Required">Whether nothing works without it; the rest is only missing from some signal.</param>
/// <param name="Version">Its version; empty when missing.</param>
/// <param name="Path">Where it is; empty when missing.</param>
/// <param name="Mend">The one command that brings it; empty when found.</param>
public sealed record Engine(string Name, string For, bool Found, bool Required, string Version, string Path, string Mend);

/// <summary>Looks for engines and models.</summary>
public static class EngineCheck
{
    /// <summary>The command that installs all engines.</summary>
    public const string SetUp = "fusion setup";

    /// <summary>What a project's store is called among engines; how to mend it is told in words.</summary>
    public const string StoreName = "store";

    /// <summary>What the processor is called among engines, where it is too old for those of the package.</summary>
    public const string ProcessorName = "processor";

    /// <summary>The processor, where it is too old for the engines that the package carries: then no work is done.</summary>
    public static IEnumerable<Engine> Processor(Func<string, string?> environment) =>
        WhisperProcessor.Fault(environment) is { } fault ? [new Engine(ProcessorName, "this package's engines", Found: false, Required: true, "", "", fault)] : [];

    /// <summary>All engines and the models that signals use by default, in a fixed order.</summary>
    public static async Task<IReadOnlyList<Engine>> AllAsync(Func<string, string?> environment, TimeProvider clock, CancellationToken cancellation)
    {
        // Its programs answer while libraries are loaded here.
        var ffmpeg = FfmpegAsync(environment, cancellation);
        var models = ModelStore.Open(environment, clock);
        Engine[] others =
        [
            Sqlite(), OnnxRuntime(), Whisper(environment),
            Model(models, ModelNames.VoiceActivity, "finding speech"), Model(models, ModelNames.DefaultNudity, "the nudity signal"),
            Model(models, ModelNames.DefaultSpeech, "the speech signal"), .. new TrustedModels(environment).All().Select(Trusted),
        ];
        return [await ffmpeg.ConfigureAwait(false), .. others];
    }

    /// <summary>The engines alone, as a report names them.</summary>
    public static async Task<IReadOnlyList<ReportVersion>> VersionsAsync(Func<string, string?> environment, CancellationToken cancellation)
    {
        var ffmpeg = FfmpegAsync(environment, cancellation);
        Engine[] others = [Sqlite(), OnnxRuntime(), Whisper(environment)];
        return [.. others.Prepend(await ffmpeg.ConfigureAwait(false)).Select(engine => new ReportVersion(engine.Name, engine.Found ? engine.Version : "missing"))];
    }

    /// <summary>The store of a project: whether it opens, and its version.</summary>
    /// <param name="location">Where it lies.</param>
    /// <param name="clock">Where times come from.</param>
    public static Engine Store(StoreLocation location, TimeProvider clock)
    {
        const string Name = StoreName, For = "this project's catalogue";
        try
        {
            using var store = location.Open(create: false, clock);
            var version = store is PostgresStore server ? $"PostgreSQL {server.ServerVersion()}" : $"SQLite {SqliteStore.EngineVersion}";
            return new Engine(Name, For, Found: true, Required: true, version, location.ToString(), "");
        }
        catch (BadInputException fault)
        {
            return new Engine(Name, For, Found: false, Required: true, "", "", fault.Message);
        }
    }

    /// <summary>Models of the manifest that are there, beside those that signals use by default.</summary>
    public static IReadOnlyList<Engine> OtherModels(Func<string, string?> environment, TimeProvider clock)
    {
        var models = ModelStore.Open(environment, clock);
        return
        [
            .. models.Rows().Where(row => row.State is ModelState.Present or ModelState.InRepository && row.Name is not (ModelNames.VoiceActivity or ModelNames.DefaultNudity or ModelNames.DefaultSpeech))
                .Select(row => Model(models, row.Name, "")),
        ];
    }

    // The content is compared when it is loaded; here the place alone is looked at.
    private static Engine Trusted(TrustedModel model)
    {
        var found = File.Exists(model.Path);
        return new Engine(
            Path.GetFileName(model.Path), "a model that you trust", found, Required: false, found ? $"sha256 {model.Sha256[..12]}" : "", found ? model.Path : "",
            found ? "" : $"fusion models trust --forget {model.Path}");
    }

    internal static async Task<Engine> FfmpegAsync(Func<string, string?> environment, CancellationToken cancellation)
    {
        const string Name = "ffmpeg", For = "reading media";
        try
        {
            var tools = await FfmpegLocator.LocateAsync(environment, cancellation).ConfigureAwait(false);
            return new Engine(Name, For, Found: true, Required: true, tools.Version, tools.Ffmpeg, "");
        }
        catch (BadInputException)
        {
            return new Engine(Name, For, Found: false, Required: true, "", "", PackageManager.InstallCommand("ffmpeg"));
        }
    }

    internal static Engine Whisper(Func<string, string?> environment)
    {
        const string Name = "whisper.cpp", For = "the speech signal";

        // Loading it would already be too much.
        if (WhisperProcessor.Fault(environment) is not null)
            return new Engine(Name, For, Found: false, Required: false, "", "", "build FusionScorer from source on this machine");
        var load = WhisperLibrary.Load(WhisperBuild.LibraryPath(environment));
        return load.Library is { } library
            ? new Engine(Name, For, Found: true, Required: false, WhisperBuild.Version, library.Path, "")
            : new Engine(Name, For, Found: false, Required: false, "", "", SetUp);
    }

    private static Engine Sqlite() => new("SQLite", "the catalogue", Found: true, Required: true, SqliteStore.EngineVersion, "built in", "");

    private static Engine OnnxRuntime()
    {
        const string Name = "ONNX Runtime", For = "speech and nudity";
        try
        {
            return new Engine(Name, For, Found: true, Required: false, OrtEnv.Instance().GetVersionString(), "built in", "");
        }
        catch (Exception fault) when (fault is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException)
        {
            return new Engine(Name, For, Found: false, Required: false, "", "", "build FusionScorer again on this machine");
        }
    }

    private static Engine Model(ModelStore models, string name, string purpose)
    {
        var row = models.Rows().First(row => row.Name == name);
        var found = row.State is ModelState.Present or ModelState.InRepository;
        return new Engine(name, purpose, found, Required: false, found && row.Size is { } size ? ByteSize.Text(size) : "", found ? row.Path : "", row.Mend);
    }
}
