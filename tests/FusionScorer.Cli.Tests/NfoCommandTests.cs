using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FusionScorer.Cli.Tests;

/// <summary>A Jellyfin-style library of 500 folders: scanned, rated, and its ratings written back.</summary>
public sealed class NfoCommandTests : IDisposable
{
    private const int Films = 400;
    private const int Shows = 20;
    private const int EpisodesOfAShow = 5;

    private static readonly string[] Levels = ["G", "PG", "PG-13", "R", "NC-17"];

    private readonly TestShell _shell = new();

    [Fact]
    public async Task Write_IntoFiveHundredFolders_ChangesTheRatingsAndNoOtherByte()
    {
        MakeLibrary();
        await _shell.OkAsync("init", "p", "--library", $"media={_shell.At("library")}");
        var scanned = JsonDocument.Parse(await _shell.OkAsync("scan", "--project", "p", "--json")).RootElement.GetProperty("libraries")[0];
        Assert.Equal(Films + (Shows * EpisodesOfAShow), scanned.GetProperty("new").GetInt32());
        Assert.Contains("media:Film 007 (2007)/Film 007 (2007).mp4: the stated rating 'CA-C' is of no scheme that is known", Assert.Single(scanned.GetProperty("warnings").EnumerateArray()).GetString(), StringComparison.Ordinal);
        var before = Files();
        _shell.Write("levels.csv", string.Concat(["clip_id,level,reviewer,at,chosen_by\n", .. Clips().Select(clip => $"\"{clip.Reference}\",{clip.Level},ann,,\n")]));
        await _shell.OkAsync("label", "--import", "levels.csv", "--project", "p");

        var dry = await WriteAsync(0, "--dry-run");
        Assert.Equal(before, Files());
        var written = await WriteAsync(0);

        // Film 3 is locked, and every tenth says so already.
        Assert.Equal((1, Films / 10), (written.GetProperty("locked").GetInt32(), written.GetProperty("same").GetInt32()));
        Assert.Equal(Films + (Shows * EpisodesOfAShow) - 1 - (Films / 10), written.GetProperty("written").GetInt32());
        Assert.Equal(dry.GetProperty("written").GetInt32(), written.GetProperty("written").GetInt32());
        var after = Files();
        foreach (var (path, content) in before)
        {
            var changed = after[path];
            var clip = path.EndsWith(".nfo", StringComparison.Ordinal) && !path.EndsWith("tvshow.nfo", StringComparison.Ordinal) ? Clips().Single(clip => Path.ChangeExtension(clip.Path, ".nfo") == path) : default;
            if (clip.Path is null || changed == content)
            {
                Assert.Equal(content, changed);
                continue;
            }

            Assert.Equal(content.Replace("<mpaa>Rated : TV-PG</mpaa>", $"<mpaa>{clip.Level}</mpaa>", StringComparison.Ordinal).Replace("<mpaa>CA-C</mpaa>", $"<mpaa>{clip.Level}</mpaa>", StringComparison.Ordinal)
                .Replace("<title>first</title>", $"<title>first</title><mpaa>{clip.Level}</mpaa>", StringComparison.Ordinal), changed);
            Assert.Equal(content, after[path + ".fusion.bak"]);
        }

        // The ratings are there for whoever scans next.
        await _shell.OkAsync("scan", "--project", "p");
        var shown = JsonDocument.Parse(await _shell.OkAsync("show", "media:Film 001 (2001)/Film 001 (2001).mp4", "--project", "p", "--json")).RootElement.GetProperty("statedRating");
        Assert.Equal(("own", Clips()[1].Level), (shown.GetProperty("kind").GetString(), shown.GetProperty("level").GetString()));
        Assert.Equal(0, (await WriteAsync(0)).GetProperty("written").GetInt32());
    }

    [Fact]
    public async Task Series_RollUp_AndReachTvShowNfo()
    {
        MakeLibrary();
        await _shell.OkAsync("init", "p", "--library", $"media={_shell.At("library")}");
        await _shell.OkAsync("scan", "--project", "p");
        var show = Clips().Where(clip => clip.Path.StartsWith("Show 00/", StringComparison.Ordinal)).ToList();
        _shell.Write("levels.csv", "clip_id,level,reviewer,at,chosen_by\n" + string.Concat(show.Select((clip, at) => $"\"{clip.Reference}\",{(at == 4 ? "R" : "PG")},ann,,\n")));
        await _shell.OkAsync("label", "--import", "levels.csv", "--project", "p");

        Assert.Equal("R", await LevelAsync("highest"));
        Assert.Equal("R", await LevelAsync("0.2"));
        Assert.Equal("PG", await LevelAsync("0.25"));
        Assert.Equal("R", await LevelAsync(null));
        await File.AppendAllTextAsync(_shell.At("p", "fusion.yaml"), "\nseries: 0.25\n");
        Assert.Equal("PG", await LevelAsync(null));
        await WriteAsync(0, "--series", "--by", "0.25", "--scheme", "fsk");
        Assert.Contains("<mpaa>FSK-12</mpaa>", await File.ReadAllTextAsync(_shell.At("library", "Show 00", "tvshow.nfo")), StringComparison.Ordinal);
        Assert.Equal(2, (await _shell.RunAsync("series", "--by", "most", "--project", "p")).ExitCode);

        async Task<string?> LevelAsync(string? by) => JsonDocument.Parse(await _shell.OkAsync(["series", "--project", "p", "--json", .. by is null ? (string[])[] : ["--by", by]])).RootElement.GetProperty("series").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == "Show 00").GetProperty("level").GetString();
    }

    [Fact]
    public async Task Series_SeasonsThatSpellTheirShowDifferently_HaveOneFileWithTheStrictestLevel()
    {
        string[] episodes = ["Show/Season 01/S01E01.mp4", "Show/Season 02/The.Show.S02E01.mp4"];
        foreach (var episode in episodes)
            _shell.Write($"tv/{episode}", episode);
        _shell.Write("tv/Show/tvshow.nfo", "<tvshow><title>Show</title></tvshow>");
        await _shell.OkAsync("init", "p", "--library", $"media={_shell.At("tv")}");
        await _shell.OkAsync("scan", "--project", "p");

        await LabelAsync("R", episodes[0]);
        await WriteAsync(0, "--series");
        Assert.DoesNotContain("mpaa", await File.ReadAllTextAsync(_shell.At("tv", "Show", "tvshow.nfo")), StringComparison.Ordinal);
        await LabelAsync("PG", episodes[1]);
        await WriteAsync(0, "--series");
        Assert.Contains("<mpaa>R</mpaa>", await File.ReadAllTextAsync(_shell.At("tv", "Show", "tvshow.nfo")), StringComparison.Ordinal);

        // Clips of a library that the project no longer names are told, and stop nobody.
        var file = _shell.At("p", "fusion.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("media:", "other:", StringComparison.Ordinal));
        var (code, _, error) = await _shell.RunAsync("nfo", "write", "--series", "--project", "p");
        Assert.Equal(ExitCode.SomeClipsFailed, code);
        Assert.Contains("library media is no folder on this machine", error, StringComparison.Ordinal);

        Task LabelAsync(string level, string episode)
        {
            _shell.Write("levels.csv", $"clip_id,level,reviewer,at,chosen_by\nmedia:{episode},{level},ann,,\n");
            return _shell.OkAsync("label", "--import", "levels.csv", "--project", "p");
        }
    }

    [Fact]
    public async Task Episodes_TakeGenresAndRatingOfTheirShow()
    {
        MakeLibrary();
        await _shell.OkAsync("init", "p", "--library", $"media={_shell.At("library")}");
        await _shell.OkAsync("scan", "--project", "p");

        var shown = JsonDocument.Parse(await _shell.OkAsync("show", "media:Show 00/Season 01/Show 00 S01E01.mp4", "--project", "p", "--json")).RootElement;

        Assert.Equal(("Rated : TV-PG", "mapped", "PG", "us-tv"), (
            shown.GetProperty("statedRating").GetProperty("text").GetString(), shown.GetProperty("statedRating").GetProperty("kind").GetString(),
            shown.GetProperty("statedRating").GetProperty("level").GetString(), shown.GetProperty("statedRating").GetProperty("scheme").GetString()));
    }

    [Fact]
    public async Task Write_OfTheModelsOwnLevels_IsRefusedWhereTheyWouldBeReadBack()
    {
        MakeLibrary();
        await _shell.OkAsync("init", "p", "--library", $"media={_shell.At("library")}");
        var file = _shell.At("p", "fusion.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("trust-ratings: false", "trust-ratings: true", StringComparison.Ordinal));
        await _shell.OkAsync("policy", "apply", "--project", "p");
        await _shell.OkAsync("scan", "--project", "p");

        var (code, _, error) = await _shell.RunAsync("nfo", "write", "--auto", "--project", "p");

        Assert.Equal(2, code);
        Assert.Contains("trust-ratings: true", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bbfc", ">=15")]
    [InlineData("fsk", ">=FSK-16")]
    [InlineData("acb", ">=M")]
    [InlineData("pegi", ">=PEGI-16")]
    [InlineData("us-tv", "TV-MA")]
    public async Task Init_WithAScheme_MapsTheRules(string scheme, string rule)
    {
        await _shell.OkAsync("init", "p", "--library", $"media={_shell.Folder}", "--scheme", scheme);

        Assert.Contains($"when captions.strong >= 5 then {rule}", await File.ReadAllTextAsync(_shell.At("p", "fusion.yaml")), StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(_shell.At("p", "fusion.yaml"));
        Assert.DoesNotContain("atleast[PG-13]", text, StringComparison.Ordinal);
        Assert.Contains("people.atleast[", text, StringComparison.Ordinal);
        await _shell.OkAsync("policy", "show", "--project", "p");
    }

    public void Dispose() => _shell.Dispose();

    private static List<(string Reference, string Path, string Level)> Clips() =>
    [
        .. Enumerable.Range(0, Films).Select(film => FilmPath(film)).Concat(Enumerable.Range(0, Shows * EpisodesOfAShow).Select(EpisodePath))
            .Select((path, at) => ($"media:{path}", path, Levels[at % Levels.Length])),
    ];

    private static string FilmPath(int film) => string.Create(CultureInfo.InvariantCulture, $"Film {film:000} ({2000 + film})/Film {film:000} ({2000 + film}).mp4");

    private static string EpisodePath(int at) =>
        string.Create(CultureInfo.InvariantCulture, $"Show {at / EpisodesOfAShow:00}/Season 01/Show {at / EpisodesOfAShow:00} S01E{(at % EpisodesOfAShow) + 1:00}.mp4");

    private async Task<JsonElement> WriteAsync(int expected, params string[] arguments)
    {
        var (code, output, error) = await _shell.RunAsync(["nfo", "write", "--project", "p", "--json", .. arguments]);
        Assert.True(code == expected, error);
        return JsonDocument.Parse(output).RootElement;
    }

    private SortedDictionary<string, string> Files() => new(
        Directory.EnumerateFiles(_shell.At("library"), "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(_shell.At("library"), file), file => Encoding.Latin1.GetString(File.ReadAllBytes(file))),
        StringComparer.Ordinal);

    private void MakeLibrary()
    {
        var clips = Clips();
        for (var at = 0; at < clips.Count; at++)
        {
            var isFilm = at < Films;
            var path = _shell.At("library", clips[at].Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"no film, but one of its own: {at}");
            var root = isFilm ? "movie" : "episodedetails";
            var rating = at % 10 == 0 ? clips[at].Level : at == 7 ? "CA-C" : "Rated : TV-PG";
            var nfo = $"<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n<{root}>\r\n  <plot><![CDATA[Ärger & <mpaa>Lüge</mpaa>, \"{at}\"]]></plot>\r\n  <title>Film &#8211; {at}</title>\r\n  {(isFilm || at % 10 == 0 ? $"<mpaa>{rating}</mpaa>" : "<mpaa>Rated : TV-PG</mpaa>")}\r\n  <!-- kept -->\r\n  {(at == 3 ? "<lockdata>true</lockdata>" : "<lockdata>false</lockdata>")}\r\n</{root}>\r\n";
            if (isFilm || at % EpisodesOfAShow != 0)
                File.WriteAllText(Path.ChangeExtension(path, ".nfo"), nfo, new UTF8Encoding(encoderShouldEmitUTF8Identifier: at % 2 == 0));
            else
                File.WriteAllText(Path.ChangeExtension(path, ".nfo"), $"<{root}><title>first</title></{root}>");
        }

        for (var show = 0; show < Shows; show++)
            _shell.Write(string.Create(CultureInfo.InvariantCulture, $"library/Show {show:00}/tvshow.nfo"), "<tvshow>\n  <title>Show</title>\n  <genre>Crime</genre>\n  <mpaa>Rated : TV-PG</mpaa>\n</tvshow>\n");
    }
}
