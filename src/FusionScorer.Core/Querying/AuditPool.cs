using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Querying;

/// <summary>The rows that an audit may draw: those of a pool that were not audited yet.</summary>
internal sealed class AuditPool
{
    private const int Tries = 64;

    private readonly int _rows;
    private readonly IReadOnlySet<int> _audited;
    private readonly IReadOnlySet<int>? _among;

    /// <summary>A pool.</summary>
    /// <param name="rows">n.</param>
    /// <param name="audited">Rows that are out.</param>
    /// <param name="among">Rows that are in; null = all n.</param>
    public AuditPool(int rows, IReadOnlySet<int> audited, IReadOnlySet<int>? among)
    {
        (_rows, _audited, _among) = (rows, audited, among);
        Count = (among?.Count ?? rows) - audited.Count(row => among?.Contains(row) ?? row < rows);
    }

    /// <summary>How many rows may be drawn.</summary>
    public int Count { get; }

    /// <summary>Draws without replacement, each row alike.</summary>
    /// <remarks>Rows are drawn from all n until one is in; only where that fails time and again, the rows that are left are listed. Each is as likely either way.</remarks>
    public List<int> Draw(int count, CounterRandom random)
    {
        var drawn = new List<int>(Math.Min(count, Count));
        var taken = new HashSet<int>();
        while (drawn.Count < Math.Min(count, Count))
        {
            var row = -1;
            for (var i = 0; i < Tries && row < 0; i++)
            {
                var candidate = random.NextInt(_rows);
                row = IsIn(candidate) && !taken.Contains(candidate) ? candidate : -1;
            }

            if (row < 0)
                return ListAndDraw(drawn, taken, count, random);
            taken.Add(row);
            drawn.Add(row);
        }

        return drawn;
    }

    private bool IsIn(int row) => (_among is null || _among.Contains(row)) && !_audited.Contains(row);

    private List<int> ListAndDraw(List<int> drawn, HashSet<int> taken, int count, CounterRandom random)
    {
        var left = (_among?.Order() ?? Enumerable.Range(0, _rows)).Where(row => IsIn(row) && !taken.Contains(row)).ToArray();
        for (var i = 0; drawn.Count < count && i < left.Length; i++)
        {
            var at = i + random.NextInt(left.Length - i);
            (left[i], left[at]) = (left[at], left[i]);
            drawn.Add(left[i]);
        }

        return drawn;
    }
}
