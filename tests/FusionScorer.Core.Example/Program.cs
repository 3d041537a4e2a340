using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Voting;

// 200 clips: strong words among the 5000 of their captions (0 to 9), and the share of their frames with nudity (0 to 0.65).
var features = new FeatureTable(200);
for (var row = 0; row < features.Rows; row++)
{
    features.Set(row, "captions.words", 5000);
    features.Set(row, "captions.strong", row % 10);
    features.Set(row, "nudity.share", (row % 10 / 20f) + (row / 10 % 3 / 10f));
}

// Labelling functions are rules of thumb. How far to believe each is learned from where they agree.
var levels = Taxonomy.Mpaa;
LabellingFunction words = new("words", "captions", [Rule.Parse("when captions.strong >= 6 then >=R", levels), Rule.Parse("when captions.strong <= 1 then <=PG", levels)]);
LabellingFunction skin = new("skin", "nudity", [Rule.Parse("when nudity.share >= 0.35 then >=R", levels), Rule.Parse("when nudity.share <= 0.1 then <=PG-13", levels)]);
var matrix = LabelMatrix.Apply([words, skin], features, levels.Count);
var labelModel = LabelModel.Fit(matrix, [], LabelModelOptions.Default);

// The classifier learns from those votes first, then from people's answers: clip 9 is R, clip 0 is G.
var costs = CostMatrix.Linear(levels.Count, under: 2, over: 1);
var classifier = new FusedClassifier(FusedModel.Prepare(new FusionData { Features = features, Matrix = matrix, Cost = costs }, ClassifierOptions.Default));
classifier.Fit([new LevelObservation(Row: 9, LevelSet.Parse("R", levels)), new LevelObservation(Row: 0, LevelSet.Parse("G", levels))]);
var (posterior, cost) = (classifier.Posterior(), new float[features.Rows]);
ExpectedCosts.Compute(costs, posterior, cost);

// Which three clips should a person look at next?
bool[] open = [.. Enumerable.Range(0, features.Rows).Select(row => row is not (0 or 9))];
var known = new QueryContext { Levels = levels.Count, Posterior = posterior, Conflict = Conflict.Compute(labelModel, matrix), ExpectedCost = cost, Available = open, Votes = matrix };
foreach (var pick in BatchSelector.Select(known, QueryStrategies.ByName(QueryStrategies.Default), size: 3, auditShare: 0, audited: new HashSet<int>()))
    Console.WriteLine($"clip {pick.Row}: {string.Join("  ", levels.Levels.Select((level, y) => FormattableString.Invariant($"{level} {posterior[(pick.Row * levels.Count) + y]:0.00}")))}");
