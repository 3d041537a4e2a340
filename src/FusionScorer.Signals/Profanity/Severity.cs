namespace FusionScorer.Signals.Profanity;

/// <summary>What kind of profanity a word is. Each kind is counted by itself.</summary>
public enum Severity
{
    /// <summary>Damn, hell, crap.</summary>
    Mild,

    /// <summary>Shit, bitch, bastard.</summary>
    Moderate,

    /// <summary>Fuck and what is made of it.</summary>
    Strong,

    /// <summary>A word against a group of people.</summary>
    Slur,

    /// <summary>A sexual word, coarse or plain.</summary>
    Sexual,
}

/// <summary>Names and scores of severities.</summary>
public static class SeverityExtensions
{
    /// <summary>All severities, in order.</summary>
    public static readonly IReadOnlyList<Severity> All = Enum.GetValues<Severity>();

    /// <summary>The name in features, evidence and lexicon files: <c>mild</c>, <c>moderate</c>, …</summary>
    public static string Name(this Severity severity) => severity switch
    {
        Severity.Mild => "mild",
        Severity.Moderate => "moderate",
        Severity.Strong => "strong",
        Severity.Slur => "slur",
        _ => "sexual",
    };

    /// <summary>The score of a piece of evidence, 0 to 1.</summary>
    public static double Score(this Severity severity) => severity switch
    {
        Severity.Mild => 0.25,
        Severity.Moderate => 0.5,
        Severity.Strong => 0.8,
        Severity.Slur => 0.9,
        _ => 0.6,
    };
}
