using System.Runtime.InteropServices;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Records;

/// <summary>Tells which mentions are of one person. Ids win over names.</summary>
/// <remarks>
/// <list type="number">
/// <item>Mentions with the same IMDb id are one person, those with different ones are different people, whatever their names.</item>
/// <item>A mention with a TMDB id alone is the person whose mentions carry that TMDB id beside their IMDb id, if there is just one such person;
/// else the TMDB id is the person.</item>
/// <item>A mention without any id is the person whose mentions carry an id and this name (<see cref="PersonName.Normalise"/>), if there is just one
/// such person; else all mentions of this name without an id are one person.</item>
/// </list>
/// The order of the mentions changes the numbers only, never who is one person.
/// </remarks>
public sealed class PersonResolver
{
    private const long OfTmdb = 1L << 32;
    private const long OfName = 2L << 32;
    private const long Several = -1;

    private static readonly string[] Roles = [PersonRole.Director, PersonRole.Actor, PersonRole.Writer];

    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Name, int Imdb, int Tmdb), int> _mentions = [];
    private readonly List<(int Name, int Imdb, int Tmdb)> _order = [];

    /// <summary>Numbers people from 0 in the order of their first mention.</summary>
    /// <param name="clips">Each clip once, with what is known of it.</param>
    /// <returns>Links clip by clip as given; within a clip directors first, then actors, then writers, each person once a role.</returns>
    public static IReadOnlyList<PersonLink> Links(IEnumerable<(long ClipNo, ClipMetadata Metadata)> clips)
    {
        var resolver = new PersonResolver();
        var links = new List<(long Clip, int Role, int Mention)>();
        var mentions = new Dictionary<Credit, int>(); // most are written as before, and looking that up is cheaper than normalising
        foreach (var (clip, metadata) in clips)
        {
            Add(clip, 0, metadata.Directors.AsSpan());
            Add(clip, 1, metadata.Cast.AsSpan());
            Add(clip, 2, metadata.Writers.AsSpan());
        }

        var people = resolver.Resolve();
        var numbers = new int[people.Length];
        var count = 0;
        for (var mention = 0; mention < people.Length; mention++)
            numbers[mention] = people[mention] == mention ? count++ : numbers[people[mention]];

        // By role and person, the link that named both last.
        var last = new int[Roles.Length * count];
        Array.Fill(last, -1);
        var numbered = new List<PersonLink>(links.Count);
        for (var i = 0; i < links.Count; i++)
        {
            var (clip, role, mention) = links[i];
            ref var before = ref last[(role * count) + numbers[mention]];
            if (before < 0 || links[before].Clip != clip)
                numbered.Add(new PersonLink(clip, numbers[mention], Roles[role]));
            before = i;
        }

        return numbered;

        void Add(long clip, int role, ReadOnlySpan<Credit> credits)
        {
            foreach (var credit in credits)
            {
                ref var mention = ref CollectionsMarshal.GetValueRefOrAddDefault(mentions, credit, out var known);
                if (!known)
                    mention = resolver.Add(credit);
                if (mention >= 0)
                    links.Add((clip, role, mention));
            }
        }
    }

    /// <summary>Adds a mention.</summary>
    /// <returns>Its number, from 0; the same for the same name and ids; −1 when neither a name nor an id is there.</returns>
    public int Add(Credit credit)
    {
        var key = PersonName.Normalise(credit.Name);
        var name = -1;
        if (key.Length > 0 && !_names.TryGetValue(key, out name))
            _names.Add(key, name = _names.Count);
        var mention = (name, Math.Max(credit.Imdb, 0), Math.Max(credit.Tmdb, 0));
        if (mention is (-1, 0, 0))
            return -1;
        if (!_mentions.TryGetValue(mention, out var number))
        {
            _mentions.Add(mention, number = _order.Count);
            _order.Add(mention);
        }

        return number;
    }

    /// <summary>Tells who is one person.</summary>
    /// <returns>By mention, the number of the first mention of the same person.</returns>
    public int[] Resolve()
    {
        var imdbOfTmdb = new Dictionary<int, long>();
        foreach (var (_, imdb, tmdb) in _order)
        {
            if (imdb > 0 && tmdb > 0 && !imdbOfTmdb.TryAdd(tmdb, imdb) && imdbOfTmdb[tmdb] != imdb)
                imdbOfTmdb[tmdb] = Several;
        }

        var ownerOfName = new long[_names.Count];
        foreach (var mention in _order)
        {
            if (mention.Name < 0 || ById(mention) is not (> 0 and var owner))
                continue;
            ref var known = ref ownerOfName[mention.Name];
            known = known == 0 || known == owner ? owner : Several;
        }

        var firsts = new Dictionary<long, int>();
        var people = new int[_order.Count];
        for (var i = 0; i < people.Length; i++)
        {
            var mention = _order[i];
            var person = ById(mention);
            if (person == 0)
                person = ownerOfName[mention.Name] > 0 ? ownerOfName[mention.Name] : OfName + mention.Name;
            if (!firsts.TryGetValue(person, out people[i]))
                firsts.Add(person, people[i] = i);
        }

        return people;

        long ById((int Name, int Imdb, int Tmdb) mention) =>
            mention.Imdb > 0 ? mention.Imdb
            : mention.Tmdb == 0 ? 0
            : imdbOfTmdb.TryGetValue(mention.Tmdb, out var imdb) && imdb > 0 ? imdb
            : OfTmdb + mention.Tmdb;
    }
}
