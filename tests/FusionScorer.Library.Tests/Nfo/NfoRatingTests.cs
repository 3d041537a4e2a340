using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Nfo;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Tests.Nfo;

public sealed class NfoRatingTests
{
    private static readonly Taxonomy Mpaa = Taxonomy.Mpaa;

    [Fact]
    public void Set_EmptyRootWithCustom_HoldsBothFields() =>
        Assert.Equal("<movie a='1'><mpaa>R</mpaa><customrating>R</customrating></movie>", Encoding.UTF8.GetString(NfoRating.Set("<movie a='1'/>"u8.ToArray(), "R", Mpaa, custom: true).Content!));

    [Fact]
    public void HostileNfos_AreAReason_NeverAFault()
    {
        // UTF-7 is known to the runtime, and refused by it.
        byte[] utf7 = Encoding.ASCII.GetBytes("<?xml version=\"1.0\" encoding=\"utf-7\"?><movie><mpaa>R</mpaa></movie>");
        byte[] prefixed = Encoding.ASCII.GetBytes("<movie xmlns:x=\"u\"><mpaa><x:b/>PG</mpaa><lockdata><x:c/>false</lockdata></movie>");
        byte[] twice = Encoding.ASCII.GetBytes("<episodedetails xmlns:x=\"u\"><mpaa><x:b/>R</mpaa></episodedetails><episodedetails><mpaa>PG</mpaa></episodedetails>");

        NfoReader.Parse(utf7, out var warning);

        Assert.NotNull(warning);
        Assert.Equal(NfoOutcome.Failed, NfoRating.Set(utf7, "R", Mpaa, custom: false).Outcome);
        Assert.Equal(("PG", NfoOutcome.Written), (NfoRating.Set(prefixed, "R", Mpaa, custom: false).Before, NfoRating.Set(prefixed, "R", Mpaa, custom: false).Outcome));
        Assert.NotEmpty(NfoReader.Parse(twice, out _).Rating!);
    }

    [Theory]
    [InlineData("<movie>\n  <title>A</title>\n  <mpaa>PG</mpaa>\n</movie>\n", "<movie>\n  <title>A</title>\n  <mpaa>R</mpaa>\n</movie>\n")]
    [InlineData("<movie>\r\n\t<title>Ä &amp; \"B\"</title>\r\n</movie>\r\nhttps://www.imdb.com/title/tt0111161/?a=1&b=2", "<movie>\r\n\t<title>Ä &amp; \"B\"</title>\r\n\t<mpaa>R</mpaa>\r\n</movie>\r\nhttps://www.imdb.com/title/tt0111161/?a=1&b=2")]
    [InlineData("<movie><!-- <mpaa>G</mpaa> --><plot><![CDATA[<mpaa>G</mpaa>]]></plot><mpaa/></movie>", "<movie><!-- <mpaa>G</mpaa> --><plot><![CDATA[<mpaa>G</mpaa>]]></plot><mpaa>R</mpaa></movie>")]
    [InlineData("<movie><fileinfo><mpaa>G</mpaa></fileinfo><mpaa a='>'>US:G</mpaa><mpaa>PG</mpaa></movie>", "<movie><fileinfo><mpaa>G</mpaa></fileinfo><mpaa a='>'>R</mpaa><mpaa>R</mpaa></movie>")]
    [InlineData("<?xml version='1.0'?>\n<movie a=\"1\" />", "<?xml version='1.0'?>\n<movie a=\"1\" ><mpaa>R</mpaa></movie>")]
    [InlineData("<movie></movie>", "<movie><mpaa>R</mpaa></movie>")]
    [InlineData("<episodedetails><title>1</title></episodedetails>\n<episodedetails><title>2</title><mpaa>TV-PG</mpaa></episodedetails>", "<episodedetails><title>1</title><mpaa>R</mpaa></episodedetails>\n<episodedetails><title>2</title><mpaa>R</mpaa></episodedetails>")]
    [InlineData("<movie><lockdata>false</lockdata><lockedfields>Name|Genres</lockedfields></movie>", "<movie><lockdata>false</lockdata><lockedfields>Name|Genres</lockedfields><mpaa>R</mpaa></movie>")]
    public void Set_ChangesTheRatingAlone(string before, string after)
    {
        var edit = NfoRating.Set(Encoding.UTF8.GetBytes(before), "R", Mpaa, custom: false);

        Assert.Equal((NfoOutcome.Written, after), (edit.Outcome, Encoding.UTF8.GetString(edit.Content ?? [])));
    }

    [Theory]
    [InlineData("<movie><mpaa>R</mpaa></movie>", NfoOutcome.Same)]
    [InlineData("<movie><mpaa>Rated R for violence</mpaa></movie>", NfoOutcome.Same)]
    [InlineData("<movie><mpaa>US:R</mpaa></movie>", NfoOutcome.Same)]
    [InlineData("<movie><lockdata> True </lockdata><mpaa>G</mpaa></movie>", NfoOutcome.Locked)]
    [InlineData("<movie><lockedfields>Name|OfficialRating</lockedfields></movie>", NfoOutcome.Locked)]
    [InlineData("https://www.imdb.com/title/tt0111161/", NfoOutcome.Failed)]
    [InlineData("<movie><title>A</movie>", NfoOutcome.Failed)]
    [InlineData("<movie><title>A & B</title></movie>", NfoOutcome.Failed)]
    [InlineData("<!DOCTYPE movie [<!ENTITY a \"b\">]><movie></movie>", NfoOutcome.Failed)]
    [InlineData("<movie>", NfoOutcome.Failed)]
    [InlineData("<?xml version='1.0' encoding='klingon'?><movie></movie>", NfoOutcome.Failed)]
    [InlineData("", NfoOutcome.Failed)]
    public void Set_LeavesTheRest(string content, NfoOutcome outcome)
    {
        var edit = NfoRating.Set(Encoding.UTF8.GetBytes(content), "R", Mpaa, custom: false);

        Assert.Equal((outcome, (byte[]?)null), (edit.Outcome, edit.Content));
        Assert.Equal(outcome == NfoOutcome.Failed, edit.Reason is not null);
    }

    [Theory]
    [InlineData("utf-8", "utf-8", true)]
    [InlineData("utf-16", "utf-16", true)]
    [InlineData("utf-16BE", "utf-16", true)]
    [InlineData("iso-8859-1", "ISO-8859-1", false)]
    public void Set_KeepsEncodingAndMark(string encoding, string declared, bool mark)
    {
        var written = Encoding.GetEncoding(encoding);
        byte[] Bytes(string rating) => [.. mark ? written.GetPreamble() : [], .. written.GetBytes($"<?xml version=\"1.0\" encoding=\"{declared}\"?>\n<movie>\n<title>Père Noël</title>\n<mpaa>{rating}</mpaa>\n</movie>")];

        Assert.Equal(Bytes("NC-17"), NfoRating.Set(Bytes("PG"), "NC-17", Mpaa, custom: false).Content);
    }

    [Theory]
    [InlineData("windows-1251", "Ирония судьбы")]
    [InlineData("windows-1252", "Père Noël – “again”")]
    [InlineData("ISO-8859-2", "Żółta łódź")]
    [InlineData("koi8-r", "Ирония судьбы")]
    public void OldEncodings_AreRead_AndWrittenBackByteForByte(string declared, string title)
    {
        var old = CodePagesEncodingProvider.Instance.GetEncoding(declared)!;
        byte[] Bytes(string rating) => old.GetBytes($"<?xml version=\"1.0\" encoding=\"{declared}\"?>\n<movie>\n<title>{title}</title>\n<mpaa>{rating}</mpaa>\n</movie>");

        var read = NfoReader.Parse(Bytes("PG"), out var warning);

        Assert.Equal((title, "PG", null), (read.Title, read.Rating, warning));
        Assert.Equal(Bytes("NC-17"), NfoRating.Set(Bytes("PG"), "NC-17", Mpaa, custom: false).Content);
    }

    [Fact]
    public void EncodingsOfSeveralBytes_AreNotWritten() =>
        Assert.Equal(NfoOutcome.Failed, NfoRating.Set("<?xml version='1.0' encoding='iso-2022-jp'?><movie><mpaa>PG</mpaa></movie>"u8.ToArray(), "R", Mpaa, custom: false).Outcome);

    [Theory]
    [InlineData("<movie><mpaa>Rated R for violence</mpaa></movie>", "<movie><mpaa>Rated R for violence</mpaa><customrating>R</customrating></movie>")]
    [InlineData("<episodedetails><mpaa>US:R</mpaa><customrating>R</customrating></episodedetails><episodedetails><mpaa>PG</mpaa></episodedetails>", "<episodedetails><mpaa>US:R</mpaa><customrating>R</customrating></episodedetails><episodedetails><mpaa>R</mpaa><customrating>R</customrating></episodedetails>")]
    public void Set_KeepsTheSpellingOfTheSameLevel(string before, string after) =>
        Assert.Equal(after, Encoding.UTF8.GetString(NfoRating.Set(Encoding.UTF8.GetBytes(before), "R", Mpaa, custom: true).Content ?? []));

    [Fact]
    public void Reader_OfSeveralEpisodes_KeepsEveryRating() => Assert.Equal(
        "TV-PG / TV-14",
        NfoReader.Parse("<episodedetails><mpaa>TV-PG</mpaa></episodedetails><episodedetails><mpaa>TV-14</mpaa></episodedetails><episodedetails><mpaa>TV-PG</mpaa></episodedetails>"u8.ToArray(), out _).Rating);

    [Fact]
    public void Set_OfCustom_SetsBoth()
    {
        var edit = NfoRating.Set("<movie>\n <customrating>x</customrating>\n</movie>"u8.ToArray(), "FSK-16", RatingSchemes.Find("fsk")!.Taxonomy, custom: true);

        Assert.Equal("<movie>\n <customrating>FSK-16</customrating>\n <mpaa>FSK-16</mpaa>\n</movie>", Encoding.UTF8.GetString(edit.Content!));
    }

    [Fact]
    public void Set_AnyTitle_EveryOtherByteStays_AndTheReaderReadsIt() => Prop.ForAll<string?, bool, bool>(EveryOtherByteStays).QuickCheckThrowOnFailure();

    [Fact]
    public void Set_AnyBytes_NeverThrows() => Prop.ForAll<byte[]?>(content => NfoRating.Set(content ?? [], "R", Mpaa, custom: false) is not null).QuickCheckThrowOnFailure();

    private static void EveryOtherByteStays(string? title, bool windows, bool commented)
    {
        var end = windows ? "\r\n" : "\n";
        var told = System.Security.SecurityElement.Escape(new string([.. (title ?? "").Where(c => !char.IsSurrogate(c) && (c >= ' ' || c == '\t') && c < '\uFFFE')]));
        var head = $"<movie>{end}  <title>{told}</title>{end}{(commented ? $"  <!-- {told.Replace("-", "", StringComparison.Ordinal)} -->{end}" : "")}";
        var before = Encoding.UTF8.GetBytes($"{head}  <mpaa>PG</mpaa>{end}</movie>{end}");

        var edit = NfoRating.Set(before, "PG-13", Mpaa, custom: false);

        Assert.Equal($"{head}  <mpaa>PG-13</mpaa>{end}</movie>{end}", Encoding.UTF8.GetString(edit.Content!));
        Assert.Equal("PG-13", NfoReader.Parse(edit.Content!, out _).Rating);
        Assert.Equal(NfoOutcome.Same, NfoRating.Set(edit.Content!, "PG-13", Mpaa, custom: false).Outcome);
        Assert.Equal(before, NfoRating.Set(edit.Content!, "PG", Mpaa, custom: false).Content);
    }
}
