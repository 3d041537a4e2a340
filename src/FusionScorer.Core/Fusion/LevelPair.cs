namespace FusionScorer.Core.Fusion;

/// <summary>A few hundred clips under two settings. Not thread-safe.</summary>
internal sealed class LevelPair(LevelSetting before, LevelSetting after)
{
    /// <summary>K.</summary>
    public int Levels { get; } = before.Blocks.Levels;

    public LevelChunk Before { get; } = new(before);

    public LevelChunk After { get; } = new(after);

    /// <summary>Works out clips <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> − 1 under both.</summary>
    public void Load(int start, int count)
    {
        Before.Load(start, count);
        After.Load(start, count);
    }

    /// <summary>The total variation distance of a clip's two posteriors, as a float, so that all who rank by it rank alike.</summary>
    public float Change(int i)
    {
        var change = 0.0;
        for (var y = 0; y < Levels; y++)
            change += Math.Abs(After[i, y] - Before[i, y]);
        return (float)(change / 2);
    }
}
