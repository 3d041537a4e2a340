namespace FusionScorer.Pipeline.Playback;

/// <summary>How far the proxies of a clip are.</summary>
public enum ProxyStage
{
    /// <summary>Some part that was asked for is on its way.</summary>
    Making,

    /// <summary>All that was asked for is there.</summary>
    Ready,

    /// <summary>There is nothing to play.</summary>
    Failed,
}

/// <summary>A part that can be played.</summary>
/// <param name="Name">File name.</param>
/// <param name="OffsetMs">Where its 0 lies on the clip's clock.</param>
/// <param name="DurationMs">How long it plays.</param>
/// <param name="Complete">Whether it is the whole clip.</param>
public sealed record ProxyPart(string Name, long OffsetMs, long DurationMs, bool Complete);

/// <summary>The proxies of a clip.</summary>
/// <param name="Stage">How far they are.</param>
/// <param name="Reason">Why the last one failed; null otherwise.</param>
/// <param name="Parts">Those that are there.</param>
/// <param name="Progress">Share of the whole that is done.</param>
public sealed record ProxyState(ProxyStage Stage, string? Reason, IReadOnlyList<ProxyPart> Parts, double Progress);
