using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FusionScorer.Core.Levels;

namespace FusionScorer.Library.Importing;

/// <summary>Reads the cells of a label matrix: a class name, else a class index, else a level set over either.</summary>
/// <remarks>The number of classes is only known at the end, so <c>&gt;=L</c> keeps every bit above L until then.</remarks>
internal sealed class VoteSyntax(ImmutableArray<string>? names)
{
    private int _largest = -1;

    /// <summary>The number of classes: that of the names, or more when a larger index was read (several matrices may share a classes.json).</summary>
    public int Classes => Math.Max(names?.Length ?? 0, _largest + 1);

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">The cell without blanks around it.</param>
    /// <param name="set">The classes that it names; empty for no vote.</param>
    /// <returns>What is wrong, or null.</returns>
    public string? Read(ReadOnlySpan<byte> cell, out LevelSet set)
    {
        set = default;
        if (cell.IsEmpty)
            return null;
        var text = Encoding.UTF8.GetString(cell);
        if (FindName(text, out var level))
        {
            set = LevelSet.Single(level);
            return null;
        }

        return IsNoVote(cell) ? null : ReadSet(text, out set);
    }

    private static bool IsNoVote(ReadOnlySpan<byte> cell) =>
        Utf8Parser.TryParse(cell, out double number, out var used) && used == cell.Length && number == -1;

    private string? ReadSet(string text, out LevelSet set)
    {
        set = default;
        if (text.StartsWith(">=", StringComparison.Ordinal))
        {
            if (Level(text[2..], text, out var lowest) is { } fault)
                return fault;
            set = LevelSet.FromBits(uint.MaxValue << lowest);
            return null;
        }

        if (text.StartsWith("<=", StringComparison.Ordinal))
        {
            if (Level(text[2..], text, out var highest) is { } fault)
                return fault;
            set = LevelSet.Range(0, highest);
            return null;
        }

        var dots = text.IndexOf("..", StringComparison.Ordinal);
        return dots >= 0 ? ReadRange(text, dots, out set) : ReadList(text, out set);
    }

    private string? ReadRange(string text, int dots, out LevelSet set)
    {
        set = default;
        if (Level(text[..dots], text, out var low) is { } lowFault)
            return lowFault;
        if (Level(text[(dots + 2)..], text, out var high) is { } highFault)
            return highFault;
        if (low > high)
            return $"range '{text}' runs downwards; write the lower class first";
        set = LevelSet.Range(low, high);
        return null;
    }

    private string? ReadList(string text, out LevelSet set)
    {
        set = default;
        var bits = 0u;
        foreach (var part in text.Split('|'))
        {
            if (Level(part, text, out var level) is { } fault)
                return fault;
            bits |= 1u << level;
        }

        set = LevelSet.FromBits(bits);
        return null;
    }

    private string? Level(string part, string text, out int level)
    {
        part = part.Trim();
        if (FindName(part, out level))
            return null;
        if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsInteger(number) || number < 0)
        {
            var known = names is { } list ? $"the classes are {string.Join(", ", list)}" : $"there is no {ClassNames.FileName} beside the file";
            var where = part == text ? $"'{text}'" : $"'{part}' in '{text}'";
            return $"{where} is no vote: neither a class name ({known}) nor a class index, a level set (>=c, <=c, a..b, a|b) or -1";
        }

        if (number >= Taxonomy.MaxLevels)
            return $"class index {part} is too large; at most {Taxonomy.MaxLevels} classes are supported";

        level = (int)number;
        _largest = Math.Max(_largest, level);
        return null;
    }

    private bool FindName(string text, out int level)
    {
        level = names is { } list ? list.IndexOf(text) : -1;
        return level >= 0;
    }
}
