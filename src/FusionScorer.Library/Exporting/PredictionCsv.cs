using System.Globalization;

namespace FusionScorer.Library.Exporting;

/// <summary>Writes what <c>fuse --votes --out</c> predicts: row, clip_id if given, predicted, p0, p1 … Numbers read back exactly.</summary>
/// <remarks>Other programs join by clip_id, so ids are quoted but never altered.</remarks>
public static class PredictionCsv
{
    /// <summary>Writes all rows.</summary>
    /// <param name="to">Where to write; left open.</param>
    /// <param name="clipIds">One id a row, or null.</param>
    /// <param name="predicted">One class index a row.</param>
    /// <param name="probabilities">n × K, row by row.</param>
    /// <param name="classes">K.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Write(TextWriter to, IReadOnlyList<string>? clipIds, ReadOnlySpan<int> predicted, ReadOnlySpan<double> probabilities, int classes)
    {
        if (probabilities.Length != predicted.Length * classes || (clipIds is not null && clipIds.Count != predicted.Length))
            throw new ArgumentException($"{probabilities.Length} probabilities do not fit {predicted.Length} rows of {classes} classes", nameof(probabilities));
        to.Write(clipIds is null ? "row,predicted" : "row,clip_id,predicted");
        for (var k = 0; k < classes; k++)
            to.Write($",p{k}");
        to.Write('\n');
        Span<char> number = stackalloc char[40];
        for (var row = 0; row < predicted.Length; row++)
        {
            Number(to, row, number);
            if (clipIds is not null)
            {
                to.Write(',');
                to.Write(CsvCell.Quote(clipIds[row]));
            }

            to.Write(',');
            Number(to, predicted[row], number);
            foreach (var p in probabilities.Slice(row * classes, classes))
            {
                to.Write(',');
                Number(to, p, number);
            }

            to.Write('\n');
        }
    }

    private static void Number<T>(TextWriter to, T value, Span<char> buffer)
        where T : ISpanFormattable
    {
        if (value.TryFormat(buffer, out var length, default, CultureInfo.InvariantCulture))
            to.Write(buffer[..length]);
        else
            to.Write(value.ToString(null, CultureInfo.InvariantCulture));
    }
}
