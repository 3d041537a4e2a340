using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Voting;

/// <summary>One rule of a labelling function: <c>when captions.strong &gt;= 5 and captions.words &gt; 100 then &gt;=R</c>.</summary>
/// <param name="Conditions">At least one; all must hold.</param>
/// <param name="Then">The levels that the rule speaks for; shapes the prior of its outcome, the model learns the rest.</param>
public sealed record Rule(ImmutableArray<Condition> Conditions, LevelSet Then)
{
    private static readonly (string Sign, Comparison Comparison)[] Signs =
    [
        (">=", Comparison.AtLeast), ("<=", Comparison.AtMost), ("==", Comparison.Equal), ("!=", Comparison.NotEqual),
        (">", Comparison.Above), ("<", Comparison.Below),
    ];

    /// <summary>Reads a rule.</summary>
    /// <param name="text"><c>when FEATURE OP NUMBER [and …] then LEVELSET</c>; a feature with odd characters stands in backticks.</param>
    /// <param name="taxonomy">Where level names come from.</param>
    /// <exception cref="FormatException">The text is no rule; the message says where.</exception>
    public static Rule Parse(string text, Taxonomy taxonomy)
    {
        var rest = text.AsSpan().Trim();
        if (!TakeWord(ref rest, "when"))
            throw new FormatException($"rule '{text}' does not start with 'when'; write: when FEATURE >= NUMBER then LEVEL");
        var conditions = ImmutableArray.CreateBuilder<Condition>();
        do
            conditions.Add(TakeCondition(ref rest, text));
        while (TakeWord(ref rest, "and"));
        if (!TakeWord(ref rest, "then"))
            throw new FormatException($"rule '{text}' has no 'then' after its conditions; write: when FEATURE >= NUMBER then LEVEL");
        return new Rule(conditions.ToImmutable(), LevelSet.Parse(rest, taxonomy));
    }

    /// <summary>Writes the rule in the form that <see cref="Parse"/> reads.</summary>
    public string Format(Taxonomy taxonomy) => $"when {string.Join(" and ", Conditions)} then {Then.Format(taxonomy)}";

    /// <summary>The conditions alone, for people.</summary>
    public string Describe() => string.Join(" and ", Conditions);

    /// <summary>By conditions and levels.</summary>
    public bool Equals(Rule? other) => other is not null && Then == other.Then && Conditions.AsSpan().SequenceEqual(other.Conditions.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Conditions.Aggregate(Then.GetHashCode(), HashCode.Combine);

    private static bool TakeWord(ref ReadOnlySpan<char> rest, string word)
    {
        rest = rest.TrimStart();
        if (!rest.StartsWith(word, StringComparison.OrdinalIgnoreCase) || rest.Length == word.Length || !char.IsWhiteSpace(rest[word.Length]))
            return false;
        rest = rest[(word.Length + 1)..];
        return true;
    }

    private static Condition TakeCondition(ref ReadOnlySpan<char> rest, string text)
    {
        var feature = TakeFeature(ref rest, text);
        rest = rest.TrimStart();
        foreach (var (sign, comparison) in Signs)
        {
            if (!rest.StartsWith(sign))
                continue;
            rest = rest[sign.Length..].TrimStart();
            var end = rest.IndexOfAny(" \t");
            var number = end < 0 ? rest : rest[..end];
            if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                throw new FormatException($"'{number}' in rule '{text}' is not a number");
            rest = rest[number.Length..];
            return new Condition(feature, comparison, value);
        }

        throw new FormatException($"no comparison after '{feature}' in rule '{text}'; use one of >= > <= < == !=");
    }

    private static string TakeFeature(ref ReadOnlySpan<char> rest, string text)
    {
        rest = rest.TrimStart();
        ReadOnlySpan<char> name;
        if (rest.StartsWith("`"))
        {
            var close = rest[1..].IndexOf('`');
            if (close < 0)
                throw new FormatException($"a backtick is not closed in rule '{text}'");
            name = rest.Slice(1, close);
            rest = rest[(close + 2)..];
        }
        else
        {
            var end = rest.IndexOfAny(" \t<>=!");
            name = end < 0 ? rest : rest[..end];
            rest = rest[name.Length..];
        }

        return FeatureName.IsValid(name)
            ? name.ToString()
            : throw new FormatException($"'{name}' in rule '{text}' is not a feature; features are written signal.feature, for example captions.strong");
    }
}
