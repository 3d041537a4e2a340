using FusionScorer.Core;
using FusionScorer.Library.Policies;

namespace FusionScorer.Library.Checking;

/// <summary>The log of decisions, and policies against their hashes.</summary>
internal static class LogChecks
{
    private const string Restore = "restore the database from a backup";

    // PostgreSQL leaves numbers out when a transaction fails.
    private static readonly CheckQuery Gaps = new(
        "decisions",
        "numbers that are missing in the log of decisions",
        "SELECT coalesce(max(seq), 0) - count(*), CAST(count(*) AS TEXT) || ' of ' || CAST(max(seq) AS TEXT) FROM decision",
        "compare with a backup; nothing is wrong if the project once lay on PostgreSQL, which leaves numbers out",
        IsFault: false);

    private static readonly CheckQuery[] Usual =
    [
        new(
            "decisions",
            "decisions that are there twice",
            "SELECT count(*), min(id) FROM (SELECT id FROM decision GROUP BY id HAVING count(*) > 1) twice",
            Restore),
        new(
            "decisions",
            "decisions that take back one that is not there",
            "SELECT count(*), min(id) FROM decision WHERE undoes IS NOT NULL AND undoes NOT IN (SELECT id FROM decision)",
            "restore the database from a backup, or import the decisions that were left out"),
        new(
            "decisions",
            "decisions of an unknown kind, or without a level where they must have one",
            "SELECT count(*), min(id) FROM decision WHERE kind NOT BETWEEN 0 AND 5 OR (kind = 0 AND levels = '') OR (kind = 4 AND undoes IS NULL)",
            Restore),
        new(
            "decisions",
            "decisions under a policy that is not there",
            "SELECT count(*), min(id) FROM decision WHERE policy_hash NOT IN (SELECT hash FROM policy)",
            "nothing to do if they were imported from elsewhere; else restore the database from a backup",
            IsFault: false),
    ];

    /// <summary>Questions in SQL.</summary>
    public static IEnumerable<CheckQuery> Queries(bool isFile) => isFile ? [.. Usual, Gaps] : Usual;

    /// <summary>What is wrong with policies.</summary>
    public static IEnumerable<CheckFinding> Policies(CheckedDatabase database)
    {
        var texts = database.Connection.Rows("SELECT hash, text FROM policy ORDER BY no", row => (Hash: row.String(0), Text: row.String(1)));
        var forged = texts.Where(policy => PolicyText.HashOf(policy.Text) != policy.Hash).Select(policy => policy.Hash).ToList();
        if (forged.Count > 0)
            yield return new CheckFinding("policies", "policies whose hash is not that of their text", forged.Count, Short(forged[0]), Restore);
        if (database.Connection.Scalar("SELECT hash FROM active_policy") is not string active)
        {
            yield return new CheckFinding("policies", "no policy is active", 1, Example: null, "any other command activates the one of fusion.yaml, for example fusion progress");
            yield break;
        }

        // That it is not there at all is told among the links.
        if (texts.Find(policy => policy.Hash == active).Text is { } text && Fault(text) is { } fault)
            yield return new CheckFinding("policies", "the active policy cannot be read", 1, fault, "run fusion policy use with one that fusion policy log names");
    }

    private static string? Fault(string text)
    {
        try
        {
            PolicyReader.Parse("policy", text);
            return null;
        }
        catch (BadInputException fault)
        {
            return fault.Message;
        }
    }

    private static string Short(string hash) => hash[..Math.Min(8, hash.Length)];
}
