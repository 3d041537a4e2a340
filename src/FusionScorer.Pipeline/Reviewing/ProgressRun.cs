using System.Collections.Immutable;
using FusionScorer.Core;
using FusionScorer.Core.Querying;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>How far the review is: accuracy by the audit, stopping rules, decisions still needed.</summary>
public static class ProgressRun
{
    /// <summary>Judges the levels of the latest fusion run.</summary>
    /// <param name="project">A project that has been fused.</param>
    /// <param name="target">The accuracy asked for, 0 to 1.</param>
    /// <param name="budget">How many decisions were to be paid for; null for no such limit.</param>
    /// <param name="heldOut">What the model says of an audited clip without its answer; null for the stored posteriors.</param>
    /// <exception cref="BadInputException">Nothing was fused yet, or under another policy.</exception>
    public static ProgressReport Of(Project project, double target, int? budget = null, IHeldOutPosterior? heldOut = null)
    {
        var run = project.Store.Fusion.Latest() ?? throw new BadInputException("nothing is fused yet; run: fusion fuse");
        if (run.PolicyHash != project.PolicyRow.Hash)
            throw new BadInputException("the levels were fused under another policy; run: fusion fuse");
        return Of(ProgressInputs.OfStore(project, heldOut), target, budget);
    }

    /// <summary>Judges levels, stored or in memory.</summary>
    internal static ProgressReport Of(ProgressInputs inputs, double target, int? budget)
    {
        var audit = new ProgressAudit(inputs);
        var accuracy = audit.Accuracy();
        var curve = Curve(inputs, accuracy);
        var fit = LearningCurveFit.Of(curve, accuracy.Audit.Value is null ? 0 : accuracy.Audit.StandardError);
        var decided = inputs.Decided;
        var context = new StoppingContext { Decisions = decided, Accuracy = accuracy.Audit, Curve = fit, Eligible = Eligible(inputs) };
        List<IStoppingRule> rules = [new StoppingOnTarget(target), new StoppingOnNoGain(), new StoppingOnNothingEligible()];
        if (budget is { } most)
            rules.Add(new StoppingOnBudget(most));
        return new ProgressReport
        {
            Clips = inputs.Count,
            Answers = inputs.Answers,
            Decided = decided,
            AuditedFor = audit.Clips,
            Waiting = [.. audit.Waiting.OrderBy(clip => clip.No)],
            Accuracy = accuracy,
            UnderRated = audit.UnderRated(),
            Cost = audit.Cost(),
            Target = target,
            Needed = Needed(fit, accuracy.Audit, target, audit.Clips - decided),
            Curve = curve,
            Rules = [.. rules.Select(rule => rule.Judge(context))],
        };
    }

    private static DecisionsNeeded Needed(LearningCurveFit? fit, AuditEstimate accuracy, double target, int left)
    {
        if (accuracy.Value is null)
            return new DecisionsNeeded(DecisionsNeededKind.TooEarly);
        if (accuracy.Low >= target)
            return new DecisionsNeeded(DecisionsNeededKind.Reached);
        if (fit is null)
            return new DecisionsNeeded(DecisionsNeededKind.TooEarly);

        // Only the audit can say that the target is reached.
        var needed = fit.Needed(target, Math.Max(0, left));
        return needed.Kind == DecisionsNeededKind.Reached ? new DecisionsNeeded(DecisionsNeededKind.More, 0, 0, 0) : needed;
    }

    // How wrong the model's own idea of its accuracy is, is known only for now: all points are shifted by it.
    private static ImmutableArray<LearningCurvePoint> Curve(ProgressInputs inputs, ProgressFigure accuracy)
    {
        var shift = (accuracy.Audit.Value - accuracy.Expected) ?? 0;
        return [.. inputs.History.Select(point => new LearningCurvePoint(point.Decided, Math.Clamp(point.ExpectedAccuracy + shift, 0, 1)))];
    }

    private static int Eligible(ProgressInputs inputs)
    {
        var utilities = new double[inputs.Context.Rows];
        QueryStrategies.ByName(inputs.Policy.Strategy).Score(inputs.Context, utilities);
        var count = 0;
        foreach (var utility in utilities)
            count += utility > double.NegativeInfinity ? 1 : 0;
        return count;
    }
}
