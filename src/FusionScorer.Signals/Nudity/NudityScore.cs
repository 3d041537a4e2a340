namespace FusionScorer.Signals.Nudity;

/// <summary>What the model says of one picture: probabilities that, with those of harmless drawings and pictures, add up to 1.</summary>
/// <param name="Porn">Pornographic pictures.</param>
/// <param name="Hentai">Pornographic drawings.</param>
/// <param name="Sexy">Revealing, not pornographic.</param>
public readonly record struct NudityScore(float Porn, float Hentai, float Sexy)
{
    /// <summary>The score of the signal.</summary>
    public float Nudity => Math.Min(1, Porn + Hentai);
}
