using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;

namespace FusionScorer.Library.Policies;

/// <summary>Reads the labelling functions of a policy.</summary>
internal static class FunctionReader
{
    public static ImmutableArray<LabellingFunction> Read(SettingReader reader, Setting setting, Taxonomy taxonomy)
    {
        var map = reader.AnyMap(setting, "functions");
        if (map.Entries.Count == 0)
            throw reader.At(setting.Line, "functions is empty; name at least one function with its signal and rules");
        var functions = ImmutableArray.CreateBuilder<LabellingFunction>(map.Entries.Count);
        foreach (var (name, line, value) in map.Entries)
            functions.Add(ReadFunction(reader, name, line, value, taxonomy));
        return functions.MoveToImmutable();
    }

    /// <summary>Whether a name may be a signal's: the part of a feature before its first dot.</summary>
    public static bool IsSignal(string name) => name.Trim().Length > 0 && name.Trim().Length == name.Length && !name.Any(c => c is '.' or '`' || char.IsControl(c));

    private static LabellingFunction ReadFunction(SettingReader reader, string name, int line, Setting setting, Taxonomy taxonomy)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
            throw reader.At(line, "a function has no name, or one with control characters; name it, such as captions-profanity");
        var map = reader.Map(setting, $"function {name}", "signal", "rules");
        if (map["signal"] is not { } signalSetting)
            throw reader.At(line, $"function {name} has no signal; add 'signal: captions' or another");
        var signal = reader.Text(signalSetting, $"the signal of {name}");
        if (!IsSignal(signal))
            throw reader.At(signalSetting.Line, $"'{signal}' is not the name of a signal; names hold no dots, backticks or control characters");
        if (signal == SignalNames.Metadata)
            throw reader.At(signalSetting.Line, $"function {name} belongs to {SignalNames.Metadata}, which gives features but no vote; name another signal");
        if (map["rules"] is not ListSetting { Items.Count: > 0 and <= Outcome.MaxRules } rules)
            throw reader.At(map["rules"]?.Line ?? line, $"function {name} needs a list of 1 to {Outcome.MaxRules} rules; write '- when FEATURE >= NUMBER then LEVEL'");
        return new LabellingFunction(name, signal, [.. rules.Items.Select(rule => ReadRule(reader, name, signal, rule, taxonomy))]);
    }

    private static Rule ReadRule(SettingReader reader, string name, string signal, Setting setting, Taxonomy taxonomy)
    {
        Rule rule;
        try
        {
            rule = Rule.Parse(reader.Text(setting, $"a rule of {name}"), taxonomy);
        }
        catch (FormatException exception)
        {
            throw reader.At(setting.Line, exception.Message);
        }

        foreach (var condition in rule.Conditions)
        {
            var other = FeatureName.SignalOf(condition.Feature);
            if (!other.SequenceEqual(signal) && !other.SequenceEqual(SignalNames.Metadata))
                throw reader.At(setting.Line, $"'{condition.Feature}' belongs to another signal than function {name} ({signal}); put the rule into a function of signal {other}");
        }

        return rule;
    }
}
