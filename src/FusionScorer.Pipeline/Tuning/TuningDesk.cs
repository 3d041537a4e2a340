using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FusionScorer.Core;
using FusionScorer.Core.Fusion;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>Where policy owners see what a change would do before they make it. Thread-safe.</summary>
public sealed class TuningDesk
{
    private readonly ReviewDesk _desk;

    // Ends with its model: a desk goes on to another one with every few answers.
    private readonly ConditionalWeakTable<DeskModel, ModelTuning> _tunings = [];
    private volatile LibraryFeatures? _features;

    /// <summary>Opens it.</summary>
    /// <param name="desk">The desk of the project.</param>
    /// <param name="learner">How trials learn; null = in this process.</param>
    public TuningDesk(ReviewDesk desk, ITrialLearner? learner = null)
    {
        _desk = desk;
        Policies = new PolicyShelf(desk.Project);
        Trials = new TuningTrials(desk.Project, learner ?? new LocalTrialLearner(), CompareTrial);
    }

    /// <summary>Policies of the project.</summary>
    public PolicyShelf Policies { get; }

    /// <summary>Models that are learned anew under a draft.</summary>
    public TuningTrials Trials { get; }

    /// <summary>What is in force, and what decisions suggest.</summary>
    public TuningOverview Look()
    {
        var tuning = Tuning();
        var model = tuning.Model;
        var truth = tuning.TruthOf(_desk);
        var signals = ImmutableArray.CreateBuilder<TunedSignal>();
        for (var s = 0; s < model.Blocks.Signals.Length; s++)
        {
            var suggested = truth.Suggestion.Signals[s];
            signals.Add(new TunedSignal(suggested.Signal, model.Weights.Of(suggested.Signal), suggested.Weight, suggested.Sd, suggested.Informed, tuning.Contributions[s]));
        }

        // A signal that is off, or that nothing was read of, has no place in the fit; it can still be turned on.
        foreach (var signal in model.Policy.Functions.Select(function => function.Signal).Concat(model.Policy.Weights.Keys).Distinct(StringComparer.Ordinal))
        {
            if (!model.Blocks.Signals.Contains(signal))
                signals.Add(new TunedSignal(signal, model.Weights.Of(signal), model.Weights.Of(signal), WeightSuggestion.PriorSd, Informed: false, Contribution: 0));
        }

        return new TuningOverview(
            model, signals.ToImmutable(), truth.Suggestion.Caveat, truth.Decided.Count, truth.Audited.Answers.Count, Test(tuning, truth, model.Policy).Functions, tuning.Features.Summaries);
    }

    /// <summary>What other weights and costs would do, the fit held fixed.</summary>
    /// <exception cref="BadInputException">The draft is of no use, or its functions differ: only a trial can tell what they would do.</exception>
    public TuningPreview Preview(TuningDraft draft)
    {
        var tuning = Tuning();
        return Compare(tuning, tuning.Model.Policy, Held(tuning.Model, draft));
    }

    /// <summary>Clips that a draft of weights and costs would move, the largest change first.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="from">The name of the level before; null for any.</param>
    /// <param name="to">The name of the level after; null for any.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="limit">How many to name at most.</param>
    /// <exception cref="BadInputException">The draft is of no use, or there is no such level.</exception>
    public (int Total, ImmutableArray<MovedClip> Page) Moved(TuningDraft draft, string? from, string? to, int offset, int limit)
    {
        var tuning = Tuning();
        var model = tuning.Model;
        var policy = Held(model, draft);
        var (total, page) = tuning.ShiftTo(policy, SettingOf(model, model.Policy), SettingOf(model, policy)).Page(LevelOf(model, from), LevelOf(model, to), offset, limit);
        return (total, [.. page.Select(row => MovedClip.Of(_desk, model, row))]);
    }

    /// <summary>Makes a queue of the clips that a draft of weights and costs would move.</summary>
    /// <returns>Its id and how many clips it has.</returns>
    /// <exception cref="BadInputException">The draft is of no use, or moves nothing.</exception>
    public (string Id, int Clips) SaveChange(TuningDraft draft, string author)
    {
        var model = _desk.Model;
        var change = new SavedChange(SavedSetting.Of(model.Policy), SavedSetting.Of(Held(model, draft)), author, _desk.Project.Clock.GetUtcNow());
        var clips = change.Moves(model.Blocks).Count(moved => moved);
        return clips > 0
            ? (SavedChange.Save(_desk.Project, change), clips)
            : throw new BadInputException("this draft moves no clip: there is nothing to review");
    }

    /// <summary>Tests functions on the library as it is.</summary>
    /// <exception cref="FunctionFaultException">A function cannot be read.</exception>
    public (DeskModel Model, RulesTest Test, double Seconds) TestRules(IReadOnlyList<DraftFunction> functions)
    {
        var tuning = Tuning();
        var policy = DraftPolicy.Of(tuning.Model.Policy, new TuningDraft(Functions: functions));
        var truth = tuning.TruthOf(_desk);

        // Reading features is not the test's time: it happens once for a model.
        _ = tuning.Features;
        var clock = _desk.Project.Clock;
        var start = clock.GetTimestamp();
        var test = Test(tuning, truth, policy);
        return (tuning.Model, test, clock.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>Learns the model anew under a draft, beside the one in force.</summary>
    /// <exception cref="BadInputException">The draft is of no use.</exception>
    /// <exception cref="FunctionFaultException">A function cannot be read.</exception>
    public TuningTrial Try(TuningDraft draft) => Trials.Start(DraftPolicy.Of(_desk.Model.Policy, draft));

    /// <summary>What differs between two policies.</summary>
    /// <returns>A difference a line; and what separates their levels with the fit in force, null when they differ in more than weights and costs.</returns>
    public (IReadOnlyList<string> Lines, TuningPreview? Preview) ComparePolicies(PolicyRow from, PolicyRow to)
    {
        var (before, after) = (PolicyShelf.Read(from), PolicyShelf.Read(to));
        var tuning = Tuning();
        var alike = after with
        {
            Weights = before.Weights, UnderRatingCost = before.UnderRatingCost, OverRatingCost = before.OverRatingCost, LevelRule = before.LevelRule,
        };
        var holdsFit = PolicyText.Hash(alike) == from.Hash && before.Taxonomy.Equals(tuning.Model.Policy.Taxonomy)
            && TurnedOn(tuning.Model, before) is null && TurnedOn(tuning.Model, after) is null;
        return (PolicyDiff.Between(before, after), holdsFit ? Compare(tuning, before, after) : null);
    }

    /// <summary>What the label model takes the votes of a function for; null when it was not fitted with it as it is.</summary>
    public double? LearnedOf(FunctionMeasure measure) => Tuning().LearnedOf(measure.Function);

    private static LevelSetting SettingOf(DeskModel model, Policy policy) => SavedSetting.Of(policy).With(model.Blocks);

    private static RulesTest Test(ModelTuning tuning, LibraryTruth truth, Policy policy) =>
        RulesTest.Of(tuning.Features, truth.Levels, policy.Taxonomy, tuning.Model.Policy.Functions, policy.Functions);

    private static int? LevelOf(DeskModel model, string? name) => string.IsNullOrWhiteSpace(name) ? null
        : model.Policy.Taxonomy.TryParse(name, out var level) ? level
        : throw new BadInputException($"there is no level '{name}'; choose one of {string.Join(", ", model.Policy.Taxonomy.Levels)}");

    private static Policy Held(DeskModel model, TuningDraft draft)
    {
        if (!draft.HoldsFit)
            throw new BadInputException("other functions change what is learned: try them as a trial");
        var policy = DraftPolicy.Of(model.Policy, draft);
        return TurnedOn(model, policy) is { } signal
            ? throw new BadInputException($"signal '{signal}' is off and has no part in what was learned: to see what it would do, try this as a trial")
            : policy;
    }

    private static string? TurnedOn(DeskModel model, Policy policy) =>
        model.Policy.Weights.Where(weight => weight.Value == 0 && policy.Weights.GetValueOrDefault(weight.Key, 1) > 0 && !model.Blocks.Signals.Contains(weight.Key))
            .Select(weight => weight.Key).FirstOrDefault();

    private TuningPreview Compare(ModelTuning tuning, Policy before, Policy after) =>
        TuningPreview.Of(_desk, tuning, tuning.TruthOf(_desk), (tuning.Model.Blocks, before), (tuning.Model.Blocks, after));

    private TuningPreview CompareTrial(Policy policy, long[] clips, SignalBlocks blocks)
    {
        var tuning = Tuning();
        var model = tuning.Model;
        for (var row = 0; row < clips.Length; row++)
        {
            if (clips.Length != model.Clips.Count || model.RowOf(clips[row]) != row)
                throw new BadInputException("clips came or went since the model in force was learned; wait until it has learned them, and try again");
        }

        return TuningPreview.Of(_desk, tuning, tuning.TruthOf(_desk), (model.Blocks, model.Policy), (blocks, policy));
    }

    private ModelTuning Tuning() => _tunings.GetValue(_desk.Model, model => new ModelTuning(model, FeaturesOf));

    private LibraryFeatures FeaturesOf(DeskModel model) => _features = LibraryFeatures.Read(_desk.Project, model, _features);
}
