using System.Text;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Importing;

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
    private const long Several = -1;

    private readonly IdTable _names = new();
    private readonly List<int> _plainMentions = []; // by name, its mention without an id, or −1: those are most, and need no dictionary
    private readonly Dictionary<(int Name, int Imdb, int Tmdb), int> _mentions = [];
    private readonly List<(int Name, int Imdb, int Tmdb)> _order = [];

    /// <summary>Adds a mention.</summary>
    /// <returns>Its number, from 0; the same for the same name and ids; −1 when neither a name nor an id is there.</returns>
    public int Add(Credit credit)
    {
        var key = PersonName.Normalise(credit.Name);
        var name = key.Length == 0 ? -1 : _names.NumberOf(Encoding.UTF8.GetBytes(key));
        if (name == _plainMentions.Count)
            _plainMentions.Add(-1);
        var mention = (Name: name, Imdb: Math.Max(credit.Imdb, 0), Tmdb: Math.Max(credit.Tmdb, 0));
        if (mention is (-1, 0, 0))
            return -1;
        var isPlain = !credit.HasId;
        var number = isPlain ? _plainMentions[name] : _mentions.GetValueOrDefault(mention, -1);
        if (number >= 0)
            return number;
        number = _order.Count;
        _order.Add(mention);
        if (isPlain)
            _plainMentions[name] = number;
        else
            _mentions.Add(mention, number);
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

        var ownerOfName = new long[_plainMentions.Count];
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
            var person = ById(mention) is > 0 and var known ? known : ownerOfName[mention.Name];
            if (person <= 0)
                people[i] = i; // a name without an id is one mention
            else if (!firsts.TryGetValue(person, out people[i]))
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
