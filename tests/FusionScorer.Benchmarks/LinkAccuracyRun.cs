using System.Globalization;
using FusionScorer.Core.Classification;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.Core.Voting;
using FusionScorer.Pipeline.Simulating;

namespace FusionScorer.Benchmarks;

/// <summary>Levels from links alone on a data set with known levels: propagation beside a mean over neighbours and label spreading, on the same graph and the same decisions.</summary>
internal static class LinkAccuracyRun
{
    private const int Seeds = 10;
    private const double Smoothing = 1;
    private static readonly double[] Alphas = [0.2, 0.5, 0.8, 0.99];

    public static void Print(TextWriter output, string folder, int decisions)
    {
        var inputs = SimulationInputs.Read(folder);
        var data = inputs.Data;
        var alone = data with { Features = new FeatureTable(data.Rows), Matrix = LabelMatrix.Apply([], new FeatureTable(data.Rows), data.Levels) };
        FusedModel all = FusedModel.Prepare(data, ClassifierOptions.Default), bare = FusedModel.Prepare(alone, ClassifierOptions.Default);
        var scores = new Dictionary<string, List<(double Accuracy, double LogLoss)>>(StringComparer.Ordinal);
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            var (decided, rest) = Deal([.. inputs.Truth], decisions, seed);
            var near = Mix(data, [.. inputs.Truth], decided);
            rest = [.. rest.Where(row => near.Mass[row] > 0)];
            Score("one-step neighbour mix", near.P, rest);
            foreach (var alpha in Alphas)
                Score(string.Create(CultureInfo.InvariantCulture, $"label spreading, alpha {alpha}"), Spread(data, [.. inputs.Truth], decided, alpha), rest);
            Score("propagation of decisions alone", Propagate(bare, [.. inputs.Truth], decided), rest);
            Score("propagation", Propagate(all, [.. inputs.Truth], decided), rest);
            Score("propagation without decisions", Propagate(all, [.. inputs.Truth], []), rest);
        }

        output.WriteLine($"levels of undecided clips that share a person or viewer with one of {decisions} random decisions, {Seeds} seeds");
        foreach (var (name, list) in scores)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-36} accuracy {list.Average(s => s.Accuracy):0.0000}  log-loss {list.Average(s => s.LogLoss):0.0000}"));

        void Score(string name, double[] p, int[] rows)
        {
            double hits = 0, loss = 0;
            foreach (var row in rows)
            {
                var own = p.AsSpan(row * data.Levels, data.Levels);
                hits += PosteriorMetrics.Argmax(own) == inputs.Truth[row] ? 1 : 0;
                loss -= Math.Log(Math.Clamp(own[inputs.Truth[row]] / Sum(own), 1e-6, 1));
            }

            if (!scores.TryGetValue(name, out var list))
                scores.Add(name, list = []);
            list.Add((hits / rows.Length, loss / rows.Length));
        }
    }

    private static (int[] Decided, int[] Others) Deal(int[] truth, int decisions, ulong seed)
    {
        var rows = Enumerable.Range(0, truth.Length).Where(row => truth[row] >= 0).ToArray();
        var random = new CounterRandom(seed, 77);
        for (var i = 0; i < rows.Length - 1; i++)
        {
            var at = i + random.NextInt(rows.Length - i);
            (rows[i], rows[at]) = (rows[at], rows[i]);
        }

        return ([.. rows.Take(decisions).Order()], [.. rows.Skip(decisions).Order()]);
    }

    private static double[] Propagate(FusedModel model, int[] truth, int[] decided)
    {
        var classifier = new FusedClassifier(model);
        classifier.Fit([.. decided.Select(row => new LevelObservation(row, LevelSet.Single(truth[row]), 1 - 1e-6))]);
        return Array.ConvertAll(LinkLevels.Of(classifier, signal: null)!.Posterior.ToArray(), p => (double)p);
    }

    /// <summary>Known levels of clips that share a node, each node by d^−h, blended with the levels of all decisions.</summary>
    private static (double[] P, double[] Mass) Mix(FusionData data, int[] truth, int[] decided)
    {
        var k = data.Levels;
        var y = OneHot(truth, decided, k);
        var p = Similar(data, y, k, k);
        var mass = new double[data.Rows];
        var usual = Usual(truth, decided, k);
        for (var row = 0; row < data.Rows; row++)
        {
            mass[row] = Sum(p.AsSpan(row * k, k));
            for (var level = 0; level < k; level++)
                p[(row * k) + level] += Smoothing * usual[level];
        }

        return (p, mass);
    }

    /// <summary>F ← α S F + (1 − α) Y with S = D^−½ W D^−½ (Zhou et al. 2004; the definition of scikit-learn's LabelSpreading), W the shared nodes of two clips, each by d^−h.</summary>
    private static double[] Spread(FusionData data, int[] truth, int[] decided, double alpha)
    {
        var k = data.Levels;
        var ones = new double[data.Rows];
        Array.Fill(ones, 1);
        var root = Array.ConvertAll(Similar(data, ones, 1, 1), degree => degree > 0 ? 1 / Math.Sqrt(degree) : 0);
        var y = OneHot(truth, decided, k);
        var f = y.ToArray();
        var usual = Usual(truth, decided, k);
        for (var step = 0; step < 60; step++)
        {
            var scaled = f.Select((value, i) => value * root[i / k]).ToArray();
            f = [.. Similar(data, scaled, k, k).Select((value, i) => (alpha * value * root[i / k]) + ((1 - alpha) * y[i]))];
        }

        return [.. f.Select((value, i) => value + (1e-9 * usual[i % k]))];
    }

    /// <summary>W x over all relations, a clip's own value left out.</summary>
    private static double[] Similar(FusionData data, double[] x, int stride, int k)
    {
        var result = new double[data.Rows * k];
        foreach (var relation in data.Relations)
        {
            var graph = relation.Graph;
            for (var node = 0; node < graph.Nodes; node++)
            {
                var clips = graph.ClipsOf(node);
                var damp = Math.Pow(Math.Max(1, clips.Length), -relation.HubExponent);
                for (var level = 0; level < k; level++)
                {
                    var sum = 0.0;
                    foreach (var clip in clips)
                        sum += x[(clip * stride) + level];
                    foreach (var clip in clips)
                        result[(clip * k) + level] += damp * (sum - x[(clip * stride) + level]);
                }
            }
        }

        return result;
    }

    private static double[] OneHot(int[] truth, int[] decided, int k)
    {
        var y = new double[truth.Length * k];
        foreach (var row in decided)
            y[(row * k) + truth[row]] = 1;
        return y;
    }

    private static double[] Usual(int[] truth, int[] decided, int k) =>
        [.. Enumerable.Range(0, k).Select(level => (decided.Count(row => truth[row] == level) + 0.5) / (decided.Length + (0.5 * k)))];

    private static double Sum(ReadOnlySpan<double> p)
    {
        var sum = 0.0;
        foreach (var value in p)
            sum += value;
        return sum;
    }
}
