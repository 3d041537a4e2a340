using System.Globalization;
using System.Text.RegularExpressions;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Importing;

/// <summary>Reads data sets in MovieLens's form: <c>movies.csv</c> (movieId, title, genres), and optionally <c>ratings.csv</c> (userId, movieId, rating, timestamp) and <c>links.csv</c> (movieId, imdbId).</summary>
/// <remarks>Titles end in the year, <c>Heat (1995)</c>; a comma moves an article behind (<c>Matrix, The</c>) and is left so. Users are hashed at once, as viewers are; times are not read.</remarks>
public static partial class MovieLens
{
    private const string Movies = "movies.csv";
    private const string Ratings = "ratings.csv";
    private const string Links = "links.csv";
    private const string NoGenres = "(no genres listed)";

    /// <summary>Whether a folder holds one.</summary>
    public static bool Is(string folder) => !File.Exists(Path.Combine(folder, "clips.csv")) && File.Exists(Path.Combine(folder, Movies));

    /// <summary>Reads clips and viewers.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="viewers">Hides user ids.</param>
    /// <exception cref="Core.BadInputException">A file breaks the form; file and line are named.</exception>
    public static (List<ClipChange> Clips, Dictionary<string, int> Index, ViewerLinks Viewers) Read(string folder, ViewerHash viewers)
    {
        var imdb = ReadLinks(Path.Combine(folder, Links));
        var clips = new List<ClipChange>();
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        using (var table = CsvTable.Open(Path.Combine(folder, Movies)))
        {
            var (id, title, genres) = (table.Require("movieId"), table.Require("title"), table.IndexOf("genres"));
            while (table.Read())
            {
                var movie = table.Text(id);
                if (movie.Length == 0)
                    throw table.At("movieId is empty; every row names a film");
                if (!index.TryAdd(movie, clips.Count))
                    throw table.At($"movieId '{movie}' appears twice; ids are unique");
                clips.Add(new ClipChange(movie, Root: null, Path: null, Fingerprint: null, Metadata(table.Text(title), table.Text(genres), imdb.GetValueOrDefault(movie)), Files: []));
            }
        }

        long[] numbers = [.. Enumerable.Range(0, clips.Count).Select(clip => (long)clip)];
        var path = Path.Combine(folder, Ratings);
        var links = File.Exists(path)
            ? ViewerTable.Read(path, viewers, id => index.TryGetValue(id, out var clip) ? clip : null, numbers, ("userId", "movieId", "rating"))
            : ViewerLinks.None(numbers);
        return (clips, index, links);
    }

    private static ClipMetadata Metadata(string title, string genres, string? imdb)
    {
        var year = Year().Match(title);
        return new ClipMetadata(
            year.Success ? title[..year.Index].TrimEnd() : title,
            year.Success ? int.Parse(year.Groups["year"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null,
            Genres: genres is "" or NoGenres ? [] : [.. genres.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)],
            ImdbId: imdb);
    }

    // As published, the numbers alone of IMDb ids, which have at least seven digits; others write the whole id.
    private static Dictionary<string, string> ReadLinks(string path)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(path))
            return ids;
        using var table = CsvTable.Open(path);
        var (movie, imdb) = (table.Require("movieId"), table.Require("imdbId"));
        while (table.Read())
        {
            var text = table.Text(imdb);
            var digits = text.StartsWith("tt", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
            var id = "tt" + digits.PadLeft(7, '0');
            if (digits.Length > 0 && ImdbId.IsId(id))
                ids[table.Text(movie)] = id;
        }

        return ids;
    }

    [GeneratedRegex(@"\((?<year>[0-9]{4})\)\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Year();
}
