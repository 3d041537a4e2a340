using System.Collections.Immutable;
using System.Text.Json;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>What tuning works out once for a model. Thread-safe.</summary>
internal sealed class ModelTuning
{
    private const int MostShifts = 4;
    private static readonly TimeSpan TruthFor = TimeSpan.FromSeconds(5);

    private readonly Lazy<LibraryFeatures> _features;
    private readonly Lazy<ImmutableArray<double>> _contributions;
    private readonly Lazy<Dictionary<string, double>> _learned;
    private readonly Lock _gate = new();
    private readonly List<(string Policy, LevelShift Shift)> _shifts = [];
    private (int Answers, DateTimeOffset At, LibraryTruth Truth)? _truth;

    public ModelTuning(DeskModel model, Func<DeskModel, LibraryFeatures> featuresOf)
    {
        Model = model;
        var n = model.Clips.Count;
        Known = new sbyte[n];
        Pool = new bool[n];
        for (var row = 0; row < n; row++)
        {
            var level = model.LevelOf(row, standing: null);
            Known[row] = level.Source == "known" ? (sbyte)level.Level : (sbyte)-1;
            Pool[row] = model.CanBeAsked(row);
        }

        _features = new Lazy<LibraryFeatures>(() => featuresOf(model));
        _contributions = new Lazy<ImmutableArray<double>>(() => [.. FusedPosterior.MeanContribution(model.Blocks, model.Weights)]);
        _learned = new Lazy<Dictionary<string, double>>(() => WeightsOf(model));
    }

    public DeskModel Model { get; }

    /// <summary>n levels known from outside, −1 for none.</summary>
    public sbyte[] Known { get; }

    /// <summary>Whether the audit speaks for a row.</summary>
    public bool[] Pool { get; }

    /// <summary>Raw features of all clips; reading them takes seconds on a large library.</summary>
    public LibraryFeatures Features => _features.Value;

    /// <summary>How much each signal of the blocks moves posteriors under the weights in force.</summary>
    public ImmutableArray<double> Contributions => _contributions.Value;

    /// <summary>What the label model takes the votes of a function for; null when it was not fitted with it as it is.</summary>
    public double? LearnedOf(LabellingFunction function) =>
        Model.Policy.Functions.Contains(function) && _learned.Value.TryGetValue(function.Name, out var weight) ? weight : null;

    /// <summary>The levels of all clips in force and under a policy that differs from it in weights and costs; the last few are kept, for whoever turns pages.</summary>
    public LevelShift ShiftTo(Policy policy, LevelSetting before, LevelSetting after)
    {
        var hash = PolicyText.Hash(policy);
        lock (_gate)
        {
            if (_shifts.Find(known => known.Policy == hash) is { Shift: { } known })
                return known;
        }

        var shift = LevelShift.Of(before, after, Environment.ProcessorCount);
        lock (_gate)
        {
            _shifts.Add((hash, shift));
            if (_shifts.Count > MostShifts)
                _shifts.RemoveAt(0);
        }

        return shift;
    }

    /// <summary>What is known of levels. Answers come while a slider moves: gathered anew when there are more, and now and then for picks of the audit.</summary>
    public LibraryTruth TruthOf(ReviewDesk desk)
    {
        var now = desk.Project.Clock.GetUtcNow();
        var answers = desk.Log.Count;
        lock (_gate)
        {
            if (_truth is { } known && known.Answers == answers && now - known.At < TruthFor)
                return known.Truth;
        }

        var truth = LibraryTruth.Of(desk, Model, Known);
        lock (_gate)
            _truth = (answers, now, truth);
        return truth;
    }

    private static Dictionary<string, double> WeightsOf(DeskModel model)
    {
        var fit = JsonSerializer.Deserialize(model.Run.Fit, FusionJson.Default.LabelModelFitData);
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var j = 0; j < (fit?.Columns.Length ?? 0); j++)
            weights[fit!.Columns[j].Name] = fit.Weight[j];
        return weights;
    }
}
