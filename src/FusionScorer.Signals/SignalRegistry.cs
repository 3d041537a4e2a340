using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Signals.Captions;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Media.Decoding;
using FusionScorer.Signals.Nudity;
using FusionScorer.Signals.Profanity;
using FusionScorer.Signals.Speech;

namespace FusionScorer.Signals;

/// <summary>What the extractors are made of.</summary>
/// <param name="Media">Reads media files.</param>
/// <param name="Lexicons">Profane words by language.</param>
/// <param name="Captions">Settings of the captions signal.</param>
public sealed record SignalOptions(IMediaReader Media, LexiconSet Lexicons, CaptionsOptions Captions)
{
    /// <summary>Decodes clips; null leaves out the signals that look or listen.</summary>
    public IMediaDecoder? Decoder { get; init; }

    /// <summary>Settings of the nudity signal.</summary>
    public NudityOptions Nudity { get; init; } = new();

    /// <summary>Settings of the speech signal.</summary>
    public SpeechOptions Speech { get; init; } = new();

    /// <summary>Keeps small copies of telling pictures; null for none.</summary>
    public IThumbnailSink? Thumbnails { get; init; }
}

/// <summary>All built-in signals. A new signal is one line here.</summary>
public static class SignalRegistry
{
    /// <summary>Signals that follow from metadata and links: they have features but no extractor.</summary>
    public static readonly ImmutableArray<string> Derived = [SignalNames.Metadata, SignalNames.Genre, SignalNames.People, SignalNames.Viewers];

    /// <summary>Extractors of media signals. The probe is first: it fills <see cref="ClipInput.Probe"/> for the others.</summary>
    public static ImmutableArray<ISignalExtractor> Extractors(SignalOptions options) =>
    [
        new MediaProbeExtractor(options.Media),
        new CaptionsExtractor(options.Media, options.Lexicons, options.Captions),
        .. options.Decoder is { } decoder
            ? (ReadOnlySpan<ISignalExtractor>)
                [new NudityExtractor(decoder, options.Nudity, options.Thumbnails), new SpeechExtractor(decoder, options.Lexicons, options.Speech)]
            : [],
    ];
}
