using System.Runtime.InteropServices;
using System.Text.Json;
using FusionScorer.Core.Clips;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;
using FusionScorer.Pipeline.Reviewing.Quality;
using FusionScorer.Pipeline.Workers;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reporting;

/// <summary>Gathers all figures of a project. Nothing is fused or decided on the way.</summary>
public static class ReportRun
{
    private const int MostReasons = 50;

    /// <summary>The report of a project as it stands.</summary>
    /// <param name="project">Any project, also one without clips.</param>
    /// <param name="title">Its title; null for the project's name.</param>
    /// <param name="target">The accuracy asked for, above 0 and at most 1.</param>
    /// <param name="engines">Versions of the engines of this machine, named beside those of the program.</param>
    public static ReportDocument Of(Project project, string? title, double target, IReadOnlyList<ReportVersion>? engines = null)
    {
        var state = ReportState.Of(project);
        var progress = state.Progress is { } inputs ? ProgressDocument.Of(project.PolicyRow.Hash, ProgressRun.Of(inputs, target, budget: null)) : null;
        var blocks = state.Run is null ? null : FusionRun.LatestBlocks(project);
        var summary = FunctionFigures.Summarise(state);
        var clips = CountClips(state);
        var review = ReviewOf(state);
        var extraction = ExtractionOf(project);
        return new ReportDocument(
            ReportDocument.SchemaName, HeadOf(state, title, clips, engines ?? []), ReportGaps.Of(state, progress, review, extraction), Distribution(state),
            FunctionFigures.Table(summary), FunctionFigures.Dependence(state, summary), FunctionFigures.Suggestions(summary), FunctionFigures.MoreSuggestions(summary),
            CalibrationFigures.Of(state, blocks?.Blocks.Temperature), progress, ReviewShareFigures.Of(state), ConflictFigures.Of(state),
            WeightFigures.Of(state, blocks?.Blocks), review, extraction);
    }

    private static ReportHead HeadOf(ReportState state, string? title, ReportClips clips, IReadOnlyList<ReportVersion> engines)
    {
        var (project, policy, row) = (state.Project, state.Policy, state.Project.PolicyRow);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(project.Folder));
        return new ReportHead(
            string.IsNullOrWhiteSpace(title) ? $"FusionScorer report: {name}" : title.Trim(), name, project.Clock.GetUtcNow().ToUniversalTime(),
            [new ReportVersion("FusionScorer", RunFacts.ThisProgram), new ReportVersion(".NET", Environment.Version.ToString()), new ReportVersion("system", RuntimeInformation.OSDescription), .. engines],
            new ReportPolicy(
                row.Hash, row.Parent, row.Author, row.Note, row.CreatedAt, policy.Taxonomy.Name, policy.Taxonomy.Levels, JsonNamingPolicy.CamelCase.ConvertName(policy.LevelRule.ToString()),
                policy.UnderRatingCost, policy.OverRatingCost, policy.Strategy, policy.AuditShare),
            state.Run is { } run && state.Fit is { } fit
                ? new ReportRunFacts(
                    run.Id, run.At, state.ModelLevel.Count(level => level >= 0), fit.DistinctRows, fit.Iterations, fit.Converged, Math.Max(0, state.Decisions.Count - run.Decisions))
                : null,
            clips);
    }

    private static ReportClips CountClips(ReportState state)
    {
        var (decided, known, auto) = (0, 0, 0);
        foreach (var shown in state.Shown)
        {
            decided += shown.Source == "decision" ? 1 : 0;
            known += shown.Source == "known" ? 1 : 0;
            auto += shown is { Source: "model", Level: >= 0 } ? 1 : 0;
        }

        return new ReportClips(
            state.Clips.Count, decided, known, auto, state.Clips.Count - decided - known - auto, state.Clips.Count(clip => state.Standings.GetValueOrDefault(clip.No) is { Disputed: true }));
    }

    private static ReportLevel[] Distribution(ReportState state)
    {
        var counts = new (int Decided, int Known, int Auto)[state.Taxonomy.Count];
        foreach (var shown in state.Shown)
        {
            if (shown.Level < 0)
                continue;
            ref var count = ref counts[shown.Level];
            count.Decided += shown.Source == "decision" ? 1 : 0;
            count.Known += shown.Source == "known" ? 1 : 0;
            count.Auto += shown.Source == "model" ? 1 : 0;
        }

        return [.. counts.Select((count, level) => new ReportLevel(state.Taxonomy[level], count.Decided + count.Known + count.Auto, count.Decided, count.Known, count.Auto))];
    }

    private static ReportReview ReviewOf(ReportState state)
    {
        var effort = Reviewing.Desk.ReviewEffort.Of(state.Decisions);
        var reviewers = state.Decisions.Where(decision => decision.Kind != DecisionKind.Undo).Select(decision => decision.Reviewer).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        var tasks = state.Project.Store.Quality.TasksAfter(0).Where(task => task.Kind == BlindKind.Second).OrderBy(task => task.Id).ToList();
        var second = SecondReviews.Of(tasks, state.Standings.GetValueOrDefault, state.Taxonomy, tasks.Count == 0 ? 0 : QueueRun.Seed(state.Project, decisions: 0));
        return new ReportReview(
            reviewers, effort.Decisions, reviewers == 0 ? null : (double)effort.Decisions / reviewers, effort.Timed, effort.Minutes, second.Drawn, second.Done, second.Agreed,
            state.Standings.Values.Count(standing => standing.Disputed), state.Standings.Values.Count(standing => standing is { Reopened: false, Decision.Role: Decision.Adjudicator }),
            second.Alpha is { } alpha ? new ReportAlpha(alpha.Value, alpha.Low, alpha.High, alpha.Units, alpha.Values) : null);
    }

    private static ReportExtraction ExtractionOf(Project project)
    {
        var status = ExtractionStatus.Of(project);
        var reasons = project.Store.Extraction.Reasons(signal: null, MostReasons);
        var more = reasons.Count < MostReasons ? 0 : project.Store.Extraction.ReasonCount() - reasons.Count;
        return new ReportExtraction(
            status.Clips, [.. status.Signals.Select(signal => new ReportSignalStatus(signal.Signal, signal.Read, signal.Missing, signal.Failed, signal.Waiting))],
            project.Store.Extraction.Readings().Where(count => count.Status == ReadingStatus.Failed).Sum(count => count.Clips),
            [.. reasons.Select(reason => new ReportFailure(reason.Signal, reason.Reason, reason.Clips))], more > 0, more);
    }
}
