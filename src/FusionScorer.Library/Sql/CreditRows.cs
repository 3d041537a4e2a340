using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

/// <summary>Credits of clips that are present, and who is one person among them.</summary>
/// <remarks>
/// Told anew at each reading, from the mentions in use alone: so the order in which clips came does not matter, and neither does what former metadata
/// said. A person's number is the lowest row number of the mentions in use.
/// </remarks>
internal static class CreditRows
{
    public const int Director = 0;
    public const int Actor = 1;
    public const int Writer = 2;

    /// <summary>Links ordered by clip, role and person; each person once a clip and role.</summary>
    public static List<PersonLink> Links(SqlConnection connection)
    {
        var links = new List<PersonLink>();
        Read(connection, links.Add);
        return links;
    }

    /// <summary>The same one by one.</summary>
    public static void Read(SqlConnection connection, Action<PersonLink> take)
    {
        var rows = Rows(connection);
        var people = People(connection, rows);
        var some = new List<int>();
        for (var start = 0; start < rows.Count;)
        {
            var (clip, role, _) = rows[start];
            var end = start;
            while (end < rows.Count && rows[end].Clip == clip && rows[end].Role == role)
                end++;
            some.Clear();
            for (; start < end; start++)
            {
                if (people[rows[start].Mention] is > 0 and var person)
                    some.Add(person);
            }

            some.Sort();
            for (var i = 0; i < some.Count; i++)
            {
                if (i == 0 || some[i] != some[i - 1])
                    take(new PersonLink(clip, some[i], RoleName(role)));
            }
        }
    }

    /// <summary>How the people are written who are written in more than one way, and how often; by person, most frequent first.</summary>
    public static List<PersonSpelling> Spellings(SqlConnection connection, int most)
    {
        var rows = Rows(connection);
        var people = People(connection, rows);
        var credits = new int[people.Length];
        foreach (var (_, _, mention) in rows)
            credits[mention]++;
        var persons = Enumerable.Range(0, people.Length).Where(mention => people[mention] > 0).GroupBy(mention => people[mention])
            .Where(person => person.Skip(1).Any());
        using var name = connection.Prepare("SELECT name FROM mention WHERE id = $1", 1);
        return
        [
            .. persons
                .Select(person => Of(person.Key, person))
                .Where(spellings => spellings.Count > 1)
                .OrderByDescending(spellings => spellings.Sum(spelling => (long)spelling.Count)).ThenBy(spellings => spellings[0].Person)
                .Take(most)
                .SelectMany(spellings => spellings),
        ];

        // The same name may stand in several mentions, with an id and without.
        List<PersonSpelling> Of(int person, IEnumerable<int> mentions) =>
        [
            .. mentions.GroupBy(mention => (string)name.Scalar(mention)!, mention => credits[mention], StringComparer.Ordinal)
                .Select(spelling => new PersonSpelling(person, spelling.Key, spelling.Sum()))
                .OrderByDescending(spelling => spelling.Count).ThenBy(spelling => spelling.Name, StringComparer.Ordinal),
        ];
    }

    private static List<(long Clip, int Role, int Mention)> Rows(SqlConnection connection)
    {
        var gone = ClipRows.Gone(connection);
        var rows = new List<(long Clip, int Role, int Mention)>();
        using var command = connection.Prepare("SELECT clip_no, role, mention FROM credit ORDER BY clip_no, role, mention", 0);
        using var reader = command.Query();
        while (reader.Read())
        {
            var clip = reader.Whole(0);
            if (!gone.Contains(clip))
                rows.Add((clip, reader.Small(1), reader.Small(2)));
        }

        return rows;
    }

    // By mention, its person; 0 for mentions not in use and for those of nobody. Rows are numbered from 1.
    private static int[] People(SqlConnection connection, List<(long Clip, int Role, int Mention)> rows)
    {
        var people = new int[rows.Count == 0 ? 1 : rows.Max(row => row.Mention) + 1];
        foreach (var (_, _, mention) in rows)
            people[mention] = -1;
        var resolver = new PersonResolver();
        var mentions = new List<(int Row, int Number)>();
        var firstRows = new List<int>();
        using var command = connection.Prepare("SELECT id, name, imdb, tmdb FROM mention ORDER BY id", 0);
        using var reader = command.Query();
        while (reader.Read())
        {
            var row = reader.Small(0);
            if (row >= people.Length || people[row] == 0)
                continue;
            people[row] = 0;
            if (resolver.Add(new Credit(reader.String(1), reader.Small(2), reader.Small(3))) is not (>= 0 and var number))
                continue;
            mentions.Add((row, number));
            if (number == firstRows.Count)
                firstRows.Add(row);
        }

        var firsts = resolver.Resolve();
        foreach (var (row, number) in mentions)
            people[row] = firstRows[firsts[number]];
        return people;
    }

    private static string RoleName(int role) => role switch
    {
        Director => PersonRole.Director,
        Actor => PersonRole.Actor,
        _ => PersonRole.Writer,
    };
}
