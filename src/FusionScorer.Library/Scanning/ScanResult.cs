using FusionScorer.Library.Records;

namespace FusionScorer.Library.Scanning;

/// <summary>What a scan of one root found.</summary>
/// <param name="Changes">Only clips that are new or differ from what was known; gone ones first, so that others may take over their files, then by path.</param>
/// <param name="New">Clips that were not known.</param>
/// <param name="Changed">Clips whose content, sidecars or metadata changed, and clips that are back.</param>
/// <param name="Moved">Clips found under another path.</param>
/// <param name="Gone">Clips whose media file is no longer there.</param>
/// <param name="Unchanged">Clips as they were.</param>
/// <param name="Warnings">One line each: what could not be read and why.</param>
public sealed record ScanResult(
    IReadOnlyList<ClipChange> Changes, int New, int Changed, int Moved, int Gone, int Unchanged, IReadOnlyList<string> Warnings);
