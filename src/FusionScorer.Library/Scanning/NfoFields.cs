using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Scanning;

/// <summary>Collects the fields of an NFO; the first value of a single field counts.</summary>
internal sealed class NfoFields
{
    private const int MaxTextLength = 500;
    private const int MaxListLength = 200;

    private readonly List<string> _genres = [];
    private readonly List<string> _directors = [];
    private readonly List<string> _cast = [];
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
            case "director":
                AddTo(_directors, value);
                break;
            case "actor":
                AddTo(_cast, value);
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

    public ClipMetadata ToMetadata(string? idOfAddress) => new(
        _title, _year ?? _yearOfPremiere, _minutes, _genres.ToImmutableArray(), _directors.ToImmutableArray(), _cast.ToImmutableArray(),
        _imdbId ?? _otherId ?? idOfAddress, _rating);

    private static void AddTo(List<string> list, string value)
    {
        if (list.Count < MaxListLength && !list.Contains(value, StringComparer.Ordinal))
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
