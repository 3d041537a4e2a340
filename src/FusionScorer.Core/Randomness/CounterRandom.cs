namespace FusionScorer.Core.Randomness;

/// <summary>A small generator whose n-th number is a function of seed, stream and n alone: the same on every platform, and reachable in any order.</summary>
/// <remarks>
/// The counter runs in steps of the golden ratio through the mixer of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable
/// pseudorandom number generators", with Stafford's 13th constants). Not for secrets. Not thread-safe; <see cref="At"/> is.
/// </remarks>
public sealed class CounterRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private readonly ulong _key;
    private ulong _counter;

    /// <summary>A generator at its first number.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="stream">Streams of one seed are unrelated: one for each purpose.</param>
    public CounterRandom(ulong seed, ulong stream = 0) => _key = Mix(seed ^ Mix(stream + Golden));

    /// <summary>The number at a place of the sequence, 64 random bits; does not move the generator.</summary>
    public ulong At(ulong counter) => Mix(_key + ((counter + 1) * Golden));

    /// <summary>The number at a place of the sequence as a double in [0, 1); does not move the generator.</summary>
    public double DoubleAt(ulong counter) => (At(counter) >> 11) * (1.0 / (1ul << 53));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits() => At(_counter++);

    /// <summary>The next number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => DoubleAt(_counter++);

    /// <summary>The next integer in 0 … <paramref name="below"/> − 1, each equally likely (Lemire 2019, "Fast random integer generation in an interval").</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="below"/> is less than 1.</exception>
    public int NextInt(int below)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(below, 1);
        var range = (ulong)below;
        var high = Math.BigMul(NextBits(), range, out var low);
        var unfair = (0 - range) % range;
        while (low < unfair)
            high = Math.BigMul(NextBits(), range, out low);
        return (int)high;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
