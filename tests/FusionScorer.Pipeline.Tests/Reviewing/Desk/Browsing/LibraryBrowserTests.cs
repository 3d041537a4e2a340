using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Reviewing.Desk.Browsing;
using FusionScorer.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Pipeline.Tests.Reviewing.Desk.Browsing;

/// <summary>The library page beside plain looks at each clip, on three hundred clips of which some are decided and some known.</summary>
public sealed class LibraryBrowserTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Project _project;
    private readonly ReviewDesk _desk;

    public LibraryBrowserTests()
    {
        SyntheticDataSet.Write(_folder.At("data"), 300);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
        _project = Project.Create(new ProjectFile { Policy = DefaultPolicy.Policy }, _folder.At("project"), "tester", clock);
        File.WriteAllLines(_folder.At("known.csv"), File.ReadLines(_folder.At("data", "truth.csv")).Take(41));
        DataSetImport.Run(_project, _folder.At("data"), _folder.At("known.csv"), "tester");
        _desk = ReviewDesk.Open(_project);
        for (var i = 0; i < 40; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            var answer = new ReviewerAnswer($"decision-{i:000}", $"t{100 + (i % 30)}", i % 7 == 0 ? "unsure" : _project.Policy.Taxonomy[(i * 3) % 5], null, null, 1, 0, _desk.Model.PolicyRow.Hash, [], null, null, clock.GetUtcNow());
            Assert.True(_desk.Answers.Take(answer, i < 30 ? "ann" : "bob", "reviewer").Added);
        }
    }

    public static TheoryData<string, LibraryFilter> Filters => new()
    {
        { "all", new() },
        { "level", new(Level: "R") },
        { "decided", new(Status: "decided", Sort: "decided") },
        { "disputed", new(Status: "disputed") },
        { "known", new(Source: "known", Sort: "year", Descending: true) },
        { "signal", new(Signal: "captions", Sort: "conflict") },
        { "missing", new(Missing: "nudity", Sort: "cost", Descending: false) },
        { "genre", new(Genre: "horror", YearFrom: 1990, YearTo: 2005, Sort: "confidence") },
        { "thresholds", new(ConflictFrom: 0.1, CostFrom: 0.2, Sort: "level") },
        { "disagrees", new(Disagrees: true) },
        { "search", new(Search: "FILM 12", Level: "PG-13", Sort: "id") },
        { "pair", new(Pair: "genre|captions") },
        { "nothing", new(Search: "no such title") },
    };

    public void Dispose()
    {
        _project.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Page_HoldsWhatALookAtEachClipFinds_InOrder(string name, LibraryFilter filter)
    {
        var expected = Matching(filter);

        var all = _desk.Browser.Page(filter);
        Assert.Equal((name, expected.Count), (name, all.Total));
        Assert.Equal(expected.Order(), all.Rows.Order());
        for (var i = 1; i < all.Rows.Count; i++)
            Assert.True(Before(filter, all.States, all.Rows[i - 1], all.Rows[i]), $"{name}: {all.Rows[i - 1]} before {all.Rows[i]}");
        Assert.Equal(all.Rows.Skip(5).Take(7), _desk.Browser.Page(filter, 5, 7).Rows);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void Facets_SayHowManyClipsEachChoiceLeaves(string name, LibraryFilter filter)
    {
        var facets = _desk.Browser.Facets(filter);

        Check(facets.Levels, choice => filter with { Level = choice });
        Check(facets.Statuses, choice => filter with { Status = choice });
        Check(facets.Sources, choice => filter with { Source = choice });
        Check(facets.Signals, choice => filter with { Signal = choice });
        Check(facets.Missing, choice => filter with { Missing = choice });
        Check(facets.Pairs, choice => filter with { Pair = choice }, tiny: true);
        Check(facets.Genres, choice => filter with { Genre = choice });
        foreach (var year in facets.Years)
            Assert.Equal((name, year.Value), (name, Matching(filter with { YearFrom = year.Key, YearTo = year.Key }).Count));

        void Check(IReadOnlyList<KeyValuePair<string, int>> counts, Func<string, LibraryFilter> with, bool tiny = false)
        {
            foreach (var (choice, count) in counts)
            {
                // A conflict too small to name is counted for no pair.
                var left = Matching(with(choice)).Count(row => !tiny || _desk.Model.Result(row).Conflict >= 0.01);
                Assert.Equal((name, choice, left), (name, choice, count));
            }
        }
    }

    [Fact]
    public void ADecision_IsSeenAtOnce()
    {
        var before = _desk.Browser.Page(new LibraryFilter(Status: "decided")).Total;
        var answer = new ReviewerAnswer("one-more-decision", "t7x", "R", null, null, 1, 0, _desk.Model.PolicyRow.Hash, [], null, null, _project.Clock.GetUtcNow());
        Assert.Equal(Refusal.NoClip, _desk.Answers.Take(answer, "ann", "reviewer").Refusal);
        Assert.True(_desk.Answers.Take(answer with { ClipId = "t200" }, "ann", "reviewer").Added);

        Assert.Equal(before + 1, _desk.Browser.Page(new LibraryFilter(Status: "decided")).Total);
        Assert.Equal("t200", _desk.Model.Clips.IdOf(_desk.Browser.Page(new LibraryFilter(Sort: "decided"), 0, 1).Rows[0]));
    }

    [Theory]
    [InlineData("level")]
    [InlineData("sort")]
    [InlineData("pair")]
    public void AFilterThatNothingHas_IsRefusedInOneLine(string part)
    {
        var filter = part switch { "level" => new LibraryFilter(Level: "XX"), "sort" => new LibraryFilter(Sort: "colour"), _ => new LibraryFilter(Pair: "captions") };
        Assert.DoesNotContain('\n', Assert.Throws<BadInputException>(() => _desk.Browser.Page(filter)).Message);
    }

    private List<int> Matching(LibraryFilter filter) => [.. Enumerable.Range(0, _desk.Model.Clips.Count).Where(row =>
    {
        var model = _desk.Model;
        var (clip, result, level) = (model.Clips[row], model.Result(row), model.LevelOf(row, _desk.StandingOf(model.ClipAt(row))));
        var spoken = model.Policy.Functions.Where((function, j) => result.Votes[j] >= 2 && result.Votes[j] - 2 < function.Rules.Length).Select(function => function.Signal).ToHashSet();
        var read = _project.Store.Readings.OfClip(clip.No).Where(reading => reading.Status == Core.Clips.ReadingStatus.Read).Select(reading => reading.Signal).Append(clip.Metadata.Genres.IsEmpty ? "" : "genre").ToHashSet();
        return (filter.Level is null || model.Policy.Taxonomy[level.Level] == filter.Level)
            && (filter.Status is null || level.Status == filter.Status)
            && (filter.Source is null || level.Source == filter.Source)
            && (filter.Signal is null || spoken.Contains(filter.Signal))
            && (filter.Missing is null || !read.Contains(filter.Missing))
            && (filter.Pair is null || result.ConflictPair.Split('|').Order(StringComparer.Ordinal).SequenceEqual(filter.Pair.Split('|').Order(StringComparer.Ordinal)))
            && (filter.Genre is null || clip.Metadata.Genres.Contains(filter.Genre, StringComparer.OrdinalIgnoreCase))
            && (filter.YearFrom is null || clip.Metadata.Year >= filter.YearFrom) && (filter.YearTo is null || clip.Metadata.Year <= filter.YearTo)
            && (filter.ConflictFrom is null || result.Conflict >= filter.ConflictFrom) && (filter.CostFrom is null || result.ExpectedCost >= filter.CostFrom)
            && (filter.Disagrees is null || level.ModelDisagrees == filter.Disagrees)
            && (filter.Search is null || filter.Search.Split(' ').All(word => clip.Metadata.Title!.Contains(word, StringComparison.OrdinalIgnoreCase) || clip.ClipId.Contains(word, StringComparison.OrdinalIgnoreCase)));
    })];

    private static bool Before(LibraryFilter filter, RowStates states, int one, int other)
    {
        var (a, b) = (states.View(one), states.View(other));
        var order = filter.Sort switch
        {
            null => string.CompareOrdinal(a.Clip.Name.ToLowerInvariant(), b.Clip.Name.ToLowerInvariant()),
            "id" => string.CompareOrdinal(a.Clip.ClipId, b.Clip.ClipId),
            "year" => a.Clip.Metadata.Year!.Value.CompareTo(b.Clip.Metadata.Year!.Value),
            "level" => states.Levels.ToList().IndexOf(a.Level).CompareTo(states.Levels.ToList().IndexOf(b.Level)),
            "confidence" => a.Result.Posterior.Max().CompareTo(b.Result.Posterior.Max()),
            "conflict" => a.Result.Conflict.CompareTo(b.Result.Conflict),
            "cost" => a.Result.ExpectedCost.CompareTo(b.Result.ExpectedCost),
            _ => (a.DecidedAt ?? DateTimeOffset.MinValue).CompareTo(b.DecidedAt ?? DateTimeOffset.MinValue),
        };
        return (filter.Descending ?? filter.Sort is not (null or "id" or "year")) ? order >= 0 : order <= 0;
    }
}
