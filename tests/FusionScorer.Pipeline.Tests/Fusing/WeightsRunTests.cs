using FusionScorer.Core;
using FusionScorer.Core.Fusion;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Tests.Fusing;

public sealed class WeightsRunTests : IDisposable
{
    private readonly TestProject _test = new();

    [Fact]
    public void Blocks_WeightsAsLearned_GiveTheFusedPosterior()
    {
        FusionRun.Run(_test.Project);

        var blocks = WeightsRun.Blocks(_test.Project);

        var results = _test.Project.Store.Fusion.Results().ToDictionary(result => result.ClipNo);
        var p = FusedPosterior.Compute(blocks, SignalWeights.Default);
        var clips = _test.Project.Store.Clips.All();
        Assert.Equal(16, clips.Count);
        for (var row = 0; row < clips.Count; row++)
        {
            for (var y = 0; y < blocks.Levels; y++)
                Assert.Equal(results[clips[row].No].Posterior[y], p[(row * blocks.Levels) + y], 1e-5);
        }
    }

    [Fact]
    public void Look_Decisions_AreWhatTheSuggestionIsFittedTo()
    {
        FusionRun.Run(_test.Project);
        var session = new ReviewSession(_test.Project);
        for (var i = 0; i < 6; i++)
            session.Decide(_test.Clip($"c{i}"), "R", "ann");

        var overview = WeightsRun.Look(_test.Project);

        Assert.Equal(6, overview.Suggestion.Decisions);
        Assert.All(overview.Suggestion.Signals, signal => Assert.InRange(signal.Sd, 0, WeightSuggestion.PriorSd));
        Assert.True(overview.Contributions[overview.Blocks.Signals.IndexOf("captions")] > 0);
    }

    [Fact]
    public void Blocks_OtherPolicyThanTheLastRun_AreRefused()
    {
        FusionRun.Run(_test.Project);
        _test.Use(policy => policy with { AuditShare = 0.5 });

        Assert.Contains("fusion fuse", Assert.Throws<BadInputException>(() => WeightsRun.Blocks(_test.Project)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _test.Dispose();
}
