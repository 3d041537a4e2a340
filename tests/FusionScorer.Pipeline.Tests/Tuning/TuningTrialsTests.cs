using FusionScorer.Core.Fusion;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Tuning;

namespace FusionScorer.Pipeline.Tests.Tuning;

/// <summary>Trials run one at a time, the newest next.</summary>
public sealed class TuningTrialsTests
{
    [Fact]
    public void Start_WhileOneLearns_TakesThePlaceOfTheOneThatWaits()
    {
        using var learner = new HeldLearner();
        using var test = new TuningProject(30, learner);
        var first = test.Tuning.Try(Under(3));
        Assert.True(learner.Entered.Wait(TimeSpan.FromSeconds(30)));

        var second = test.Tuning.Try(Under(4));
        var third = test.Tuning.Try(Under(5));

        Assert.Equal(("failed", "a newer trial took its place"), (test.Tuning.Trials.Find(second.Id)!.State, test.Tuning.Trials.Find(second.Id)!.Fault));
        Assert.Equal("learning", test.Tuning.Trials.Find(first.Id)!.State);
        learner.Go.Set();
        Assert.Equal("done", TuningDeskTests.Wait(test, first.Id).State);
        Assert.Equal("done", TuningDeskTests.Wait(test, third.Id).State);
        Assert.Equal([3, 5], learner.Learned);
    }

    [Fact]
    public void Start_WhatCannotBeLearned_SaysWhyAndLetsTheNextOneLearn()
    {
        using var learner = new HeldLearner { Fault = "out of paper" };
        using var test = new TuningProject(30, learner);
        learner.Go.Set();

        var failed = TuningDeskTests.Wait(test, test.Tuning.Try(Under(3)).Id);
        learner.Fault = null;
        var next = TuningDeskTests.Wait(test, test.Tuning.Try(Under(4)).Id);

        Assert.Equal(("failed", "the model could not be learned: out of paper"), (failed.State, failed.Fault));
        Assert.Equal("done", next.State);
        Assert.Null(test.Tuning.Trials.Find("unknown"));
    }

    private static TuningDraft Under(double cost) => new(Under: cost);

    // Learns as ever, but waits until it may.
    private sealed class HeldLearner : ITrialLearner, IDisposable
    {
        private readonly LocalTrialLearner _learner = new();

        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Go { get; } = new();

        public List<double> Learned { get; } = [];

        public string? Fault { get; set; }

        public (long[] Clips, SignalBlocks Blocks) Learn(Project project, Policy policy)
        {
            Entered.Set();
            Go.Wait(TimeSpan.FromSeconds(30));
            if (Fault is { } fault)
                throw new InvalidOperationException(fault);
            Learned.Add(policy.UnderRatingCost);
            return _learner.Learn(project, policy);
        }

        public void Dispose()
        {
            Entered.Dispose();
            Go.Dispose();
        }
    }
}
