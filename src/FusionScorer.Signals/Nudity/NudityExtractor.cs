using System.Globalization;
using FusionScorer.Core.Clips;
using FusionScorer.Signals.Media.Decoding;
using Microsoft.ML.OnnxRuntime;

namespace FusionScorer.Signals.Nudity;

/// <summary>Looks for nudity in the pictures of a clip.</summary>
public sealed class NudityExtractor : IDecodedSignal, IDisposable
{
    private readonly IMediaDecoder _decoder;
    private readonly NudityOptions _options;
    private readonly IThumbnailSink? _thumbnails;
    private readonly string _path;
    private readonly Lazy<string?> _hash;
    private readonly Lazy<(NudityModel? Model, string? Reason)> _model;

    /// <summary>Neither looks for the model nor loads it before it is needed.</summary>
    /// <param name="decoder">Decodes clips.</param>
    /// <param name="options">How to look.</param>
    /// <param name="thumbnails">Keeps small copies of the strongest pictures; null for none.</param>
    /// <param name="environment">Reads a variable; null stands for the process's own environment.</param>
    public NudityExtractor(IMediaDecoder decoder, NudityOptions options, IThumbnailSink? thumbnails = null, Func<string, string?>? environment = null)
    {
        _decoder = decoder;
        _options = options;
        _thumbnails = thumbnails;
        _path = options.ModelPath ?? NudityModelConverter.DefaultPath(environment);
        _hash = new(() => File.Exists(_path) ? NudityModelConverter.Hash(_path)[..16] : null);
        _model = new(Load);
    }

    /// <inheritdoc/>
    public string Signal => SignalNames.Nudity;

    /// <inheritdoc/>
    public string Version => string.Create(
        CultureInfo.InvariantCulture, $"nudity/1 every {_options.Interval.TotalMilliseconds:0} ms, at most {_options.MaxFrames}, model {_hash.Value ?? "none"}");

    /// <inheritdoc/>
    public string ReadingVersion => "nudity/1";

    /// <inheritdoc/>
    public string? InputKey(ClipInput clip) => HasPictures(clip) ? clip.Fingerprint : null;

    /// <inheritdoc/>
    public IDecodedObserver? Begin(ClipInput clip) =>
        HasPictures(clip) && _model.Value.Model is { } model ? new NudityObserver(model, _options, _thumbnails, clip) : null;

    /// <inheritdoc/>
    public async Task<Observed> ObserveAsync(ClipInput clip, CancellationToken cancellation)
    {
        if (Begin(clip) is not { } observer)
            return Observed.Missing(HasPictures(clip) ? _model.Value.Reason! : "the clip has no pictures");
        await using (observer)
            return (await DecodingPass.RunAsync(_decoder, clip, [observer], cancellation))[0];
    }

    /// <inheritdoc/>
    public SignalReading Read(string observation) => NudityFeatures.Read(NudityObservation.Parse(observation));

    public void Dispose()
    {
        if (_model.IsValueCreated)
            _model.Value.Model?.Dispose();
    }

    // Not known before the probe has run.
    private static bool HasPictures(ClipInput clip) => clip.Probe is null || clip.Probe.Streams.Any(stream => stream.Kind == "video");

    private (NudityModel? Model, string? Reason) Load()
    {
        if (!File.Exists(_path))
        {
            return (null, _options.ModelPath is null
                ? $"there is no nudity model; run: fusion models pull {NudityModelConverter.ModelName}"
                : $"the nudity model {Path.GetFileName(_path)} is not there; correct its path in the settings");
        }

        try
        {
            return (new NudityModel(_path), null);
        }
        catch (Exception fault) when (
            fault is OnnxRuntimeException or TypeInitializationException or DllNotFoundException or IOException or UnauthorizedAccessException)
        {
            var message = fault.GetBaseException().Message.ReplaceLineEndings(" ");
            message = message.Length > 120 ? message[..120] : message;
            return (null, $"the nudity model cannot be loaded ({message}); mend or remove the file, then run: fusion models pull {NudityModelConverter.ModelName}");
        }
    }
}
