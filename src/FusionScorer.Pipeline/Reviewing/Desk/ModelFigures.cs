using FusionScorer.Core.Classification;
using FusionScorer.Pipeline.Fusing;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>What progress needs of a model and no answer changes, worked out once a model.</summary>
internal sealed class ModelFigures
{
    private const byte NoLevel = byte.MaxValue;
    private const int Stretch = 1 << 14;

    private readonly byte[] _levels;
    private readonly bool[] _known;

    public ModelFigures(DeskModel model)
    {
        Model = model;
        Means = ShownMeans.Of(model.Posteriors, model.Askable(), model.Policy, model.Cost);
        Functions = LearnedFunctions.Of(model.Run);
        (LibraryMinutes, WithoutLength) = MinutesOf(model);
        _levels = new byte[model.Clips.Count];
        _known = new bool[model.Clips.Count];
        Parallel.For(0, (_levels.Length + Stretch - 1) / Stretch, stretch =>
        {
            for (var row = stretch * Stretch; row < Math.Min(_levels.Length, (stretch + 1) * Stretch); row++)
            {
                var level = model.LevelOf(row, standing: null);
                _levels[row] = level.Level < 0 ? NoLevel : (byte)level.Level;
                _known[row] = level.Source == "known";
            }
        });
    }

    public DeskModel Model { get; }

    /// <summary>What the model expects of its own levels.</summary>
    public ShownMeans Means { get; }

    /// <summary>What was learned of each function.</summary>
    public LearnedFunctions Functions { get; }

    /// <summary>Minutes of all clips whose length is known.</summary>
    public double LibraryMinutes { get; }

    /// <summary>How many clips have no known length.</summary>
    public int WithoutLength { get; }

    /// <summary>How many clips show each level, and how many of these a person or an import settled.</summary>
    public (int[] Clips, int[] Settled) Distribution(IReadOnlyDictionary<long, Standing> standings)
    {
        var (clips, settled) = (new int[Model.Policy.Taxonomy.Count], new int[Model.Policy.Taxonomy.Count]);
        for (var row = 0; row < _levels.Length; row++)
        {
            if (_levels[row] == NoLevel)
                continue;
            clips[_levels[row]]++;
            settled[_levels[row]] += _known[row] ? 1 : 0;
        }

        foreach (var (clip, standing) in standings)
        {
            if (standing.Levels.IsEmpty || Model.RowOf(clip) is not (var row and >= 0))
                continue;
            if (_levels[row] != NoLevel)
            {
                clips[_levels[row]]--;
                settled[_levels[row]] -= _known[row] ? 1 : 0;
            }

            var level = Model.LevelOf(row, standing).Level;
            clips[level]++;
            settled[level]++;
        }

        return (clips, settled);
    }

    /// <summary>Confidence against what people found, on decided clips; null while there is none. Their posteriors are from models without their decision.</summary>
    public ReliabilityDiagram? Calibration(IReadOnlyDictionary<long, Standing> standings) =>
        DecidedCalibration.Of(standings, Model.RowOf, Model.Posteriors.Span, Model.Policy.Taxonomy.Count);

    private static (double Minutes, int Without) MinutesOf(DeskModel model)
    {
        var (minutes, without) = (0.0, 0);
        foreach (var length in model.Clips.Minutes)
        {
            if (float.IsFinite(length) && length >= 0)
                minutes += length;
            else
                without++;
        }

        return (minutes, without);
    }
}
