using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    protected static BlindTask SecondOf(long clip, string decision, string first = "ann") => new(0, BlindKind.Second, clip, first, decision, Level: null, Share: 0.1, Noon);

    [SkippableFact]
    public void AddTask_ComesBackAsGiven_AndTwiceIsOnce()
    {
        var clips = AddClips(2);
        var second = Store.Quality.Add(SecondOf(clips[0], "d1"));
        var check = Store.Quality.Add(new BlindTask(0, BlindKind.Check, clips[1], "bob", DecisionId: null, "PG-13", Share: 0.05, Later));

        Assert.Equal(second, Store.Quality.Add(SecondOf(clips[0], "d1", "ANN") with { At = Later }));
        Reopen();

        Assert.True(check.Id > second.Id);
        Assert.Equal([SecondOf(clips[0], "d1") with { Id = second.Id }, check], Store.Quality.TasksAfter(0));
        Assert.Equal([check], Store.Quality.TasksAfter(second.Id));
    }

    [SkippableFact]
    public void AddTask_OfAnotherKindOrAnswer_IsAnother()
    {
        var clip = AddClips(1)[0];

        Store.Quality.Add(SecondOf(clip, "d1"));
        Store.Quality.Add(SecondOf(clip, "d2"));
        Store.Quality.Add(SecondOf(clip, "d1") with { Kind = BlindKind.Seen, DecisionId = null });
        Store.Quality.Add(SecondOf(clip, "d1") with { Kind = BlindKind.Seen, DecisionId = null, Account = "bob" });

        Assert.Equal(4, Store.Quality.TasksAfter(0).Count);
        Assert.ThrowsAny<Exception>(() => Store.Quality.Add(SecondOf(999, "d3")));
    }

    [SkippableFact]
    public void Answer_WithATask_SavesBothOnce()
    {
        var clip = AddClips(1)[0];

        var saved = Store.Review.Answer(Level("d1", clip), SecondOf(clip, "d1"));
        var again = Store.Review.Answer(Level("d1", clip), SecondOf(clip, "d1"));

        Assert.Equal((true, "d1"), (saved.Added, saved.Task!.DecisionId));
        Assert.Equal((false, null), (again.Added, again.Task));
        Assert.Equal(saved.Task, Assert.Single(Store.Quality.TasksAfter(0)));
    }
}
