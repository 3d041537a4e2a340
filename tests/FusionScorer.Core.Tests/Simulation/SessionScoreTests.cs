using FusionScorer.Core.Fusion;
using FusionScorer.Core.Simulation;

namespace FusionScorer.Core.Tests.Simulation;

public class SessionScoreTests
{
    [Fact]
    public void Of_HandMadePosterior_GivesAucAndUnderRating()
    {
        // p(level 2) of the clips, truth in brackets: .1 (0), .2 (2), .3 (0), .4 (2), .4 (0). Pairs won by the positives: .2 beats .1; .4 beats .1, .3 and ties with .4.
        double[] posterior = [0.8, 0.1, 0.1, 0.5, 0.3, 0.2, 0.4, 0.3, 0.3, 0.3, 0.3, 0.4, 0.3, 0.3, 0.4];
        var score = SessionScore.Of(posterior, [0, 2, 0, 2, 0], levels: 3, top: 2);
        Assert.Equal((1 + 2.5) / 6, score.AucTop!.Value, 1e-12);
        Assert.Equal(0.2, score.UnderRated, 1e-12);
        Assert.Equal(0.6, score.Metrics.Accuracy, 1e-12);

        // From level 1 on: .2, .5, .6, .7, .7 with the positives at .5 and .7.
        Assert.Equal((1 + 2.5) / 6, SessionScore.Of(posterior, [0, 2, 0, 2, 0], levels: 3, top: 1).AucTop!.Value, 1e-12);
        Assert.Null(SessionScore.Of(posterior, [0, 0, 0, 0, 0], levels: 3, top: 2).AucTop);
    }

    [Fact]
    public void Of_SeveralSessions_PoolsTheCalibrationErrorAndAveragesTheRest()
    {
        // One session is right at .9 and one is wrong at .9: each alone is .1 or .9 off, together |1.8 − 1| ÷ 2.
        var log = new[] { 0, 1 }.Select(truth =>
        {
            var session = new SessionLog(2) { FilledUp = 3 };
            session.Add(10, [0.9, 0.1], [truth], top: 1, keep: null);
            return session;
        }).ToArray();
        var curve = CurveScore.Of("any", [10], log);
        Assert.Equal(0.4, curve.Curve[0].Ece, 1e-12);
        Assert.Equal(0.5, curve.Curve[0].Accuracy, 1e-12);
        Assert.Equal(Math.Sqrt(0.5), curve.Curve[0].AccuracySd, 1e-12);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.1)) / 2, curve.Curve[0].LogLoss, 1e-12);
        Assert.Equal(0.5, curve.Curve[0].UnderRated, 1e-12);
        Assert.Null(curve.Curve[0].AucTop);
        Assert.Equal(6, curve.FilledUp);
    }

    [Fact]
    public void Of_OneSession_CalibrationErrorIsThatOfTheMetrics()
    {
        var session = new SessionLog(2);
        session.Add(5, [0.9, 0.1, 0.4, 0.6, 0.85, 0.15, 0.55, 0.45], [0, 0, 1, 0], top: 1, keep: null);
        var point = CurveScore.Of("any", [5], [session]).Curve[0];
        var metrics = PosteriorMetrics.Of([0.9, 0.1, 0.4, 0.6, 0.85, 0.15, 0.55, 0.45], [0, 0, 1, 0])!;
        Assert.Equal(metrics.CalibrationError, point.Ece, 1e-12);

        // Bins of 1/15: .9 is alone in the 14th, .85 in the 13th, .6 in the 10th, .55 in the 9th.
        Assert.Equal((0.1 + 0.6 + 0.85 + 0.45) / 4, point.Ece, 1e-12);
    }
}
