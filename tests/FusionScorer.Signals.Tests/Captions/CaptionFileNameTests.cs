using FusionScorer.Signals.Captions;

namespace FusionScorer.Signals.Tests.Captions;

public class CaptionFileNameTests
{
    [Theory]
    [InlineData("film.srt", null, CaptionKind.Full)]
    [InlineData("film.en.srt", "en", CaptionKind.Full)]
    [InlineData("film.eng.vtt", "en", CaptionKind.Full)]
    [InlineData("film.ger.srt", "de", CaptionKind.Full)]
    [InlineData("film.en-US.srt", "en", CaptionKind.Full)]
    [InlineData("film.pt_BR.srt", "pt", CaptionKind.Full)]
    [InlineData("film.zh-Hans.ass", "zh", CaptionKind.Full)]
    [InlineData("film.English.srt", "en", CaptionKind.Full)]
    [InlineData("/a/b/film.FR.SRT", "fr", CaptionKind.Full)]
    [InlineData("film.en.forced.srt", "en", CaptionKind.Forced)]
    [InlineData("film.forced.en.srt", "en", CaptionKind.Forced)]
    [InlineData("film.en.sdh.srt", "en", CaptionKind.Sdh)]
    [InlineData("film.en.cc.srt", "en", CaptionKind.Sdh)]
    [InlineData("film.en.hi.srt", "en", CaptionKind.Sdh)]
    [InlineData("film.hi.srt", null, CaptionKind.Sdh)]
    [InlineData("film.sdh.forced.srt", null, CaptionKind.Forced)]
    [InlineData("It.srt", null, CaptionKind.Full)]
    [InlineData("The.Man.Who.srt", null, CaptionKind.Full)]
    [InlineData("Once.1968.en.srt", "en", CaptionKind.Full)]
    [InlineData("film.en.1080p.srt", null, CaptionKind.Full)]
    public void Parse_NameAlone_GivesLanguageAndKind(string file, string? language, CaptionKind kind) =>
        Assert.Equal(new CaptionFileName(language, kind), CaptionFileName.Parse(file));

    [Theory]
    [InlineData("What.Is.It.srt", "What.Is.It.mp4", null, CaptionKind.Full)]
    [InlineData("What.Is.It.fr.srt", "/m/What.Is.It.mp4", "fr", CaptionKind.Full)]
    [InlineData("Film.2.track.en.srt", "Film.mkv", "en", CaptionKind.Full)]
    [InlineData("Film English (SDH).srt", "Film.mkv", "en", CaptionKind.Sdh)]
    [InlineData("film_de.srt", "Film.mkv", "de", CaptionKind.Full)]
    [InlineData("other.es.srt", "Film.mkv", "es", CaptionKind.Full)]
    public void Parse_BesideItsFilm_ReadsOnlyTheRest(string file, string film, string? language, CaptionKind kind) =>
        Assert.Equal(new CaptionFileName(language, kind), CaptionFileName.Parse(file, film));

    [Theory]
    [InlineData("en", "en")]
    [InlineData("ENG", "en")]
    [InlineData("fre", "fr")]
    [InlineData("German", "de")]
    [InlineData("en-GB", "en")]
    [InlineData("und", null)]
    [InlineData("", null)]
    [InlineData("x-y", null)]
    public void Code_TagsAndNames_GiveShortCodes(string text, string? code) => Assert.Equal(code, Languages.Code(text));
}
