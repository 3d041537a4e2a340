namespace FusionScorer.Core.Classification;

/// <summary>Part of a design column that one signal contributes.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Values">n numbers, centred.</param>
internal sealed record ColumnPart(string Signal, float[] Values);

/// <summary>A column of the design matrix: one weight for each contrast, and a part for each signal that it is made of.</summary>
/// <param name="Group">Columns of one group share their prior variance.</param>
/// <param name="Name">For accounts.</param>
/// <param name="Parts">The value of a clip is the sum of the parts.</param>
internal sealed record DesignColumn(string Group, string Name, IReadOnlyList<ColumnPart> Parts);

/// <summary>Collects columns, each standardised over all clips: mean 0, variance 1. A column without any variance is left out.</summary>
internal sealed class DesignColumns(int rows)
{
    private const double LeastDeviation = 1e-6;

    /// <summary>The columns, in the order in which they came.</summary>
    public List<DesignColumn> Items { get; } = [];

    /// <summary>n.</summary>
    public int Rows => rows;

    /// <summary>Adds a column of one signal; the values are standardised in place.</summary>
    public void Add(string signal, string group, string name, float[] values) => Add(group, name, [new ColumnPart(signal, values)]);

    /// <summary>Adds a column that several signals make up together; the parts are scaled alike, in place.</summary>
    public void Add(string group, string name, IReadOnlyList<ColumnPart> parts)
    {
        double square = 0, mean = 0;
        for (var row = 0; row < rows; row++)
        {
            var sum = 0.0;
            foreach (var part in parts)
                sum += part.Values[row];
            mean += sum;
            square += sum * sum;
        }

        mean /= rows;
        var deviation = Math.Sqrt(Math.Max(0, (square / rows) - (mean * mean)));
        if (!(deviation > LeastDeviation * Math.Max(1, Math.Abs(mean))))
            return;
        foreach (var part in parts)
        {
            var own = 0.0;
            foreach (var value in part.Values)
                own += value;
            own /= rows;
            for (var row = 0; row < rows; row++)
                part.Values[row] = (float)((part.Values[row] - own) / deviation);
        }

        Items.Add(new DesignColumn(group, name, parts));
    }
}
