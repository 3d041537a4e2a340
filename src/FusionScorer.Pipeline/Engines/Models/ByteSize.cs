using System.Globalization;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>Sizes as a person reads them.</summary>
public static class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Writes a number of bytes with at most one decimal: <c>74.1 MiB</c>.</summary>
    public static string Text(long bytes)
    {
        var unit = 0;
        double value = bytes;
        for (; value >= 1023.95 && unit < Units.Length - 1; unit++)
            value /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Units[unit]}");
    }
}
