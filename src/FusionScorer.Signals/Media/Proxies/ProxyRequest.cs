namespace FusionScorer.Signals.Media.Proxies;

/// <summary>A copy that browsers play, to be made.</summary>
/// <param name="Path">Absolute path of the clip.</param>
/// <param name="Probe">What is known of it.</param>
/// <param name="Target">Absolute path of the file to write; must not exist.</param>
public sealed record ProxyRequest(string Path, MediaProbe Probe, string Target)
{
    /// <summary>Names what a proxy looks like; files made under another name are made again.</summary>
    public const string Options = "proxy/1 480p h264 crf26 aac96";

    /// <summary>Start on the clip's clock in milliseconds; null for the whole clip.</summary>
    public long? FromMs { get; init; }

    /// <summary>The most that is copied, in milliseconds; null for all that follows.</summary>
    public long? LengthMs { get; init; }

    /// <summary>The most bytes that the file may take.</summary>
    public long MaxBytes { get; init; } = 4L << 30;

    /// <summary>Wall-clock limit.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>What became of a proxy.</summary>
/// <param name="DurationMs">How long it plays.</param>
public sealed record ProxyFile(long DurationMs);
