using System.Diagnostics;
using FusionScorer.Core.Clips;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;

namespace FusionScorer.Pipeline.Workers;

/// <summary>Does what a job asks for. Knows nothing of brokers.</summary>
internal sealed class JobWork(Project project, IReadOnlyList<ISignalExtractor> extractors, IDecodedReader? reader)
{
    /// <summary>Why no job of this root can be done on this machine; null when they can.</summary>
    public string? RootFault(string name)
    {
        if (project.Root(name) is not { } root)
            return $"the run reads library '{name}', which {project.FilePath} does not name: add it, with its folder on this machine";
        return IsFolder(root.Path) && !Directory.Exists(root.Path) ? $"library '{name}': {root.Path} is not there on this machine; mount it, or mend {project.FilePath}" : null;
    }

    /// <summary>Whether all files of a job lie in its library: whoever can send jobs must not be able to have other files read.</summary>
    public bool IsInside(JobClip clip)
    {
        var root = project.Root(clip.Root)!.Path;
        if (!IsFolder(root))
            return clip.Captions.Select(file => file.Path).Prepend(clip.Path).All(RemotePath.StaysBelow);
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + Path.DirectorySeparatorChar;
        return clip.Captions.Select(file => file.Path).Prepend(clip.Path)
            .All(path => !path.Contains('\0') && Path.GetFullPath(ExtractionPlan.Absolute(root, path)).StartsWith(folder, StringComparison.Ordinal));
    }

    /// <summary>Reads what is lacking. What is there already costs nothing.</summary>
    public Task<ClipExtraction> RunAsync(JobMessage job, CancellationToken cancellation)
    {
        var input = Input(job.Clip);
        if (IsFolder(project.Root(job.Clip.Root)!.Path) && !File.Exists(input.MediaPath))
        {
            // On one machine that is a failure of the clip; of many it may be this one that lacks it.
            throw new FileNotFoundException($"{Path.GetFileName(job.Clip.Path)} is not there on {Environment.MachineName}");
        }

        var options = Options(job);
        var readings = project.Store.Readings.OfClip(job.Clip.No).ToDictionary(reading => reading.Signal, StringComparer.Ordinal);
        return new ClipExtractor(project, extractors, reader, options.Wants, options.Force).RunAsync(
            job.Clip.ToClip(), input, signal => options.Keeps(readings.GetValueOrDefault(signal), signal), cancellation);
    }

    /// <summary>Records as failed what a job that is given up leaves unread.</summary>
    public ClipExtraction GiveUp(JobMessage job, string reason)
    {
        var started = Stopwatch.GetTimestamp();
        var input = Input(job.Clip);
        var readings = project.Store.Readings.OfClip(job.Clip.No).ToDictionary(reading => reading.Signal, StringComparer.Ordinal);
        var signals = new List<SignalExtraction>();
        foreach (var extractor in extractors)
        {
            var known = readings.GetValueOrDefault(extractor.Signal);
            if (job.Signals.Contains(extractor.Signal, StringComparer.Ordinal))
            {
                // A reading that holds stays, also where the job was to make it anew.
                var work = SignalWork.Of(project.Store, extractor, job.Clip.ToClip(), input, known?.Status == ReadingStatus.Failed ? null : known, force: true);
                signals.Add(work.IsDone ? work.Unchanged() : work.Finish(project.Store, Observed.Failed(reason)));
                known = work.Result;
            }

            input = ClipExtractor.WithProbe(project, extractor, known, input);
        }

        return new ClipExtraction(job.Clip.ToClip(), signals, input.Probe?.DurationMs ?? 0, Stopwatch.GetElapsedTime(started));
    }

    private static ExtractionOptions Options(JobMessage job) => new() { Signals = [.. job.Signals], Force = job.Force, RetryFailed = job.RetryFailed };

    private ClipInput Input(JobClip clip)
    {
        var root = project.Root(clip.Root)!.Path;
        return new ClipInput(
            ExtractionPlan.Absolute(root, clip.Path), clip.Fingerprint, [.. clip.Captions.Select(file => new SidecarFile(ExtractionPlan.Absolute(root, file.Path), file.Hash))], Probe: null);
    }

    private static bool IsFolder(string root) => !RemotePath.Is(root);
}
