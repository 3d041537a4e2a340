using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Records;

public sealed class CreditTextTests
{
    [Theory]
    [InlineData("J.J. Abrams (nm0009190)", "J.J. Abrams", 9190, 0)]
    [InlineData(" J.J. Abrams [NM0009190] ", "J.J. Abrams", 9190, 0)]
    [InlineData("Ann [imdb:nm0000001, tmdb:12]", "Ann", 1, 12)]
    [InlineData("Ann (nm0000001) (tmdb:12)", "Ann", 1, 12)]
    [InlineData("Ann [tmdb:12]", "Ann", 0, 12)]
    [InlineData("Ann(tmdb:12)", "Ann", 0, 12)]
    [InlineData("John Smith (II)", "John Smith (II)", 0, 0)]
    [InlineData("John Smith (II) [nm0000007]", "John Smith (II)", 7, 0)]
    [InlineData("Ann (12)", "Ann (12)", 0, 0)]
    [InlineData("Ann (nm)", "Ann (nm)", 0, 0)]
    [InlineData("Ann (nm0000000)", "Ann (nm0000000)", 0, 0)]
    [InlineData("Ann (nm99999999999)", "Ann (nm99999999999)", 0, 0)]
    [InlineData("Ann (tt0000001)", "Ann (tt0000001)", 0, 0)]
    [InlineData("Ann (nm1 x)", "Ann (nm1 x)", 0, 0)]
    [InlineData("Ann )", "Ann )", 0, 0)]
    [InlineData("Ann ()", "Ann ()", 0, 0)]
    [InlineData("(nm0000001)", "(nm0000001)", 1, 0)]
    [InlineData("", "", 0, 0)]
    public void Parse_Text_SplitsNameAndIds(string text, string name, int imdb, int tmdb) => Assert.Equal(new Credit(name, imdb, tmdb), CreditText.Parse(text));

    [Theory]
    [InlineData("nm0009190", 9190)]
    [InlineData(" https://www.imdb.com/name/nm0009190/ ", 9190)]
    [InlineData("9190", 0)]
    [InlineData("", 0)]
    public void Imdb_Text_GivesTheNumber(string text, int number) => Assert.Equal(number, CreditText.Imdb(text));

    [Theory]
    [InlineData("14887", 14887)]
    [InlineData("https://www.themoviedb.org/person/14887-paddy", 14887)]
    [InlineData("-5", 0)]
    [InlineData("nm1", 0)]
    public void Tmdb_Text_GivesTheNumber(string text, int number) => Assert.Equal(number, CreditText.Tmdb(text));
}
