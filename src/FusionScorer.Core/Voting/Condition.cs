using System.Globalization;

namespace FusionScorer.Core.Voting;

/// <summary>How a feature is compared with a number.</summary>
public enum Comparison
{
    /// <summary>&gt;=</summary>
    AtLeast,

    /// <summary>&gt;</summary>
    Above,

    /// <summary>&lt;=</summary>
    AtMost,

    /// <summary>&lt;</summary>
    Below,

    /// <summary>==</summary>
    Equal,

    /// <summary>!=</summary>
    NotEqual,
}

/// <summary>One comparison of a rule: <c>captions.strong &gt;= 5</c>.</summary>
/// <param name="Feature">The full feature name.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Value">The number on the right.</param>
public sealed record Condition(string Feature, Comparison Operator, double Value)
{
    /// <summary>The operator as it is written: <c>&gt;=</c>.</summary>
    public string Sign => SignOf(Operator);

    /// <summary>Whether the comparison holds; never for a missing value (NaN).</summary>
    public bool Holds(float value) => !float.IsNaN(value) && Operator switch
    {
        Comparison.AtLeast => value >= (float)Value,
        Comparison.Above => value > (float)Value,
        Comparison.AtMost => value <= (float)Value,
        Comparison.Below => value < (float)Value,
        Comparison.Equal => value == (float)Value,
        _ => value != (float)Value,
    };

    /// <inheritdoc/>
    public override string ToString()
    {
        var plain = Feature.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '[' or ']');
        return $"{(plain ? Feature : $"`{Feature}`")} {Sign} {Value.ToString("R", CultureInfo.InvariantCulture)}";
    }

    private static string SignOf(Comparison comparison) => comparison switch
    {
        Comparison.AtLeast => ">=",
        Comparison.Above => ">",
        Comparison.AtMost => "<=",
        Comparison.Below => "<",
        Comparison.Equal => "==",
        _ => "!=",
    };
}
