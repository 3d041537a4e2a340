using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Library.Importing;

namespace FusionScorer.Library.Policies;

/// <summary>Typed access to settings; every fault is one line that names file, line and mend.</summary>
/// <param name="file">How to name the file.</param>
internal sealed class SettingReader(string file)
{
    /// <summary>A fault on a line.</summary>
    public BadInputException At(int line, string message) => new(file, line, OneLine.Of(message));

    /// <summary>A map that holds known keys only; an absent or empty value is an empty map.</summary>
    public MapSetting Map(Setting? setting, string name, params ReadOnlySpan<string> keys)
    {
        var map = AnyMap(setting, name);
        string[] known = [.. keys];
        foreach (var (key, line, _) in map.Entries)
        {
            if (known.Contains(key))
                continue;
            var hint = NearestName.To(key, known) is { } near ? $"; did you mean '{near}'?" : "";
            throw At(line, $"unknown key '{key}'{(name.Length > 0 ? $" in {name}" : "")}{hint} (keys here are {string.Join(", ", known)})");
        }

        return map;
    }

    /// <summary>A map with free keys; an absent or empty value is an empty map.</summary>
    public MapSetting AnyMap(Setting? setting, string name) => setting switch
    {
        null or TextSetting { IsNothing: true } => new MapSetting(setting?.Line ?? 0, []),
        MapSetting map => map,
        _ => throw At(setting.Line, $"{name} is {setting.Kind}; write keys with values under it"),
    };

    /// <summary>Text that is not empty.</summary>
    public string Text(Setting setting, string name) => setting is TextSetting { IsNothing: false } text && !string.IsNullOrWhiteSpace(text.Value)
        ? text.Value
        : throw At(setting.Line, $"{name} is {setting.Kind}; write one value");

    /// <summary>A list of texts; an absent or empty value is an empty list.</summary>
    public List<(string Value, int Line)> Texts(Setting? setting, string name) => setting switch
    {
        null or TextSetting { IsNothing: true } => [],
        ListSetting list => [.. list.Items.Select(item => (Text(item, $"an item of {name}"), item.Line))],
        _ => throw At(setting.Line, $"{name} is {setting.Kind}; write a list, such as [a, b]"),
    };

    /// <summary>A number within limits, or the default where there is none.</summary>
    public double Number(Setting? setting, string name, double otherwise, double min, double max)
    {
        if (setting is null)
            return otherwise;
        var text = Text(setting, name);
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            throw At(setting.Line, $"{name} '{text}' is not a number");
        if (number < min || number > max)
            throw At(setting.Line, $"{name} {text} is outside {(double.IsPositiveInfinity(max) ? $"[{min}, ∞)" : $"[{min}, {max}]")}");
        return number;
    }

    /// <summary>A whole number within limits, or the default where there is none.</summary>
    public int Whole(Setting? setting, string name, int otherwise, int min, int max)
    {
        var number = Number(setting, name, otherwise, min, max);
        return double.IsInteger(number) ? (int)number : throw At(setting!.Line, $"{name} {number} is not a whole number");
    }

    /// <summary><c>true</c> or <c>false</c>, or the default where there is none.</summary>
    public bool Flag(Setting? setting, string name, bool otherwise) => setting is null
        ? otherwise
        : Text(setting, name) switch
        {
            "true" or "True" or "yes" => true,
            "false" or "False" or "no" => false,
            var text => throw At(setting.Line, $"{name} '{text}' is neither true nor false"),
        };

    /// <summary>One of some words.</summary>
    public string OneOf(Setting setting, string name, IReadOnlyCollection<string> words)
    {
        var text = Text(setting, name);
        if (words.Contains(text))
            return text;
        var hint = NearestName.To(text, words) is { } near ? $"; did you mean '{near}'?" : "";
        throw At(setting.Line, $"unknown {name} '{text}'{hint} (known are {string.Join(", ", words)})");
    }
}
