using FusionScorer.Pipeline.Reviewing.Desk.Tables;

namespace FusionScorer.Pipeline.Reviewing.Desk.Browsing;

/// <summary>The level that each clip has at one moment, and who says so, in columns.</summary>
public sealed class RowStates
{
    /// <summary>All statuses of a clip.</summary>
    public static readonly IReadOnlyList<string> Statuses = ["unreviewed", "auto", "decided", "disputed", "reopened"];

    /// <summary>Who may say what level a clip has.</summary>
    public static readonly IReadOnlyList<string> Sources = ["model", "known", "decision"];

    private readonly Dictionary<int, DateTimeOffset> _decidedAt = [];

    private RowStates(DeskModel model, FusedTable fused, sbyte[] known)
    {
        Model = model;
        Level = [.. fused.Level];
        Status = new byte[Level.Length];
        Source = new byte[Level.Length];
        Disagrees = new bool[Level.Length];
        for (var row = 0; row < Level.Length; row++)
        {
            if (known[row] < 0)
                continue;
            Disagrees[row] = known[row] != Level[row];
            Level[row] = (byte)known[row];
            Status[row] = Source[row] = 1;
        }
    }

    internal DeskModel Model { get; }

    /// <summary>Index of the level shown.</summary>
    internal byte[] Level { get; }

    /// <summary>Index into <see cref="Statuses"/>.</summary>
    internal byte[] Status { get; }

    /// <summary>Index into <see cref="Sources"/>.</summary>
    internal byte[] Source { get; }

    /// <summary>Whether the model says otherwise.</summary>
    internal bool[] Disagrees { get; }

    /// <summary>When the decision that stands was made.</summary>
    internal IReadOnlyDictionary<int, DateTimeOffset> DecidedAt => _decidedAt;

    /// <summary>The states now.</summary>
    internal static RowStates Of(ReviewDesk desk, DeskModel model)
    {
        var states = new RowStates(model, model.Library.Fused, model.Library.Known);
        foreach (var clip in desk.Log.Clips())
        {
            if (model.RowOf(clip) is not (var row and >= 0) || desk.Log.StandingOf(clip) is not { } standing)
                continue;
            var level = model.LevelOf(row, standing);
            states.Level[row] = (byte)level.Level;
            states.Source[row] = IndexOf(Sources, level.Source);
            states.Status[row] = IndexOf(Statuses, level.Status);
            states.Disagrees[row] = level.ModelDisagrees;
            if (standing is { Levels.IsEmpty: false, Decision: { } decision })
                states._decidedAt[row] = decision.At;
        }

        return states;
    }

    private static byte IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
                return (byte)i;
        }

        return 0;
    }
}
