using System.Collections.Immutable;
using FusionScorer.Core;
using FusionScorer.Core.Classification;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Simulation;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Links;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Scanning;
using FusionScorer.Signals.Genre;
using FusionScorer.Signals.Metadata;

namespace FusionScorer.Pipeline.Simulating;

/// <summary>A tabular data set with its truth, ready for a simulation: read straight into memory, without a project.</summary>
/// <param name="Name">The data set's name.</param>
/// <param name="ClipIds">The id of each clip.</param>
/// <param name="Data">What is known of the clips before any label.</param>
/// <param name="Truth">The true level of each clip; −1 = unknown.</param>
/// <param name="Policy">The policy under which the simulation runs.</param>
/// <param name="Warnings">What was left out of the data set, a line each.</param>
public sealed record SimulationInputs(
    string Name, ImmutableArray<string> ClipIds, FusionData Data, ImmutableArray<int> Truth, Policy Policy, IReadOnlyList<string> Warnings)
{
    // The level that AUC is about, where the taxonomy has it.
    private const string TopLevelName = "R";

    /// <summary>Reads a data set.</summary>
    /// <param name="folder">The data set's folder.</param>
    /// <param name="policyFile">A policy; null for the data set's own, else the default one.</param>
    /// <exception cref="BadInputException">A file breaks its contract, there is no truth, or no function can vote without known levels.</exception>
    public static SimulationInputs Read(string folder, string? policyFile = null)
    {
        if (!Directory.Exists(folder))
            throw new BadInputException(folder, 0, "there is no such folder; a data set is a folder with clips.csv");
        var truthFile = Path.Combine(folder, TabularDataSet.TruthFile);
        if (!File.Exists(truthFile))
            throw new BadInputException(truthFile, 0, "is not there; a simulation needs the true levels: write a table clip_id,level");
        var (policy, from) = ReadPolicy(folder, policyFile);

        // Nothing of the viewers outlives the simulation, and a fixed key numbers them alike in every run.
        var data = TabularDataSet.Read(folder, new ViewerHash(new byte[ViewerHash.MinKeyBytes]), truthFile, policy.Taxonomy);
        ImmutableArray<LabellingFunction> functions = [.. policy.Functions.Where(function => !SignalNames.IsLink(function.Signal))];
        if (functions.IsEmpty)
            throw new BadInputException(from, 0, "all its functions read people or viewers, which say nothing before the first label; add a function of another signal");
        var features = Features(data);
        var fusion = new FusionData
        {
            Features = features,
            Matrix = LabelMatrix.Apply(functions, features, policy.Taxonomy.Count, policy.InformativeMissing),
            Relations = LinkTables.Of(data).Relations,
            ExpectedBalance = policy.ExpectedBalance,
            LevelsSince = policy.LevelsSince,
            Cost = CostMatrix.Linear(policy.Taxonomy.Count, policy.UnderRatingCost, policy.OverRatingCost),
        };
        return new SimulationInputs(data.Name, [.. data.Clips.Select(clip => clip.ClipId)], fusion, [.. data.Truth!], policy, data.Warnings);
    }

    /// <summary>The options that the policy decides; the caller says the rest.</summary>
    public SimulationOptions Options(ImmutableArray<string> strategies) => new()
    {
        Strategies = strategies,
        UpdateEvery = Policy.UpdateEvery,
        AuditShare = Policy.AuditShare,
        ThresholdsFrom = Policy.ThresholdsFrom,
        ConflictThreshold = Policy.ConflictThreshold,
        CostThreshold = Policy.CostThreshold,
        TopLevel = Policy.Taxonomy.TryParse(TopLevelName, out var top) ? top : null,
    };

    private static (Policy Policy, string From) ReadPolicy(string folder, string? policyFile)
    {
        if (policyFile is null && Path.Combine(folder, TabularDataSet.PolicyFile) is var own && File.Exists(own))
            policyFile = own;
        return policyFile is null ? (DefaultPolicy.Policy, "the default policy") : (PolicyReader.Read(policyFile), policyFile);
    }

    private static FeatureTable Features(TabularDataSet data)
    {
        var features = new FeatureTable(data.Clips.Count);
        foreach (var reading in data.Readings.Where(reading => !SignalNames.IsLink(reading.Signal)))
            Add(reading.Clip, reading.Features);
        for (var clip = 0; clip < data.Clips.Count; clip++)
        {
            Add(clip, GenreFeatures.Of(data.Clips[clip].Metadata).Features);
            Add(clip, MetadataFeatures.Of(data.Clips[clip].Metadata).Features);
        }

        return features;

        void Add(int clip, IReadOnlyDictionary<string, float> values)
        {
            foreach (var (name, value) in values)
                features.Set(clip, name, value);
        }
    }
}
