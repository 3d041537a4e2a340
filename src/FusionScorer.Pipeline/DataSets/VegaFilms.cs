using System.Globalization;
using System.Text;
using System.Text.Json;
using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Exporting;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.DataSets;

/// <summary>The films of vega-datasets as a tabular data set: 3,201 films with genre, director and box office, 2,500 of them of known MPAA level.</summary>
/// <remarks>The table is a teaching resource with known defects; those that would mislead are mended here: years of two digits that became 2015 to 2046, titles that are numbers.</remarks>
public static class VegaFilms
{
    /// <summary>The name that the data set goes by.</summary>
    public const string Name = "vega-films";

    /// <summary>The file within the package.</summary>
    public const string File = "data/movies.json";

    /// <summary>The most bytes of that file.</summary>
    public const int MostBytes = 4 << 20;

    // The table ends with the films of 2010 and what was announced for 2011.
    private const int LastYear = 2012;

    private const int FewestFilms = 10;

    /// <summary>Where it is published.</summary>
    public static NpmPackage Package { get; } = new(
        "vega-datasets", "2.2.0", "8WgehTGic6fHbQKyxApM29vnwGGeYqgan9xW0jW2d/L3jWngF2qIDkZktt+Y+vUpW2qp9MJWelNSVhplWhL8EA==", 5_706_598);

    /// <summary>Writes <c>clips.csv</c>, <c>features.csv</c>, <c>truth.csv</c> and <c>policy.yaml</c>.</summary>
    /// <param name="json">The table.</param>
    /// <param name="folder">Where to; it is made.</param>
    /// <returns>How many films, and of how many the level is known.</returns>
    /// <exception cref="BadInputException">It is not such a table, or the folder cannot be written.</exception>
    public static (int Films, int Known) Write(ReadOnlySpan<byte> json, string folder)
    {
        var films = Read(json);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(folder, 0, $"cannot be made: {fault.Message.ReplaceLineEndings(" ")}");
        }

        WriteTable(folder, "clips.csv", "clip_id,title,year,duration_min,genres,directors", films, WriteClip);
        var columns = films.SelectMany(film => film.Flags).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        WriteTable(folder, "features.csv", "clip_id,production.budget,reception.imdb,reception.tomatoes," + string.Join(',', columns), films, (to, film) => WriteFeatures(to, film, columns));
        Film[] known = [.. films.Where(film => film.Level is not null)];
        WriteTable(folder, "truth.csv", "clip_id,level", known, (to, film) => to.Append(film.Id).Append(',').Append(film.Level));
        using var policy = typeof(VegaFilms).Assembly.GetManifestResourceStream("data-sets/vega-films.yaml")!;
        var text = new byte[policy.Length];
        policy.ReadExactly(text);
        AtomicFile.WriteBytes(Path.Combine(folder, "policy.yaml"), text);
        return (films.Count, known.Length);
    }

    private static List<Film> Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            return WithoutRare([.. document.RootElement.EnumerateArray().Select(Film.Of)]);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            throw new BadInputException($"{Package.Name} {Package.Version}: {File} is not the table of films that it should be");
        }
    }

    // A column that says yes to a handful of films teaches nothing.
    private static List<Film> WithoutRare(List<Film> films)
    {
        var counts = films.SelectMany(film => film.Flags).CountBy(flag => flag, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. films.Select(film => film with { Flags = [.. film.Flags.Select(flag => counts[flag] < FewestFilms ? $"{SignalOf(flag)}.other" : flag)] })];
    }

    private static void WriteTable(string folder, string name, string header, IReadOnlyList<Film> films, Action<StringBuilder, Film> write)
    {
        using var file = AtomicFile.Create(Path.Combine(folder, name));
        file.Writer.Write(header + "\n");
        var row = new StringBuilder();
        foreach (var film in films)
        {
            row.Clear();
            write(row, film);
            file.Writer.Write(row.Append('\n'));
        }

        file.Commit();
    }

    private static void WriteClip(StringBuilder to, Film film) => to.Append(film.Id)
        .Append(',').Append(CsvCell.Quote(film.Title))
        .Append(',').Append(CultureInfo.InvariantCulture, $"{film.Year}")
        .Append(',').Append(CultureInfo.InvariantCulture, $"{film.Minutes}")
        .Append(',').Append(CsvCell.Quote(string.Join('|', film.Genres)))
        .Append(',').Append(CsvCell.Quote(film.Director));

    private static void WriteFeatures(StringBuilder to, Film film, string[] columns)
    {
        to.Append(film.Id)
            .Append(',').Append(CultureInfo.InvariantCulture, $"{film.Budget}")
            .Append(',').Append(CultureInfo.InvariantCulture, $"{film.Imdb}")
            .Append(',').Append(CultureInfo.InvariantCulture, $"{film.Tomatoes}");
        foreach (var column in columns)
        {
            // What is not stated of a film is missing; what is stated says no to the others.
            var known = film.Flags.Any(flag => SignalOf(flag) == SignalOf(column));
            to.Append(',').Append(!known ? "" : film.Flags.Contains(column) ? "1" : "0");
        }
    }

    private static string SignalOf(string feature) => feature[..feature.IndexOf('.', StringComparison.Ordinal)];

    private sealed record Film(string Id, string Title, int? Year, int? Minutes, string[] Genres, string Director, double? Budget, double? Imdb, double? Tomatoes, string[] Flags, string? Level)
    {
        public static Film Of(JsonElement row, int at)
        {
            string?[] flags = [Flag("creative", Text(row, "Creative Type")), Flag("source", Text(row, "Source")), Flag("distributor", Text(row, "Distributor"))];
            var level = Text(row, "MPAA Rating");
            return new Film(
                string.Create(CultureInfo.InvariantCulture, $"film-{at + 1}"), Text(row, "Title") ?? "(no title)", YearOf(Text(row, "Release Date")), (int?)Number(row, "Running Time min"),
                GenresOf(Text(row, "Major Genre")), Text(row, "Director") ?? "", Number(row, "Production Budget"), Number(row, "IMDB Rating"), Number(row, "Rotten Tomatoes Rating"),
                [.. flags.OfType<string>()], level is not null && Taxonomy.Mpaa.Levels.Contains(level) ? level : null);
        }

        private static string? Flag(string signal, string? text) =>
            text is null ? null : $"{signal}.{FeatureName.OfGenre(text)["genre.".Length..]}";

        private static string[] GenresOf(string? genre) => genre switch
        {
            null => [],
            "Romantic Comedy" => ["Romance", "Comedy"],
            "Black Comedy" => ["Black Comedy", "Comedy"],
            _ => genre.Split('/'),
        };

        private static int? YearOf(string? date)
        {
            if (date is not { Length: >= 4 } || !int.TryParse(date.AsSpan()[^4..], NumberStyles.None, CultureInfo.InvariantCulture, out var year))
                return null;
            return year > LastYear ? year - 100 : year;
        }

        private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

        private static double? Number(JsonElement row, string name) =>
            row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
    }
}
