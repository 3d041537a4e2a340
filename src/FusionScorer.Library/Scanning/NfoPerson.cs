using System.Xml;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Scanning;

/// <summary>A person whom an NFO is just naming. Kodi writes a name alone; other programs add ids, as elements of an actor and as attributes elsewhere.</summary>
internal sealed class NfoPerson
{
    public string Name { get; private set; } = "";

    /// <summary>What an actor's <c>type</c> says: Emby and Jellyfin write <c>Actor</c>, <c>GuestStar</c>, <c>Director</c> and others.</summary>
    public string? Type { get; private set; }

    public int Imdb { get; private set; }

    public int Tmdb { get; private set; }

    /// <summary>Whether a field names people.</summary>
    public static bool IsIn(string field) => field is "actor" or "director" or "credits" or "writer";

    /// <summary>What the attributes of the element say.</summary>
    public static NfoPerson Of(XmlReader element)
    {
        var person = new NfoPerson();
        person.Add("imdbid", element.GetAttribute("imdbid") ?? "");
        person.Add("tmdbid", element.GetAttribute("tmdbid") ?? "");
        return person;
    }

    /// <summary>Takes what a part of the element says; the first value counts.</summary>
    public void Add(string part, string value)
    {
        switch (part)
        {
            case "name" when Name.Length == 0:
                Name = value;
                break;
            case "type":
                Type ??= value.Trim();
                break;
            case "imdbid" when Imdb == 0:
                Imdb = CreditText.Imdb(value);
                break;
            case "tmdbid" when Tmdb == 0:
                Tmdb = CreditText.Tmdb(value);
                break;
            case "profile" when value.Contains("imdb.com/name/", StringComparison.OrdinalIgnoreCase):
                Add("imdbid", value);
                break;
            case "profile" when value.Contains("themoviedb.org/person/", StringComparison.OrdinalIgnoreCase):
                Add("tmdbid", value);
                break;
            default:
                break;
        }
    }
}
