using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Reporting;

/// <summary>What a report cannot tell yet, in the order in which it is mended.</summary>
internal static class ReportGaps
{
    public static IReadOnlyList<ReportGap> Of(ReportState state, ProgressDocument? progress, ReportReview review, ReportExtraction extraction)
    {
        var gaps = new List<ReportGap>();
        if (state.Clips.Count == 0)
            gaps.Add(new ReportGap("the project has no clip yet", state.Project.Libraries.Length == 0 ? "fusion import DIR" : "fusion scan"));
        else if (extraction.Signals.Sum(signal => signal.Waiting) is var waiting and > 0)
            gaps.Add(new ReportGap($"{Count(waiting, "reading")} of signals still to be extracted", "fusion extract"));
        if (state.OtherPolicy)
            gaps.Add(new ReportGap("the levels were fused under another policy: levels, functions, conflicts and progress under the active one are unknown", "fusion fuse"));
        else if (state.Run is null && state.Clips.Count > 0)
            gaps.Add(new ReportGap("nothing is fused yet: levels, functions, conflicts and progress are unknown", "fusion fuse"));
        else if (state.Run is { } run && state.Decisions.Count > run.Decisions)
            gaps.Add(new ReportGap($"{Count(state.Decisions.Count - run.Decisions, "decision")} came in after the last fusion run", "fusion fuse"));
        if (state.ModelLevel.Contains(-1) && state.Run is not null)
            gaps.Add(new ReportGap($"{Count(state.ModelLevel.Count(level => level < 0), "clip")} came in after the last fusion run", "fusion fuse"));
        if (review.Answers == 0 && state.Clips.Count > 0)
            gaps.Add(new ReportGap("nobody has decided anything yet: calibration is unknown", "fusion review"));
        if (progress is { Audit.Answers: 0 })
        {
            gaps.Add(new ReportGap(
                progress.Audit.Waiting.Count > 0
                    ? $"no audit answer yet ({Count(progress.Audit.Waiting.Count, "pick")} waiting): accuracy is only what the model expects of itself"
                    : "no clip was drawn for the audit yet: accuracy is only what the model expects of itself",
                progress.Audit.Waiting.Count > 0 ? "fusion review" : "fusion queue"));
        }

        if (review.Answers > 0 && review.Alpha is null)
            gaps.Add(new ReportGap("too few clips have blind answers of two reviewers: agreement is unknown", "fusion review"));
        return gaps;
    }

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
