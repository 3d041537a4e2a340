using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Scanning;

/// <summary>Collects the fields of an NFO; the first value of a single field counts.</summary>
internal sealed class NfoFields
{
    private const int MaxTextLength = 500;
    private const int MaxListLength = 200;

    private readonly List<string> _genres = [];
    private readonly List<Credit> _directors = [];
    private readonly List<Credit> _cast = [];
    private readonly List<Credit> _writers = [];
    private string? _title;
    private int? _year;
    private int? _yearOfPremiere;
    private double? _minutes;
    private string? _imdbId;
    private string? _otherId;
    private string? _rating;

    public void Add(string field, string? type, string value)
    {
        value = Clean(value);
        if (value.Length == 0)
            return;
        switch (field)
        {
            case "title":
                _title ??= value;
                break;
            case "year":
                _year ??= Year(value);
                break;
            case "premiered" or "releasedate" or "aired":
                _yearOfPremiere ??= Year(value);
                break;
            case "runtime":
                _minutes ??= Minutes(value);
                break;
            case "genre":
                foreach (var genre in value.Split(['/', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                    AddTo(_genres, genre);
                break;
            case "uniqueid" when string.Equals(type, "imdb", StringComparison.OrdinalIgnoreCase) && ImdbId.IsId(value):
                _imdbId ??= value;
                break;
            case "imdbid" or "id" when ImdbId.IsId(value):
                _otherId ??= value;
                break;
            case "mpaa":
                _rating ??= value;
                break;
            default:
                break;
        }
    }

    /// <summary>Adds a person; ids in the name's own brackets count where the file states no others.</summary>
    /// <param name="field">The element that named the person.</param>
    /// <param name="type">What an actor's <c>type</c> says; null when nothing.</param>
    /// <param name="name">The name, or several with <c> / </c> between them.</param>
    /// <param name="imdb">The person's IMDb number, 0 when none is stated.</param>
    /// <param name="tmdb">The person's TMDB number, 0 when none is stated.</param>
    public void AddPerson(string field, string? type, string name, int imdb, int tmdb)
    {
        if (ListOf(field, type) is not { } list)
            return;
        string[] names = Clean(name).Split(" / ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var one in names)
        {
            var credit = CreditText.Parse(one);
            AddTo(list, names.Length > 1 ? credit : credit with { Imdb = imdb > 0 ? imdb : credit.Imdb, Tmdb = tmdb > 0 ? tmdb : credit.Tmdb });
        }
    }

    public ClipMetadata ToMetadata(string? idOfAddress) => new(
        _title, _year ?? _yearOfPremiere, _minutes, _genres.ToImmutableArray(), _directors.ToImmutableArray(), _cast.ToImmutableArray(),
        _imdbId ?? _otherId ?? idOfAddress, _rating, _writers.ToImmutableArray());

    // Emby and Jellyfin list everybody as actors, with what they did as the type.
    private List<Credit>? ListOf(string field, string? type) => (field, type?.ToLowerInvariant()) switch
    {
        ("director", _) or ("actor", "director") => _directors,
        ("credits" or "writer", _) or ("actor", "writer") => _writers,
        ("actor", null or "" or "actor" or "gueststar") => _cast,
        _ => null,
    };

    private static void AddTo<T>(List<T> list, T value)
    {
        if (list.Count < MaxListLength && !list.Contains(value))
            list.Add(value);
    }

    private static int? Year(string value)
    {
        var digits = value.Length >= 4 && (value.Length == 4 || !char.IsAsciiDigit(value[4])) ? value.AsSpan(0, 4) : [];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= 1800 ? year : null;
    }

    // "92", "92.5" or "92 min"; hours and minutes are not guessed at.
    private static double? Minutes(string value)
    {
        var end = value.AsSpan().IndexOfAnyExcept("0123456789.");
        var unit = end < 0 ? "" : value[end..].Trim();
        var known = unit.Length == 0 || unit.StartsWith("min", StringComparison.OrdinalIgnoreCase) || unit is "m";
        return known && double.TryParse(end < 0 ? value : value.AsSpan(0, end), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes)
            && minutes is > 0 and < 100_000
            ? minutes
            : null;
    }

    // Line breaks and runs of blanks become one blank.
    private static string Clean(string value)
    {
        var clean = new StringBuilder(Math.Min(value.Length, MaxTextLength));
        foreach (var c in value.AsSpan().Trim())
        {
            var blank = char.IsWhiteSpace(c) || char.IsControl(c);
            if (blank && (clean.Length == 0 || clean[^1] == ' '))
                continue;
            if (clean.Length == MaxTextLength)
                break;
            clean.Append(blank ? ' ' : c);
        }

        if (clean.Length > 0 && char.IsHighSurrogate(clean[^1]))
            clean.Length--;
        return clean.ToString().TrimEnd();
    }
}
