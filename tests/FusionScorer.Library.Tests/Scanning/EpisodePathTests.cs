using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Tests.Scanning;

public sealed class EpisodePathTests
{
    [Theory]
    [InlineData("Night Shift Diner/Season 01/Night Shift Diner S01E02.mkv", "Night Shift Diner", 1, 2)]
    [InlineData("shows/The.Lodge.s02e10.720p.mp4", "The Lodge", 2, 10)]
    [InlineData("The Lodge (2004)/Season 1/S01E03.mp4", "The Lodge (2004)", 1, 3)]
    [InlineData("The Lodge/Specials/00x01 - Pilot.mp4", "The Lodge", 0, 1)]
    [InlineData("Show - 1x02 - Two.mp4", "Show", 1, 2)]
    [InlineData("Show S01E01-E02.mp4", "Show", 1, 1)]
    public void Of_AnEpisode_IsShowSeasonEpisode(string path, string series, int season, int episode) => Assert.Equal(new EpisodePath(series, season, episode), EpisodePath.Of(path));

    [Theory]
    [InlineData("films/A (2001)/A (2001).mp4")]
    [InlineData("Movies1234e5678.mp4")]
    [InlineData("1920x1080.mp4")]
    [InlineData("S01E01.mp4")]
    public void Of_AnythingElse_IsNone(string path) => Assert.Null(EpisodePath.Of(path));
}
