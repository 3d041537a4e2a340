using FusionScorer.Core;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Reviewing;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Tuning;

namespace FusionScorer.Pipeline.Tests.Tuning;

/// <summary>What a preview promises is what happens.</summary>
public sealed class TuningDeskTests
{
    private static readonly TuningDraft Draft = new(new Dictionary<string, double> { ["captions"] = 0.3, ["nudity"] = 1.7 }, Under: 3, Over: 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Preview_IsWhatSavingAndFusingWithoutRefitGives_ClipForClip(bool argmax)
    {
        using var test = new TuningProject(policy: policy => policy with { LevelRule = argmax ? LevelRule.Argmax : LevelRule.LeastCost });
        test.Answer(20);
        Assert.True(test.Desk.Learning.Step());
        var (model, parent) = (test.Desk.Model, test.Tuning.Policies.Active);

        var preview = test.Tuning.Preview(Draft);
        var (total, moved) = test.Tuning.Moved(Draft, null, null, 0, 1000);
        var saved = test.Tuning.Policies.Save(Draft, parent, "pia", "captions of karaoke")!;

        var policy = PolicyReader.Parse("saved", saved.Text);
        var posterior = FusedPosterior.Compute(model.Blocks, FusionRun.Weights(policy));
        var cost = CostMatrix.Linear(5, policy.UnderRatingCost, policy.OverRatingCost);
        var after = Enumerable.Range(0, model.Clips.Count).Select(row =>
        {
            double[] p = [.. posterior[(row * 5)..((row + 1) * 5)].Select(share => (double)share)];
            return argmax ? PosteriorMetrics.Argmax(p) : cost.LeastCost(p);
        }).ToArray();
        var before = Enumerable.Range(0, after.Length).Select(row => model.Result(row).Level).ToArray();
        Assert.Equal(
            Enumerable.Range(0, after.Length).Where(row => before[row] != after[row])
                .ToDictionary(row => model.Clips[row].ClipId, row => (model.Policy.Taxonomy[before[row]], model.Policy.Taxonomy[after[row]])),
            moved.ToDictionary(clip => clip.ClipId, clip => (clip.From, clip.To)));
        Assert.Equal((total, 300), (preview.Levels.Moved, preview.Levels.Rows));
        for (var cell = 0; cell < 25; cell++)
            Assert.Equal(Enumerable.Range(0, after.Length).Count(row => before[row] == cell / 5 && after[row] == cell % 5), preview.Levels.Counts[cell]);
        Assert.True(total > 2);
        Assert.Equal(moved.Take(20), preview.Examples);
        Assert.False(preview.Refitted);
        Assert.Equal((model.Run.Id, parent), (preview.Run, preview.Policy));
    }

    [Fact]
    public void Trial_IsWhatSavingAndLearningAnewGives()
    {
        using var test = new TuningProject();
        test.Answer(20);
        test.Desk.Learning.Step();
        var functions = DraftsOf(test.Desk.Model.Policy);
        functions[0] = functions[0] with { Rules = [.. functions[0].Rules.Take(1)] };
        var draft = Draft with { Functions = functions };
        var before = Levels(test.Desk.Model);

        var trial = Wait(test, test.Tuning.Try(draft).Id);

        Assert.Equal(("done", null, true), (trial.State, trial.Fault, trial.Preview!.Refitted));
        Assert.NotNull(test.Tuning.Policies.Save(draft, test.Tuning.Policies.Active, "pia", "fewer rules"));
        Assert.True(test.Desk.Learning.Step());
        var after = Levels(test.Desk.Model);
        for (var cell = 0; cell < 25; cell++)
            Assert.Equal(before.Zip(after).Count(pair => pair.First == cell / 5 && pair.Second == cell % 5), trial.Preview!.Levels.Counts[cell]);
        test.Clock.Advance(TuningTrials.Kept + TimeSpan.FromSeconds(1));
        Assert.Null(test.Tuning.Trials.Find(trial.Id));
    }

    [Fact]
    public void Preview_ByAuditAnswers_SaysWhatProgressSays()
    {
        using var test = new TuningProject(policy: policy => policy with { AuditShare = 0.5 });
        Assert.Null(test.Tuning.Preview(Draft).Audit);
        test.Answer(40);
        test.Desk.Learning.Step();

        var preview = test.Tuning.Preview(Draft);

        var report = ProgressRun.Of(test.Project, 0.9);
        Assert.True(report.Accuracy.Audit.Answers > 5);
        Assert.Equal(report.Accuracy.Audit.Answers, preview.Audit!.Before.Accuracy.Answers);
        Assert.Equal(report.Accuracy.Audit.Value!.Value, preview.Audit.Before.Accuracy.Value!.Value, 1e-5);
        Assert.Equal(report.Accuracy.Audit.Low, preview.Audit.Before.Accuracy.Low, 1e-5);
        Assert.Equal(report.UnderRated.Audit.High, preview.Audit.Before.UnderRated.High, 1e-5);
        Assert.Equal(report.Accuracy.Expected!.Value, preview.Levels.Before.Accuracy, 1e-5);
        Assert.Equal(report.UnderRated.Expected!.Value, preview.Levels.Before.UnderRated, 1e-5);
        Assert.Equal(report.AuditedFor, preview.Levels.SpokenFor);
        Assert.NotEqual(preview.Audit.Before, preview.Audit.After);
        var (value, low, high) = (preview.Audit.After.OverRated.Value!.Value, preview.Audit.After.OverRated.Low, preview.Audit.After.OverRated.High);
        Assert.True(low <= value && value <= high);
        Assert.Equal(40, preview.Calibration!.Before.Count);
        Assert.InRange(preview.Calibration.Before.Error, 0, 1);
    }

    [Fact]
    public void Preview_OfTheSameWeights_MovesNothing()
    {
        using var test = new TuningProject(60);
        test.Answer(10);

        var preview = test.Tuning.Preview(new TuningDraft());

        Assert.Equal(0, preview.Levels.Moved);
        Assert.Equal(preview.Levels.Before, preview.Levels.After);
        Assert.Equal(preview.Calibration!.Before.Error, preview.Calibration.After.Error);
        Assert.Throws<BadInputException>(() => test.Tuning.SaveChange(new TuningDraft(), "pia"));
    }

    [Fact]
    public void Look_IsWhatIsInForce_WithTheSuggestionsOfTheCommandLine()
    {
        using var test = new TuningProject();
        test.Answer(30);
        test.Desk.Learning.Step();

        var look = test.Tuning.Look();

        var overview = WeightsRun.Look(test.Project);
        Assert.Equal(overview.Suggestion.Signals.Select(signal => (signal.Signal, signal.Informed)), look.Signals.Take(overview.Suggestion.Signals.Length).Select(signal => (signal.Signal, signal.Informed)));
        Assert.All(overview.Suggestion.Signals.Zip(look.Signals), pair => Assert.Equal(pair.First.Weight, pair.Second.Suggested, 1e-9));
        Assert.All(overview.Contributions.Zip(look.Signals), pair => Assert.Equal(pair.First, pair.Second.Contribution, 1e-9));
        Assert.Equal((30, overview.Suggestion.Caveat), (look.Decisions, look.Caveat));
        Assert.Contains(look.Features, feature => feature is { Feature: "captions.strong", Signal: "captions" });
        Assert.Equal(test.Desk.Model.Policy.Functions, look.Functions.Select(function => function.Function));
        Assert.All(look.Functions, function => Assert.NotNull(test.Tuning.LearnedOf(function)));
    }

    [Fact]
    public void Draft_ThatIsOfNoUse_IsRefusedInOneLine()
    {
        using var test = new TuningProject(40, policy: policy => policy with { Weights = policy.Weights.SetItem("genre", 0) });

        Assert.Contains("weight of captions", Fault(new TuningDraft(new Dictionary<string, double> { ["captions"] = 2.5 })), StringComparison.Ordinal);
        Assert.Contains("did you mean 'captions'", Fault(new TuningDraft(new Dictionary<string, double> { ["caption"] = 0.5 })), StringComparison.Ordinal);
        Assert.Contains("both costs are 0", Fault(new TuningDraft(Under: 0, Over: 0)), StringComparison.Ordinal);
        Assert.Contains("cost.under", Fault(new TuningDraft(Under: -1)), StringComparison.Ordinal);
        Assert.Contains("'genre' is off", Fault(new TuningDraft(new Dictionary<string, double> { ["genre"] = 1 })), StringComparison.Ordinal);
        Assert.Contains("trial", Fault(new TuningDraft(Functions: DraftsOf(test.Desk.Model.Policy))), StringComparison.Ordinal);
        Assert.Contains(test.Tuning.Look().Signals, signal => signal is { Signal: "genre", Weight: 0, Contribution: 0, Informed: false });
        Assert.Throws<BadInputException>(() => test.Tuning.Moved(Draft, "X", null, 0, 10));
        Assert.Throws<BadInputException>(() => new QueueFilter(Changes: "nothing").Validate(test.Desk.Model));

        string Fault(TuningDraft draft) => Assert.Throws<BadInputException>(() => test.Tuning.Preview(draft)).Message;
    }

    [Fact]
    public void Change_MakesAQueueOfTheClipsThatItMoves()
    {
        using var test = new TuningProject();
        var (_, moved) = test.Tuning.Moved(Draft, null, null, 0, 1000);

        var (id, clips) = test.Tuning.SaveChange(Draft, "pia");

        Assert.Equal(moved.Length, clips);
        var filter = new QueueFilter(Changes: id, Status: "all");
        Assert.Equal(moved.Select(clip => clip.ClipId).Order(), IdsOf(filter).Order());
        var open = IdsOf(new QueueFilter(Changes: id));
        Assert.Equal(moved.Where(clip => clip.Stands is null).Select(clip => clip.ClipId).Order(), open.Order());
        var claimed = test.Desk.Queues.Claim(new QueueFilter(Changes: id), 5, new HashSet<string>(), "ann", "a");
        Assert.All(claimed.Clips, clip => Assert.Contains(test.Desk.Model.Clips[clip.Row].ClipId, open));
        Assert.Equal((5, open.Count), (claimed.Clips.Count, claimed.Left));

        List<string> IdsOf(QueueFilter queue) => [.. test.Desk.Queues.Rows(test.Desk.Model, queue, "ann").Select(row => test.Desk.Model.Clips[row].ClipId)];
    }

    [Fact]
    public void Policies_AreSavedOverTheActiveOne_ComparedAndGoneBackTo()
    {
        using var test = new TuningProject(80);
        var (shelf, first) = (test.Tuning.Policies, test.Tuning.Policies.Active);
        var file = File.ReadAllText(test.Project.FilePath);

        var second = shelf.Save(Draft, first, "pia", " less of captions ")!;

        Assert.Equal((first, "pia", "less of captions"), (second.Parent, second.Author, second.Note));
        Assert.Equal((second.Hash, second.Hash), (shelf.Active, shelf.List()[0].Hash));
        Assert.Null(shelf.Save(Draft, first, "pia", "over an old one"));
        Assert.Equal(second, shelf.Save(new TuningDraft(), second.Hash, "pia", "nothing new"));
        Assert.Equal(file, File.ReadAllText(test.Project.FilePath));

        Assert.True(test.Desk.Learning.Step());
        Assert.Equal(second.Hash, test.Desk.Model.PolicyRow.Hash);
        var (lines, preview) = test.Tuning.ComparePolicies(shelf.Find(first)!, second);
        Assert.Equal(["cost of under-rating: 2 → 3", "weight of captions: 1 → 0.3", "weight of nudity: 1 → 1.7"], lines);
        Assert.True(preview!.Levels.Moved > 0);
        Assert.True(shelf.Use(shelf.Find(first)!, "back"));
        Assert.True(test.Desk.Learning.Step());
        Assert.Equal(first, test.Desk.Model.PolicyRow.Hash);

        var drafts = DraftsOf(test.Desk.Model.Policy);
        var third = shelf.Save(new TuningDraft(Functions: drafts[1..]), first, "pia", "one less")!;
        Assert.Null(test.Tuning.ComparePolicies(second, third).Preview);
        Assert.Throws<BadInputException>(() => shelf.Save(Draft, third.Hash, "pia", "  "));
    }

    internal static DraftFunction[] DraftsOf(Policy policy) =>
        [.. policy.Functions.Select(function => new DraftFunction(function.Name, function.Signal, [.. function.Rules.Select(rule => rule.Format(policy.Taxonomy))]))];

    internal static TuningTrial Wait(TuningProject test, string id)
    {
        Assert.True(SpinWait.SpinUntil(() => test.Tuning.Trials.Find(id)!.State != "learning", TimeSpan.FromSeconds(60)));
        return test.Tuning.Trials.Find(id)!;
    }

    private static int[] Levels(DeskModel model) => [.. Enumerable.Range(0, model.Clips.Count).Select(row => model.Result(row).Level)];
}
