using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Workers;

/// <summary>The jobs of a run, and which of them have ended.</summary>
internal sealed class RunJobs
{
    private readonly IReadOnlyList<ISignalExtractor> _extractors;
    private readonly ExtractionOptions _options;
    private readonly ExtractionPlan _plan;
    private readonly List<Work> _work = [];
    private readonly Dictionary<long, Work> _byClip = [];

    public RunJobs(Project project, IReadOnlyList<ISignalExtractor> extractors, ExtractionOptions options, ExtractionPlan plan)
    {
        (_extractors, _options, _plan) = (extractors, options, plan);
        Id = Ids.New(project.Clock);
        Facts = RunFacts.Of(project, extractors);
        foreach (var clip in plan.Clips())
        {
            var work = WorkOf(clip);
            _work.Add(work);
            _byClip[clip.No] = work;
            Jobs += (work.Files.Count > 0 ? 1 : 0) + (work.Decoding.Count > 0 ? 1 : 0);
        }
    }

    public string Id { get; }

    public RunFacts Facts { get; }

    /// <summary>Clips that need work.</summary>
    public int Clips => _work.Count;

    /// <summary>Jobs in all.</summary>
    public int Jobs { get; }

    /// <summary>The first job of each clip; it names the second one, which its worker sends.</summary>
    public IEnumerable<JobMessage> First() => _work.Select(work => work.Files.Count > 0 ? Message(work, JobStage.Files) : Message(work, JobStage.Decoding));

    /// <summary>The store's rows of a job and of the one after it.</summary>
    public static IEnumerable<JobKey> Keys(JobMessage first) => first.Then() is { } next ? [first.Key, next.Key] : [first.Key];

    /// <summary>Messages for jobs that wait; not for those that a job before them will send.</summary>
    public IEnumerable<JobMessage> Again(IReadOnlyList<JobKey> waiting)
    {
        foreach (var job in waiting)
        {
            if (_byClip.TryGetValue(job.ClipNo, out var work) && (job.Stage == JobStage.Files || !work.FilesLeft))
                yield return Message(work, job.Stage);
        }
    }

    /// <summary>Takes note of jobs that ended.</summary>
    /// <returns>The clips of which all jobs have ended now.</returns>
    public IEnumerable<ClipExtraction> Take(IEnumerable<EndedJob> ended)
    {
        foreach (var job in ended)
        {
            if (_byClip.TryGetValue(job.ClipNo, out var work) && work.Take(job) && !work.FilesLeft && !work.DecodingLeft)
                yield return Whole(work);
        }
    }

    private Work WorkOf(Clip clip)
    {
        var lacking = _plan.Lacking(clip).ToHashSet(StringComparer.Ordinal);
        var files = Of(JobStage.Files).Where(lacking.Contains).ToList();

        // Another probe may change what there is to see or hear; a job that then finds nothing to do costs nothing.
        var decoding = Of(JobStage.Decoding).Where(signal => lacking.Contains(signal) || files.Contains(MediaProbeExtractor.SignalName)).ToList();
        return new Work(clip, files, decoding);
    }

    private IEnumerable<string> Of(string stage) =>
        _extractors.Where(extractor => JobStage.Of(extractor) == stage && _options.Wants(extractor.Signal)).Select(extractor => extractor.Signal);

    private JobMessage Message(Work work, string stage) => new(
        JobMessage.Version, Id, stage, stage == JobStage.Files ? work.Files : work.Decoding, stage == JobStage.Files ? work.Decoding : [],
        _options.Force, _options.RetryFailed, JobClip.Of(work.Clip, _plan.Captions(work.Clip)), Facts);

    // As a run in one process tells it: signals in order, those that needed nothing included.
    private ClipExtraction Whole(Work work)
    {
        var signals = new List<SignalExtraction>();
        foreach (var extractor in _extractors.Where(extractor => _options.Wants(extractor.Signal)))
        {
            if (work.Signals.FirstOrDefault(signal => signal.Signal == extractor.Signal) is { } done)
                signals.Add(done);
            else if (_plan.Known(work.Clip, extractor.Signal) is { } known)
                signals.Add(new SignalExtraction(known.Signal, known.Status, known.Reason, Evidence: null, Reused: true));
        }

        return new ClipExtraction(work.Clip, signals, work.MediaMs, TimeSpan.FromSeconds(work.Seconds));
    }

    private sealed class Work(Clip clip, IReadOnlyList<string> files, IReadOnlyList<string> decoding)
    {
        public Clip Clip => clip;

        public IReadOnlyList<string> Files => files;

        public IReadOnlyList<string> Decoding => decoding;

        public bool FilesLeft { get; private set; } = files.Count > 0;

        public bool DecodingLeft { get; private set; } = decoding.Count > 0;

        public List<SignalExtraction> Signals { get; private set; } = [];

        public long MediaMs { get; private set; }

        public double Seconds { get; private set; }

        // False for a job that had ended before and was run again by hand.
        public bool Take(EndedJob job)
        {
            var left = job.Stage == JobStage.Files ? FilesLeft : DecodingLeft;
            if (!left)
                return false;
            if (job.Stage == JobStage.Files)
                FilesLeft = false;
            else
                DecodingLeft = false;
            if (JobResult.Parse(job.Result) is { } result)
            {
                Signals.AddRange(result.Signals);
                MediaMs = Math.Max(MediaMs, result.MediaMs);
                Seconds += result.Seconds;
            }

            return true;
        }
    }
}
