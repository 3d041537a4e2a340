using System.Text;
using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Sql;

namespace FusionScorer.Library.Checking;

/// <summary>Blobs against the rows that say how long they are, and probabilities that must add up to 1.</summary>
internal static class VectorChecks
{
    // Probabilities of decisions come through the review app, which may round them.
    private const float ResultTolerance = 1e-3f;
    private const float DecisionTolerance = 2e-2f;

    /// <summary>What is wrong.</summary>
    public static IEnumerable<CheckFinding> Of(CheckedDatabase database) => [.. Features(database), .. Results(database), .. Decisions(database)];

    private static IEnumerable<CheckFinding> Features(CheckedDatabase database)
    {
        var sizes = new Dictionary<long, int>();
        database.Each("SELECT id, names FROM feature_set", row => sizes[row.Whole(0)] = Names(row.String(1)));
        var wrong = new Tally();
        database.Each("SELECT feature_set, length(features), count(*), min(clip_no) FROM reading WHERE feature_set IS NOT NULL OR features IS NOT NULL GROUP BY 1, 2", row =>
        {
            // A set that is not there is told among the links.
            var expected = row.IsNull(0) ? 0 : sizes.TryGetValue(row.Whole(0), out var names) ? names * sizeof(float) : default(long?);
            if (expected is { } bytes && bytes != (row.WholeOrNull(1) ?? 0))
                wrong.Add(row.Whole(2), row.Whole(3));
        });
        return wrong.Finding("vectors", "readings whose features are not as many as their set names", "clip", "run fusion extract --force, or import the data set again");
    }

    // While results are being saved under another policy there is no saved run, and nothing to compare with.
    private static IEnumerable<CheckFinding> Results(CheckedDatabase database)
    {
        if (database.Connection.Scalar("SELECT policy_hash FROM fusion_run WHERE state = 1 ORDER BY id DESC LIMIT 1") is not string hash)
            return [];
        if (database.Connection.Scalar("SELECT text FROM policy WHERE hash = $1", hash) is not string text)
            return [new CheckFinding("vectors", "the policy of the fused results is not there", 1, hash[..Math.Min(8, hash.Length)], "run fusion fuse")];
        Policy policy;
        try
        {
            policy = PolicyReader.Parse("policy", text);
        }
        catch (BadInputException)
        {
            return []; // told among the policies
        }

        var levels = policy.Taxonomy.Levels.Length;
        var size = levels * sizeof(float);
        var lengths = new Tally();
        lengths.Ask(database,
            $"SELECT count(*), min(clip_no) FROM fused WHERE coalesce(length(posterior), 0) <> {size} OR coalesce(length(label_model), 0) <> {size} OR coalesce(length(votes), 0) <> {policy.Functions.Length} OR level < 0 OR level >= {levels}");

        var sums = new Tally();
        foreach (var column in (string[])["posterior", "label_model"])
            database.Each($"SELECT clip_no, {column} FROM fused", row => sums.AddUnlessOne(row, ResultTolerance));
        return
        [
            .. lengths.Finding("vectors", "fused results whose levels or votes are not those of their policy", "clip", "run fusion fuse"),
            .. sums.Finding("vectors", "fused results whose probabilities do not add up to 1", "clip", "run fusion fuse"),
        ];
    }

    private static IEnumerable<CheckFinding> Decisions(CheckedDatabase database)
    {
        var lengths = new Tally();
        lengths.Ask(database,
            "SELECT count(*), min(seq) FROM decision WHERE length(posterior) <> 4 * (1 + length(taxonomy) - length(replace(taxonomy, '|', '')))");

        var sums = new Tally();
        database.Each("SELECT seq, posterior FROM decision WHERE posterior IS NOT NULL", row => sums.AddUnlessOne(row, DecisionTolerance));
        const string Mend = "restore the database from a backup; the levels decided still count";
        return
        [
            .. lengths.Finding("vectors", "decisions whose posterior has not the levels of their taxonomy", "decision", Mend),
            .. sums.Finding("vectors", "decisions whose posterior does not add up to 1", "decision", Mend),
        ];
    }

    private static int Names(string json)
    {
        try
        {
            return TextList.FromJson(Encoding.UTF8.GetBytes(json)).Length;
        }
        catch (System.Text.Json.JsonException)
        {
            return -2;
        }
    }

    /// <summary>How many, and the first.</summary>
    private sealed class Tally
    {
        private long _count;
        private long? _first;

        public void Add(long count, long example)
        {
            _count += count;
            _first ??= example;
        }

        public void Ask(CheckedDatabase database, string sql) => database.Each(sql, row =>
        {
            if (row.Whole(0) > 0)
                Add(row.Whole(0), row.Whole(1));
        });

        /// <summary>Counts a row unless its probabilities add up to 1.</summary>
        /// <param name="row">A number that names it, and probabilities.</param>
        /// <param name="tolerance">How far from 1 their sum may be.</param>
        public void AddUnlessOne(SqlRow row, float tolerance)
        {
            var probabilities = row.FloatSpan(1);
            var sum = 0f;
            foreach (var probability in probabilities)
                sum += probability >= 0 ? probability : float.NaN;
            if (probabilities.Length > 0 && !(MathF.Abs(sum - 1) <= tolerance))
                Add(1, row.Whole(0));
        }

        public IEnumerable<CheckFinding> Finding(string area, string what, string unit, string mend) =>
            _count == 0 ? [] : [new CheckFinding(area, what, _count, $"{unit} {_first}", mend)];
    }
}
