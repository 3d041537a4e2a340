using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FusionScorer.Library.Records;
using FusionScorer.Signals.Media.Proxies;

namespace FusionScorer.Pipeline.Playback;

/// <summary>Which part of which content a proxy shows.</summary>
/// <param name="Content">Fingerprint of the clip's file.</param>
/// <param name="FromMs">Start of the window; null for the whole clip.</param>
internal sealed record ProxyKey(string Content, long? FromMs)
{
    /// <summary>Length of a window.</summary>
    public const long WindowMs = 60_000;

    private const long LeadMs = 5_000;
    private const long StepMs = 10_000;

    /// <summary>Name of its file without ending: nothing of the clip's can get into a path.</summary>
    public string Name { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{ProxyRequest.Options}\n{Content}\n{(FromMs is null ? "whole" : $"{FromMs}+{WindowMs}")}"))));

    /// <summary>What the clip's proxies are made of.</summary>
    public static string ContentOf(Clip clip) => clip.Fingerprint ?? "clip:" + clip.ClipId;

    /// <summary>The whole clip.</summary>
    public static ProxyKey Whole(Clip clip) => new(ContentOf(clip), FromMs: null);

    /// <summary>The window around a moment. Neighbouring moments share one.</summary>
    public static ProxyKey Around(Clip clip, long ms) => new(ContentOf(clip), Math.Max(0, (ms - LeadMs) / StepMs * StepMs));
}
