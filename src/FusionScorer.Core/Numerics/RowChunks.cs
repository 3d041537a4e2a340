namespace FusionScorer.Core.Numerics;

/// <summary>Work on stretches of rows, side by side. Each stretch writes to its own rows, so the result does not depend on threads.</summary>
internal static class RowChunks
{
    private const int Size = 8192;

    /// <summary>Calls <paramref name="work"/> for stretches that cover all rows.</summary>
    /// <param name="rows">n.</param>
    /// <param name="parallelism">Threads, at least 1.</param>
    /// <param name="work">From (inclusive) and to (exclusive).</param>
    public static void Run(int rows, int parallelism, Action<int, int> work)
    {
        var chunks = (rows + Size - 1) / Size;
        if (parallelism <= 1 || chunks <= 1)
        {
            for (var chunk = 0; chunk < chunks; chunk++)
                work(chunk * Size, Math.Min(rows, (chunk + 1) * Size));
            return;
        }

        Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = parallelism }, chunk => work(chunk * Size, Math.Min(rows, (chunk + 1) * Size)));
    }
}
