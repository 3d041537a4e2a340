using System.Diagnostics.CodeAnalysis;
using FusionScorer.Core.Classification;
using FusionScorer.Pipeline.Fusing;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>Progress as the desk sees it now: the model in memory, and all answers until now. Thread-safe.</summary>
public sealed class ProgressBoard(ReviewDesk desk)
{
    private readonly Lock _lock = new();
    private ModelFigures? _figures;
    private ProgressFigures? _latest;
    private (int Answers, int Drawn) _state;

    /// <summary>Answers until now.</summary>
    public int Answers => desk.Log.Count;

    /// <summary>The figures; worked out anew when the model, the answers or the audit's picks have changed.</summary>
    /// <param name="target">The accuracy asked for, above 0 and at most 1.</param>
    public ProgressFigures Of(double target)
    {
        // One works it out, the others wait for the same.
        lock (_lock)
        {
            var model = desk.Model;
            var drawn = desk.Project.Store.Fusion.AuditPicks();
            var state = (desk.Log.Count, drawn.Count);
            if (!IsFresh(model, state) || !_latest.Report.Target.Equals(target))
            {
                if (_figures?.Model != model)
                    _figures = new ModelFigures(model);
                _latest = Work(_figures, target);
                _state = state;
            }

            return _latest;
        }
    }

    private ProgressFigures Work(ModelFigures figures, double target)
    {
        var inputs = ProgressInputs.OfDesk(desk, figures.Model) with { Means = figures.Means };
        var (clips, settled) = figures.Distribution(inputs.Standings);
        return new ProgressFigures(
            figures.Model, ProgressRun.Of(inputs, target, budget: null), clips, settled, figures.Calibration(inputs.Standings), figures.Functions,
            ReviewEffort.Of(desk.Log.All()), figures.LibraryMinutes, figures.WithoutLength);
    }

    [MemberNotNullWhen(true, nameof(_latest))]
    private bool IsFresh(DeskModel model, (int Answers, int Drawn) state) => _latest is not null && _latest.Model == model && _state == state;
}

/// <summary>All that the Progress page shows.</summary>
/// <param name="Model">The model that it speaks of.</param>
/// <param name="Report">The figures of <c>fusion progress</c>.</param>
/// <param name="Clips">Clips by the level shown now.</param>
/// <param name="Settled">Of these, those that a person or an import settled.</param>
/// <param name="Calibration">Confidence against what people found; null while nothing is decided.</param>
/// <param name="Functions">The function table.</param>
/// <param name="Effort">What people spent.</param>
/// <param name="LibraryMinutes">Minutes of all clips whose length is known.</param>
/// <param name="WithoutLength">Clips whose length is not.</param>
public sealed record ProgressFigures(
    DeskModel Model, ProgressReport Report, IReadOnlyList<int> Clips, IReadOnlyList<int> Settled, ReliabilityDiagram? Calibration, LearnedFunctions Functions,
    ReviewEffort Effort, double LibraryMinutes, int WithoutLength);
