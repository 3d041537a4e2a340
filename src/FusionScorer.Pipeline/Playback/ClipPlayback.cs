using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Library.Scanning;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Playback;

/// <summary>Says how clips are played and where their files lie.</summary>
public sealed class ClipPlayback(Project project, MediaTools tools)
{
    private const int MostProbes = 1000;

    // Of clips that no run has looked at yet; a file that could not be read is looked at again.
    private readonly ConcurrentDictionary<string, MediaProbe> _probes = new(StringComparer.Ordinal);

    /// <summary>The clip's file without links; null when it is gone or lies outside its library.</summary>
    public string? OriginalPath(Clip clip)
    {
        if (clip.Path is null || project.Root(clip.Root) is not { } root || RealPath.Of(root.Path) is not { } folder)
            return null;
        var path = RealPath.Of(Path.Combine(folder, clip.Path.Replace('/', Path.DirectorySeparatorChar)));
        return path is not null && path != folder && RealPath.IsInside(path, folder) && File.Exists(path) ? path : null;
    }

    /// <summary>How the clip is played.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="readings">Its readings, if they are at hand.</param>
    /// <param name="cancellation">Stops looking into the file.</param>
    public async Task<Playable> OfAsync(Clip clip, IReadOnlyList<Reading>? readings, CancellationToken cancellation)
    {
        if (clip.Path is null)
            return Playable.No("the clip has no media file");
        if (project.Root(clip.Root) is null)
            return Playable.No($"the library '{clip.Root}' is no longer part of the project");
        if (OriginalPath(clip) is not { } path)
            return Playable.No("the file is gone or its library is not mounted");

        var reading = (readings ?? project.Store.Readings.OfClip(clip.No)).FirstOrDefault(candidate => candidate.Signal == MediaProbeExtractor.SignalName);
        if (reading?.Status == ReadingStatus.Failed)
            return Playable.No(reading.Reason ?? "the file could not be read");
        var probe = reading is { Status: ReadingStatus.Read, ObservationKey: { } key } && project.Store.Readings.Observation(key) is { } observation
            ? new(MediaProbeExtractor.ProbeOf(observation), null)
            : await ProbeAsync(clip, path, cancellation).ConfigureAwait(false);
        if (probe.Value is null)
            return Playable.No(probe.Reason!);
        if (!probe.Value.Streams.Any(stream => stream.Kind is "video" or "audio"))
            return Playable.No("the file holds neither picture nor sound");
        var mime = BrowserFormats.MimeOf(clip.Path, probe.Value);
        return new Playable(mime is null ? PlaybackKind.Proxy : PlaybackKind.Direct, Reason: null, mime, path, probe.Value);
    }

    /// <summary>Name of the small picture that was kept of a moment; null when none was.</summary>
    public string? ThumbnailName(Clip clip, long ms)
    {
        if (clip.Fingerprint is null)
            return null;
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clip.Fingerprint)))[..24];
        var name = string.Create(CultureInfo.InvariantCulture, $"{key}-{ms}.png");
        return File.Exists(Path.Combine(ThumbnailFolder, name)) ? name : null;
    }

    /// <summary>Folder of the small pictures.</summary>
    public string ThumbnailFolder => Path.Combine(project.Folder, ProjectSignals.MediaCache);

    private async Task<MediaAnswer<MediaProbe>> ProbeAsync(Clip clip, string path, CancellationToken cancellation)
    {
        var key = $"{clip.Fingerprint}\n{path}";
        if (_probes.TryGetValue(key, out var known))
            return new(known, null);
        var found = await tools.FindAsync(cancellation).ConfigureAwait(false);
        if (found.Value is null)
            return new(null, found.Reason);
        var answer = await new FfmpegMediaReader(found.Value).ProbeAsync(path, cancellation).ConfigureAwait(false);
        if (answer.Value is { } probe)
        {
            if (_probes.Count >= MostProbes)
                _probes.Clear();
            _probes[key] = probe;
        }

        return answer;
    }
}
