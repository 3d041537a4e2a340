using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>What a run has to do: which clips lack a reading of which signal.</summary>
internal sealed class ExtractionPlan
{
    private readonly Project _project;
    private readonly IReadOnlyList<ISignalExtractor> _extractors;
    private readonly ExtractionOptions _options;
    private readonly Dictionary<long, Clip> _clips;
    private readonly ILookup<long, LibraryFile> _captions;
    private readonly Dictionary<(long Clip, string Signal), Reading> _readings;

    public ExtractionPlan(Project project, IReadOnlyList<ISignalExtractor> extractors, ExtractionOptions options)
    {
        _project = project;
        _extractors = extractors;
        _options = options;
        _clips = project.Store.Clips.All().Where(clip => project.Root(clip.Root) is not null && clip.Path is not null).ToDictionary(clip => clip.No);
        _captions = project.Store.Clips.CaptionFiles();
        _readings = project.Store.Readings.All().ToDictionary(reading => (reading.ClipNo, reading.Signal));
    }

    /// <summary>All clips with media.</summary>
    public int Total => _clips.Count;

    /// <summary>Clips that need work, in order.</summary>
    /// <exception cref="BadInputException">They lie in a library that is not there: what is known of them would become failures.</exception>
    public IReadOnlyList<Clip> Clips()
    {
        List<Clip> clips = [.. _clips.Values.OrderBy(clip => clip.No).Where(clip => Lacking(clip).Any())];
        foreach (var root in clips.Select(clip => clip.Root).Distinct(StringComparer.Ordinal).Select(name => _project.Root(name)!))
        {
            if (!RemotePath.Is(root.Path) && !IsThere(root.Path))
                throw new BadInputException(root.Path, 0, $"the folder of library {root.Name} is not there, empty or cannot be read; mount it, or correct its path in {Project.FileName}");
        }

        return clips;
    }

    /// <summary>A clip with media by number.</summary>
    public Clip? Clip(long no) => _clips.GetValueOrDefault(no);

    /// <summary>Whether a reading belongs to what this run is about.</summary>
    public bool Covers(Reading reading) => _clips.ContainsKey(reading.ClipNo) && Extracts(reading.Signal);

    /// <summary>The files of a clip, before its probe is known.</summary>
    public ClipInput Input(Clip clip)
    {
        var root = _project.Root(clip.Root)!.Path;
        var captions = _captions[clip.No].Select(file => new SidecarFile(Absolute(root, file.Path), file.Hash)).ToList();
        return new ClipInput(Absolute(root, clip.Path!), clip.Fingerprint ?? "", captions, Probe: null);
    }

    /// <summary>What is stored of a signal on a clip, unless this run is to do it again.</summary>
    public Reading? Known(Clip clip, string signal) => _options.Keeps(_readings.GetValueOrDefault((clip.No, signal)), signal);

    /// <summary>Caption files of a clip, under its root.</summary>
    public IEnumerable<LibraryFile> Captions(Clip clip) => _captions[clip.No];

    /// <summary>Signals of which a clip lacks a reading that holds.</summary>
    public IEnumerable<string> Lacking(Clip clip)
    {
        var input = Input(clip);
        foreach (var extractor in _extractors)
        {
            var known = Known(clip, extractor.Signal);
            if (_options.Wants(extractor.Signal) && !SignalWork.Holds(known, extractor, input))
                yield return extractor.Signal;
            input = ClipExtractor.WithProbe(_project, extractor, known, input);
        }
    }

    /// <summary>All failures on record of what this run is about.</summary>
    public List<ClipFailure> Failures() => [.. _project.Store.Readings.All()
        .Where(reading => reading.Status == ReadingStatus.Failed && Covers(reading))
        .Select(reading => new ClipFailure(Clip(reading.ClipNo)!, reading.Signal, reading.Reason ?? "no reason given"))];

    /// <summary>A path under a root as this machine writes it.</summary>
    public static string Absolute(string root, string path) => Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));

    private static bool IsThere(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool Extracts(string signal) => _extractors.Any(extractor => extractor.Signal == signal);
}
