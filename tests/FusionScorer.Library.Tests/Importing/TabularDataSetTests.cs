using System.Diagnostics;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Tests.Importing;

public sealed class TabularDataSetTests : IDisposable
{
    private const string Clips = "clip_id,title,year,duration_min,genres,directors,cast,mood\n";

    private static readonly ViewerHash Hash = new(new byte[32]);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AllFiles_GivesClipsReadingsViewersAndTruth()
    {
        _folder.Write("clips.csv", Clips + "tt0000001,\"One, two\",1999,90.5,Drama|Horror|Drama,A. Director,B|C,dark\nb,,,,,,,\n");
        _folder.Write("features.csv", "clip_id,captions.words,nudity.max_score,my audio.peak (dB),captions.strong\nb,,.25,,\ntt0000001,100,,-3.5,0\n");
        _folder.Write("viewers.csv", "viewer_id,clip_id,rating\nv1,b,4.0\nv2,b,\nv1,tt0000001,3\nv1,b,2\nv9,zzz,1\n");
        var truth = _folder.Write("truth.csv", "clip_id,level\nb,pg-13\n");
        var set = TabularDataSet.Read(_folder.Path, Hash, truth, Taxonomy.Mpaa);

        Assert.Equal(["tt0000001", "b"], set.Clips.Select(clip => clip.ClipId));
        var metadata = set.Clips[0].Metadata;
        Assert.Equal(("One, two", 1999, 90.5, "tt0000001"), (metadata.Title, metadata.Year, metadata.DurationMinutes, metadata.ImdbId));
        Assert.Equal(["Drama", "Horror"], metadata.Genres.ToArray());
        Assert.Equal(["B", "C"], metadata.Cast.ToArray());
        Assert.Null(set.Clips[1].Metadata.Title);

        Assert.Equal([(0, "captions"), (0, "my audio"), (1, "nudity")], set.Readings.Select(reading => (reading.Clip, reading.Signal)));
        Assert.Equal(0f, set.Readings[0].Features["captions.strong"]);
        Assert.Equal(-3.5f, set.Readings[1].Features["my audio.peak (dB)"]);
        var stored = set.ReadingsOf([70, 71]).ToList();
        Assert.Equal((70L, ReadingStatus.Read), (stored[0].ClipNo, stored[0].Status));

        Assert.Equal([(0L, 3f), (1L, 2f), (1L, float.NaN)], set.Viewers.Links.Select(link => (link.ClipNo, link.Rating)).OrderBy(pair => pair.ClipNo).ThenBy(pair => float.IsNaN(pair.Rating)));
        Assert.Equal(Hash.Of("v1"), set.Viewers.Links.Single(link => link.Rating == 3).Viewer);
        Assert.Equal(71, set.ViewersOf([70, 71]).Last().ClipNo);
        Assert.Equal(2, set.Warnings.Count);
        Assert.Equal([-1, 2], set.Truth!);
    }

    [Fact]
    public void Read_PeopleWithIdsAndWriters_AreReadAsSuch()
    {
        _folder.Write("clips.csv", "clip_id,writers,directors,cast\na,W | W|V [tmdb:5],J.J. Abrams (nm0009190),John Smith (II)|Ann [nm0000001]\nb,,,\n");
        var set = TabularDataSet.Read(_folder.Path, Hash);
        var metadata = set.Clips[0].Metadata;
        Assert.Equal(["W", new("V", Tmdb: 5)], metadata.Writers.ToArray());
        Assert.Equal([new("J.J. Abrams", 9190)], metadata.Directors.ToArray());
        Assert.Equal(["John Smith (II)", new("Ann", 1)], metadata.Cast.ToArray());
        Assert.Empty(set.Clips[1].Metadata.Writers);
    }

    [Fact]
    public void Read_ClipsOnly_TruthIsNotReadUnlessNamed()
    {
        _folder.Write("clips.csv", "clip_id\na\n");
        _folder.Write("truth.csv", "garbage");
        var set = TabularDataSet.Read(_folder.Path, Hash);
        Assert.Null(set.Truth);
        Assert.Empty(set.Readings);
        Assert.Empty(set.Viewers.Links);
    }

    [Theory]
    [InlineData("clips.csv", "title\nx\n", "clips.csv:1: there is no column 'clip_id'")]
    [InlineData("clips.csv", "clip_id,genre\nx,Drama\n", "clips.csv:1: column 'genre' is not known; did you mean 'genres'?")]
    [InlineData("clips.csv", "clip_id\na\na\n", "clips.csv:3: clip_id 'a' appears twice")]
    [InlineData("clips.csv", "clip_id,year\na,soon\n", "clips.csv:2: year 'soon' is not a year")]
    [InlineData("clips.csv", "clip_id,duration_min\na,-1\n", "clips.csv:2: duration_min '-1'")]
    [InlineData("clips.csv", "clip_id,year\n,1999\n", "clips.csv:2: clip_id is empty")]
    [InlineData("clips.csv", "clip_id,year\na\n", "clips.csv:2: the row has 1 cells")]
    [InlineData("clips.csv", "clip_id\n", "clips.csv: has a header but no clips")]
    [InlineData("features.csv", "clip_id,captions.words\nzz,1\n", "features.csv:2: clip 'zz' is not in clips.csv")]
    [InlineData("features.csv", "clip_id,captions.words\nx,\nx,1\n", "features.csv:3: clip 'x' has a row already on line 2")]
    [InlineData("features.csv", "clip_id,loud\nx,1\n", "features.csv:1: column 'loud' is no feature; write signal.feature, for example outside.loud")]
    [InlineData("features.csv", "clip_id,a.b\nx,many\n", "features.csv:2: 'many' in column 'a.b' is not a number")]
    [InlineData("features.csv", "clip_id,a.b\nx,1e99\n", "features.csv:2: '1e99' in column 'a.b' is not a number")]
    [InlineData("features.csv", "clip_id,a.b\nx,NaN\n", "features.csv:2: 'NaN' in column 'a.b' is not a number")]
    [InlineData("viewers.csv", "viewer,clip_id,rating\nv,x,1\n", "viewers.csv:1: there is no column 'viewer_id'")]
    [InlineData("viewers.csv", "", "viewers.csv: is empty")]
    [InlineData("truth.csv", "clip_id,level\nx,PG14\n", "truth.csv:2: unknown level 'PG14'; the levels are G, PG, PG-13, R, NC-17")]
    [InlineData("truth.csv", "clip_id,level\nzz,R\n", "truth.csv:2: clip 'zz' is not known")]
    [InlineData("truth.csv", "clip_id,level\nx,R\nx,R\n", "truth.csv:3: clip 'x' appears twice")]
    public void Read_BadFile_NamesFileLineAndMend(string file, string text, string expected)
    {
        _folder.Write("clips.csv", "clip_id\nx\n");
        _folder.Write(file, text);
        var truth = file == "truth.csv" ? _folder.At(file) : null;
        Assert.Contains(expected, Faults.Of(() => TabularDataSet.Read(_folder.Path, Hash, truth)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v,x,good", "rating 'good' is not a number")]
    [InlineData("v,x", "the row has 2 cells")]
    [InlineData(",x,1", "viewer_id is empty")]
    [InlineData("v,,1", "clip_id is empty")]
    public void Read_BadViewerRow_IsCountedAndTheRestIsRead(string row, string fault)
    {
        _folder.Write("clips.csv", "clip_id\nx\n");
        _folder.Write("viewers.csv", $"viewer_id,clip_id,rating\nv1,x,1\n{row}\n{row}\nv2,x,\n");
        var set = TabularDataSet.Read(_folder.Path, Hash);
        Assert.Equal((2, 2), (set.Viewers.Links.Count, set.Viewers.BadRows));
        var warning = Assert.Single(set.Warnings);
        Assert.Contains($"viewers.csv:3: {fault}", warning, StringComparison.Ordinal);
        Assert.EndsWith("(2 bad rows left out)", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoSuchFolder_SaysSo() =>
        Assert.Contains("no such folder", Faults.Of(() => TabularDataSet.Read(_folder.At("none"), Hash)), StringComparison.Ordinal);

    [EvalDataFact]
    public void Read_RealFilms_IsCompleteAndFast()
    {
        var folder = EvalData.PathOf("movies-dev");
        var truth = Path.Combine(folder, TabularDataSet.TruthFile);
        _ = TabularDataSet.Read(folder, Hash, truth);
        var watch = Stopwatch.StartNew();
        var set = TabularDataSet.Read(folder, Hash, truth);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1);
        Assert.Equal(2497, set.Clips.Count);
        Assert.Equal(442, set.Readings.Count(reading => reading.Signal == SignalNames.Captions));
        Assert.Equal(622, set.Readings.Count(reading => reading.Signal == SignalNames.Speech));
        Assert.Equal(1855, set.Readings.Count(reading => reading.Signal == SignalNames.Nudity));
        Assert.All(set.Truth!, level => Assert.InRange(level, 0, 3));
        Assert.True(set.Viewers.Links.Count > 40_000);
    }
}
