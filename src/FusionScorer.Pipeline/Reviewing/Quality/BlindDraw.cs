using System.Text;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Pipeline.Reviewing.Quality;

/// <summary>Draws for blind review. Each follows from the project's seed and from what it is drawn for, so that it can be repeated but not foreseen.</summary>
/// <param name="seed">The project's seed.</param>
public sealed class BlindDraw(ulong seed)
{
    // What is waiting goes faster than it comes in, but a reviewer's own new clips stay the most.
    private const double LeastWaiting = 0.1;
    private const double MostWaiting = 0.5;

    /// <summary>What a place among a reviewer's clips holds.</summary>
    public enum Place
    {
        /// <summary>The clip that the queue chose.</summary>
        Usual,

        /// <summary>A clip that waits for a second reviewer comes first.</summary>
        Second,

        /// <summary>A clip of known level comes first.</summary>
        Check,
    }

    /// <summary>The project's seed.</summary>
    public ulong Seed => seed;

    /// <summary>Whether a first answer goes to a second reviewer.</summary>
    /// <param name="decision">The answer's id.</param>
    /// <param name="share">With what probability.</param>
    public bool IsSecond(string decision, double share) => new CounterRandom(seed, Stream("second", decision)).DoubleAt(0) < share;

    /// <summary>What comes before a clip that the queue chose for a reviewer.</summary>
    /// <param name="reviewer">The reviewer.</param>
    /// <param name="clip">The clip.</param>
    /// <param name="shares">How much is asked blind.</param>
    public Place PlaceOf(string reviewer, long clip, QualityShares shares)
    {
        var drawn = new CounterRandom(seed, Stream("place", reviewer)).DoubleAt((ulong)clip);
        if (drawn < shares.Hidden)
            return Place.Check;
        return drawn < shares.Hidden + Math.Clamp(2 * shares.Second, LeastWaiting, MostWaiting) ? Place.Second : Place.Usual;
    }

    /// <summary>Where in a list of so many to begin looking for a clip of known level.</summary>
    public int Start(string reviewer, long clip, int count) => (int)(new CounterRandom(seed, Stream("check", reviewer)).At((ulong)clip) % (ulong)count);

    // FNV-1a: short, and the same on every platform; the generator mixes it.
    private static ulong Stream(string purpose, string text)
    {
        var hash = 14695981039346656037ul;
        foreach (var letter in Encoding.UTF8.GetBytes($"{purpose}\n{text.ToUpperInvariant()}"))
            hash = (hash ^ letter) * 1099511628211ul;
        return hash;
    }
}
