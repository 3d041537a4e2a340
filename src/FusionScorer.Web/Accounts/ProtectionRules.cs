using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Accounts;

/// <summary>What protects a reviewer when nobody chose otherwise, and how a floor works.</summary>
internal static class ProtectionRules
{
    private const double MostBlur = 40;
    private const int MostMinutes = 480;
    private const int MostKeys = 100;
    private const int LongestKey = 32;
    private const double MostPreRoll = 30;

    /// <summary>Blurred, grey, muted, revealed in two steps, words masked, a break offered after 25 minutes of exposure.</summary>
    public static readonly Protection Usual = new(Blur: 18, Grey: true, Mute: true, TwoStep: true, MaskWords: true, BreakAfterMinutes: 25);

    /// <summary>The floor when an organisation set none: each may choose.</summary>
    public static readonly Protection UsualFloor = new(Blur: 0, Grey: false, Mute: false, TwoStep: false, MaskWords: false, BreakAfterMinutes: 0);

    public static readonly UserSettings UsualSettings = new(Usual, new Dictionary<string, string>(), "system", PreRoll: 2);

    /// <summary>The stricter of two, part by part; a break after fewer minutes is stricter, 0 = never.</summary>
    public static Protection Stricter(Protection own, Protection floor) => new(
        Math.Max(own.Blur, floor.Blur), own.Grey || floor.Grey, own.Mute || floor.Mute, own.TwoStep || floor.TwoStep, own.MaskWords || floor.MaskWords,
        floor.BreakAfterMinutes == 0 ? own.BreakAfterMinutes : own.BreakAfterMinutes == 0 ? floor.BreakAfterMinutes : Math.Min(own.BreakAfterMinutes, floor.BreakAfterMinutes));

    /// <summary>Why settings will not do; null when they will.</summary>
    public static string? Fault(UserSettings settings) => settings.Protection is null || settings.Keys is null ? "protection and keys must be there"
        : settings.Keys.Count > MostKeys || settings.Keys.Any(key => key.Key.Length > LongestKey || key.Value is not { Length: <= LongestKey }) ? "these are too many keys, or too long ones"
        : settings.Theme is not ("system" or "light" or "dark") ? $"there is no theme '{settings.Theme}'"
        : settings.PreRoll is not (>= 0 and <= MostPreRoll) ? $"the pre-roll lies between 0 and {MostPreRoll} seconds"
        : Fault(settings.Protection);

    /// <inheritdoc cref="Fault(UserSettings)"/>
    public static string? Fault(Protection? protection) => protection is null ? "protection must be there"
        : protection.Blur is not (>= 0 and <= MostBlur) ? $"the blur lies between 0 and {MostBlur}"
        : protection.BreakAfterMinutes is < 0 or > MostMinutes ? $"a break comes after 0 (never) to {MostMinutes} minutes"
        : null;
}
