using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing.Desk.Tables;

namespace FusionScorer.Pipeline.Reviewing.Desk.Browsing;

/// <summary>A clip with the level that it has at one moment.</summary>
/// <param name="Clip">The clip, without people.</param>
/// <param name="Result">What the model says.</param>
/// <param name="Level">The level shown.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Status">How far people are with it.</param>
/// <param name="ModelDisagrees">Whether the model says otherwise.</param>
/// <param name="DecidedAt">When the decision that stands was made; null for none.</param>
public readonly record struct RowView(Clip Clip, FusedClip Result, string Level, string Source, string Status, bool ModelDisagrees, DateTimeOffset? DecidedAt);

/// <summary>The level that each clip has at one moment, and who says so, in columns.</summary>
public sealed class RowStates
{
    /// <summary>All statuses of a clip.</summary>
    public static readonly IReadOnlyList<string> Statuses = ["unreviewed", "auto", "decided", "disputed", "reopened"];

    /// <summary>Who may say what level a clip has.</summary>
    public static readonly IReadOnlyList<string> Sources = ["model", "known", "decision"];

    private readonly Dictionary<int, DateTimeOffset> _decidedAt;

    private RowStates(RowStates other)
    {
        Model = other.Model;
        Level = [.. other.Level];
        Status = [.. other.Status];
        Source = [.. other.Source];
        Disagrees = [.. other.Disagrees];
        _decidedAt = new Dictionary<int, DateTimeOffset>(other._decidedAt);
    }

    private RowStates(DeskModel model, FusedTable fused, sbyte[] known)
    {
        Model = model;
        _decidedAt = [];
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

    /// <summary>Names of the levels.</summary>
    public IReadOnlyList<string> Levels => Model.Policy.Taxonomy.Levels;

    /// <summary>The policy under which the levels were found.</summary>
    public string PolicyHash => Model.PolicyRow.Hash;

    /// <summary>The number of clips.</summary>
    public int Count => Level.Length;

    /// <summary>A row in words.</summary>
    public RowView View(int row) => new(
        Model.Clips[row], Model.Result(row), Levels[Level[row]], Sources[Source[row]], Statuses[Status[row]], Disagrees[row], _decidedAt.TryGetValue(row, out var at) ? at : null);

    /// <summary>The states as an account may see them: a clip that it is asked blind looks as if nobody had said anything.</summary>
    internal RowStates For(ReviewDesk desk, string account)
    {
        RowStates? seen = null;
        foreach (var row in desk.Blind.RowsBlindTo(Model, account))
        {
            seen ??= new RowStates(this);
            seen.Level[row] = Model.Library.Fused.Level[row];
            seen.Status[row] = seen.Source[row] = 0;
            seen.Disagrees[row] = false;
            seen._decidedAt.Remove(row);
        }

        return seen ?? this;
    }

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
