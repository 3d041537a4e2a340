namespace FusionScorer.Core.Voting;

/// <summary>The cells of a label matrix: 0 = missing, 1 = silent, 2 + r = rule (or distinct vote) r fired.</summary>
public static class Outcome
{
    /// <summary>Not extracted, failed, no model or unsupported: contributes nothing.</summary>
    public const byte Missing = 0;

    /// <summary>The signal was read and no rule fired: informs like any outcome.</summary>
    public const byte Silent = 1;

    /// <summary>The outcome of the first rule.</summary>
    public const byte FirstRule = 2;

    /// <summary>The largest number of rules, or distinct votes, of one function.</summary>
    public const int MaxRules = 250;

    /// <summary>The outcome of rule <paramref name="rule"/> (from 0).</summary>
    public static byte OfRule(int rule) => checked((byte)(FirstRule + rule));

    /// <summary>The rule (from 0) that an outcome stands for; negative for silent and missing.</summary>
    public static int RuleOf(byte outcome) => outcome - FirstRule;
}
