using System.Globalization;

namespace FusionScorer.Library.Importing;

/// <summary>Numbers in cells: decimal point, no thousands, finite.</summary>
internal static class CsvNumbers
{
    public static bool TryRead(ReadOnlySpan<byte> cell, out double number) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>A number that a float can hold.</summary>
    public static bool TryReadFloat(ReadOnlySpan<byte> cell, out float number)
    {
        var read = TryRead(cell, out var wide);
        number = (float)wide;
        return read && float.IsFinite(number);
    }
}
