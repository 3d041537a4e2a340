using System.Globalization;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Importing;

/// <summary>What decisions are written like in files. Faults are <see cref="FormatException"/>s without a place; who reads the file knows it.</summary>
internal static class DecisionText
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
    private static readonly string[] Roles = ["reviewer", "lead", Decision.Adjudicator];

    /// <summary>An answer: a level set of the taxonomy, else one of the words unsure, skip, flag and reopen.</summary>
    public static (DecisionKind Kind, LevelSet Levels) Answer(string text, Taxonomy taxonomy)
    {
        if (!taxonomy.TryParse(text, out _))
        {
            switch (text.Trim().ToLowerInvariant())
            {
                case "unsure":
                    return (DecisionKind.Unsure, default);
                case "skip":
                    return (DecisionKind.Skip, default);
                case "flag":
                    return (DecisionKind.Flag, default);
                case "reopen":
                    return (DecisionKind.Reopen, default);
                default:
                    break;
            }
        }

        try
        {
            return (DecisionKind.Level, LevelSet.Parse(text, taxonomy));
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{exception.Message}; or write unsure, skip or flag", exception);
        }
    }

    /// <summary>A time as ISO 8601; UTC when it states no offset.</summary>
    public static DateTimeOffset? Time(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return DateTimeOffset.TryParseExact(
            text.Replace(' ', 'T'), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw new FormatException($"'{text}' is not a time; write ISO 8601, for example 2026-01-31T18:05:00Z");
    }

    /// <summary>A kind of decision as our exports name it.</summary>
    public static DecisionKind Kind(string text) => text switch
    {
        "level" => DecisionKind.Level,
        "unsure" => DecisionKind.Unsure,
        "skip" => DecisionKind.Skip,
        "flag" => DecisionKind.Flag,
        "undo" => DecisionKind.Undo,
        "reopen" => DecisionKind.Reopen,
        _ => throw new FormatException($"kind '{text}' is none of level, unsure, skip, flag, undo, reopen"),
    };

    /// <summary>A role as our exports name it.</summary>
    public static string Role(string text) =>
        Roles.Contains(text, StringComparer.Ordinal) ? text : throw new FormatException($"role '{text}' is none of {string.Join(", ", Roles)}");

    /// <summary>Puts together what an export of ours says of one decision.</summary>
    public static ImportedDecision Own(long line, string id, string clip, string kind, string reviewer, string? at, string chosenBy, DecisionOrigin origin)
    {
        var what = Kind(kind);
        Role(origin.Role);
        if (id.Length == 0 || reviewer.Length == 0 || string.IsNullOrEmpty(at) || chosenBy.Length == 0)
            throw new FormatException("id, reviewer, at or chosen_by is empty; an export of decisions states all four");
        if (what == DecisionKind.Undo && origin.Undoes is null)
            throw new FormatException("an undo does not say which decision it takes back; fill in the id of that in 'undoes'");
        if (origin.InclusionProbability is <= 0 or > 1)
            throw new FormatException("an inclusion probability is above 0 and at most 1");
        if (origin.Posterior.Length > 0 && (origin.Posterior.Length != origin.Taxonomy.Count || origin.Posterior.Any(p => p is < 0 or > 1)))
            throw new FormatException($"a posterior holds one probability for each of the {origin.Taxonomy.Count} levels, or nothing");
        var levels = what == DecisionKind.Level ? LevelSet.Parse(origin.LevelText, origin.Taxonomy) : default;
        var text = what == DecisionKind.Level ? origin.LevelText : "";
        return new ImportedDecision(line, clip, what, levels, reviewer, Time(at), chosenBy, origin with { LevelText = text }) { Id = id };
    }
}
