using FusionScorer.Signals.Media;

namespace FusionScorer.Signals;

/// <summary>The files of one clip, as an extractor needs them.</summary>
/// <param name="MediaPath">Absolute path of the media file.</param>
/// <param name="Fingerprint">Fingerprint of the media file's content.</param>
/// <param name="Captions">Caption files beside the media file, ordered by path.</param>
/// <param name="Probe">What the media probe found; null while it has not run or when it failed.</param>
public sealed record ClipInput(string MediaPath, string Fingerprint, IReadOnlyList<SidecarFile> Captions, MediaProbe? Probe);

/// <summary>A file that belongs to a clip.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Hash">Hash of its content.</param>
public sealed record SidecarFile(string Path, string Hash);
