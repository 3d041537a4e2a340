using System.Globalization;

namespace FusionScorer.Library.Importing;

/// <summary>Numbers in cells: decimal point, no thousands, finite.</summary>
internal static class CsvNumbers
{
    // Digits and powers of ten up to these are exact doubles, so that one division rounds as reading does (Clinger 1990).
    private const int ExactDigits = 15;
    private static readonly double[] Powers = [.. Enumerable.Range(0, ExactDigits + 1).Select(power => Math.Pow(10, power))];

    public static bool TryRead(ReadOnlySpan<byte> cell, out double number) => TryReadPlain(cell, out number) || TryReadAny(cell, out number);

    /// <summary>A few digits with or without a point, as most cells are.</summary>
    private static bool TryReadPlain(ReadOnlySpan<byte> cell, out double number)
    {
        number = 0;
        if (cell.Length is 0 or > ExactDigits || cell[0] == '.')
            return false;
        long digits = 0;
        var point = -1;
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] == '.' && point < 0)
                point = i;
            else if (cell[i] is >= (byte)'0' and <= (byte)'9')
                digits = (digits * 10) + (cell[i] - '0');
            else
                return false;
        }

        number = point < 0 ? digits : digits / Powers[cell.Length - 1 - point];
        return true;
    }

    private static bool TryReadAny(ReadOnlySpan<byte> cell, out double number) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>A number that a float can hold.</summary>
    public static bool TryReadFloat(ReadOnlySpan<byte> cell, out float number)
    {
        var read = TryRead(cell, out var wide);
        number = (float)wide;
        return read && float.IsFinite(number);
    }
}
