namespace FusionScorer.Core.Clips;

/// <summary>The names of the built-in signals. A signal from outside has any other lower-case name.</summary>
public static class SignalNames
{
    /// <summary>Profanity in captions.</summary>
    public const string Captions = "captions";

    /// <summary>Profanity in speech.</summary>
    public const string Speech = "speech";

    /// <summary>Nudity in frames.</summary>
    public const string Nudity = "nudity";

    /// <summary>Genres named by the metadata.</summary>
    public const string Genre = "genre";

    /// <summary>Known levels of clips that share a director or an actor.</summary>
    public const string People = "people";

    /// <summary>Known levels of clips that share viewers.</summary>
    public const string Viewers = "viewers";

    /// <summary>Year and duration: features only, no vote.</summary>
    public const string Metadata = "metadata";

    /// <summary>Whether a signal knows a clip by what links it to others.</summary>
    public static bool IsLink(string signal) => signal is People or Viewers;
}
