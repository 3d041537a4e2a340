using System.Text;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Tests.Scanning;

public sealed class NfoReaderTests
{
    private const string Full = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <movie>
          <title>The  Long &amp;
            Road</title><originaltitle>x</originaltitle>
          <ratings><rating name="imdb"><value>7</value></rating></ratings>
          <year>1999</year><premiered>2001-02-03</premiered><runtime>92 min</runtime>
          <mpaa>Rated PG-13</mpaa>
          <uniqueid type="tmdb" default="true">42</uniqueid><uniqueid type="imdb">tt1234567</uniqueid>
          <genre>Action / Sci-Fi</genre><genre>Action|War</genre>
          <director>A</director><director>B</director>
          <actor><name>C</name><role>Hero</role><thumb>t</thumb></actor><actor><name>D</name></actor>
          <set><name>Roads</name></set>
        </movie>
        """;

    [Fact]
    public void Parse_FullFile_ReadsWhatIsUsed()
    {
        var metadata = Parse(Full, out var warning);
        Assert.Null(warning);
        Assert.Equal(("The Long & Road", 1999, 92.0, "tt1234567", "Rated PG-13"), (metadata.Title, metadata.Year, metadata.DurationMinutes, metadata.ImdbId, metadata.Rating));
        Assert.Equal(["Action", "Sci-Fi", "War"], metadata.Genres.ToArray());
        Assert.Equal(["A", "B"], metadata.Directors.ToArray());
        Assert.Equal(["C", "D"], metadata.Cast.ToArray());
    }

    [Fact]
    public void Parse_PeopleWithIdsAndParts_AreReadAsSuch()
    {
        var metadata = Parse(
            """
            <movie>
              <director imdbid="nm0000011" tmdbid="12">A</director><director>B / C</director><director imdbid="x" tmdbid="-3">D (nm0000013)</director><director/>
              <credits tmdbid="21">E</credits><credits>F</credits><writer>F</writer>
              <actor><name>G</name><role>Hero</role><tmdbid>31</tmdbid><imdbid>nm0000032</imdbid></actor>
              <actor><name>H</name><type>GuestStar</type><profile>https://www.themoviedb.org/person/33</profile></actor>
              <actor><type>Director</type><name>A2</name></actor><actor><name>F2</name><type>Writer</type></actor><actor><name>P</name><type>Producer</type></actor>
              <actor><name>I</name><profile>https://www.imdb.com/name/nm0000034/</profile></actor><actor><name/><tmdbid>99</tmdbid></actor>
            </movie>
            """,
            out var warning);
        Assert.Null(warning);
        Assert.Equal([new("A", 11, 12), "B", "C", new("D", 13), "A2"], metadata.Directors.ToArray());
        Assert.Equal([new("E", 0, 21), "F", "F2"], metadata.Writers.ToArray());
        Assert.Equal([new("G", 32, 31), new("H", 0, 33), new("I", 34)], metadata.Cast.ToArray());
    }

    [Fact]
    public void Parse_AddressAfterXml_IsAllowed()
    {
        var metadata = Parse("\uFEFF\n <movie><title>T</title><premiered>2001-02-03</premiered></movie>\nhttps://www.imdb.com/title/tt7654321/", out var warning);
        Assert.Null(warning);
        Assert.Equal(("T", 2001, "tt7654321"), (metadata.Title, metadata.Year, metadata.ImdbId));
    }

    [Fact]
    public void Parse_AddressAlone_GivesItsId() => Assert.Equal("tt0027977", Parse("http://www.IMDB.com/title/tt0027977/?ref_=x", out _).ImdbId);

    [Fact]
    public void Parse_Utf16_IsRead() =>
        Assert.Equal("Größe", NfoReader.Parse([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<movie><title>Größe</title></movie>")], out _).Title);

    [Fact]
    public void Parse_BillionLaughs_IsRefusedAtOnce()
    {
        var entities = string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">"));
        var metadata = Parse($"<!DOCTYPE m [<!ENTITY l0 \"ha\">{entities}]><movie><title>&l9;</title></movie>", out var warning);
        Assert.NotNull(warning);
        Assert.Equal(ClipMetadata.Empty with { Genres = metadata.Genres, Directors = metadata.Directors, Cast = metadata.Cast, Writers = metadata.Writers }, metadata);
    }

    [Fact]
    public void Parse_ExternalEntity_IsNotRead()
    {
        using var folder = new TempFolder();
        var secret = folder.Write("secret.txt", "secret");
        var metadata = Parse($"<!DOCTYPE m [<!ENTITY e SYSTEM \"file://{secret}\">]><movie><title>&e;</title></movie>", out var warning);
        Assert.NotNull(warning);
        Assert.Null(metadata.Title);
    }

    [Theory]
    [InlineData("<movie><title>T</title><year>19", "the NFO is damaged at line 1")]
    [InlineData("<movie><title>T</title>&nope;</movie>", "the NFO is damaged at line 1")]
    [InlineData("<?xml version=\"1.0\" encoding=\"klingon\"?><movie><title>T</title></movie>", "the NFO is damaged")]
    public void Parse_Damaged_WarnsAndKeepsWhatWasRead(string text, string expected)
    {
        _ = Parse(text, out var warning);
        Assert.StartsWith(expected, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_DamageAfterTitle_KeepsTitle() => Assert.Equal("T", Parse("<movie><title>T</title><year>19", out _).Title);

    [Theory]
    [InlineData("", false)]
    [InlineData("<movie/>", false)]
    [InlineData("hello", true)]
    public void Parse_NothingToRead_GivesNothing(string text, bool warns)
    {
        var metadata = Parse(text, out var warning);
        Assert.Null(metadata.Title);
        Assert.Equal(warns, warning is not null);
    }

    [Theory]
    [InlineData("<runtime>1h 30</runtime><year>99</year>")]
    [InlineData("<runtime>-3</runtime><year>soon</year>")]
    [InlineData("<runtime>1e9</runtime><year>12345</year>")]
    public void Parse_NonsenseNumbers_AreLeftOut(string fields)
    {
        var metadata = Parse($"<movie>{fields}</movie>", out var warning);
        Assert.Null(warning);
        Assert.Equal((null, null), (metadata.DurationMinutes, metadata.Year));
    }

    [Fact]
    public void Read_TooLarge_Warns()
    {
        using var folder = new TempFolder();
        _ = NfoReader.Read(folder.Write("x.nfo", new string(' ', NfoReader.MaxBytes + 1)), out var warning);
        Assert.Contains("larger than 1 MB", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AnyDamage_NeverThrows()
    {
        var random = new Random(11);
        var valid = Encoding.UTF8.GetBytes(Full);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = (byte[])valid.Clone();
            for (var change = random.Next(1, 8); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.Null(Record.Exception(() => NfoReader.Parse(bytes[..random.Next(bytes.Length + 1)], out _)));
        }
    }

    private static ClipMetadata Parse(string text, out string? warning) => NfoReader.Parse(Encoding.UTF8.GetBytes(text), out warning);
}
