using System.Diagnostics;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>Keeps the model in step with answers, policy and runs of other processes, beside the reviewers' work.</summary>
public sealed class DeskLearning(ReviewDesk desk)
{
    private volatile bool _running;

    /// <summary>Answers that the model has not learned from.</summary>
    public int Pending => Math.Max(0, desk.Log.Count - desk.Model.Run.Decisions);

    /// <summary><c>learning</c>, <c>waiting</c> for enough answers (policy: <c>learning.update</c>), or <c>idle</c>.</summary>
    public string State => _running ? "learning" : Pending > 0 ? "waiting" : "idle";

    /// <summary>Follows what other processes did, then learns if it is time.</summary>
    /// <returns>Whether there is a new model.</returns>
    public bool Step()
    {
        Follow();
        var store = desk.Project.Store;
        desk.Project.Refresh();

        // Against the model, not against the last look: a fit that failed is tried again.
        var changed = desk.Project.PolicyRow.Hash != desk.Model.PolicyRow.Hash;
        var elsewhere = store.Fusion.LatestId() is var latest and > 0 && latest != desk.Model.Run.Id;
        if (!changed && !elsewhere && Pending < Math.Max(1, desk.Model.Policy.UpdateEvery))
            return false;
        _running = true;
        using var activity = Telemetry.Activities.StartActivity("learn");
        var started = Stopwatch.GetTimestamp();
        try
        {
            desk.Show(desk.Learn(anew: changed || !elsewhere));
        }
        finally
        {
            Telemetry.Learning.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
            _running = false;
        }

        return true;
    }

    /// <summary>Takes in decisions that other processes added.</summary>
    private void Follow()
    {
        desk.Blind.Follow();
        foreach (var clip in desk.Log.Follow(desk.Project.Store.Review.DecisionsAfter(desk.Log.Place)))
        {
            desk.Disagreements.Look(clip);
            desk.Blind.Answered(clip);
        }
    }
}
