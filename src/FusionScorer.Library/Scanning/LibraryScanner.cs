using System.Collections.Immutable;
using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Scanning;

/// <summary>Fills a span with random bytes.</summary>
public delegate void RandomSource(Span<byte> bytes);

/// <summary>Finds the clips of a library and what changed since the last scan. Reads only; content is read where size or time of change differ.</summary>
/// <param name="time">The time in new clip ids.</param>
/// <param name="random">The randomness in new clip ids.</param>
public sealed class LibraryScanner(TimeProvider time, RandomSource random)
{
    private const long MaxSidecarBytes = 64 << 20;

    /// <summary>Whether a library without any media file is believed to be emptied on purpose. Else it is taken for a drive that is not mounted.</summary>
    public bool Emptied { get; init; }

    /// <summary>Scans a root and compares it with what a store knows; the caller applies the changes.</summary>
    /// <param name="root">The root; mounted read-only is enough.</param>
    /// <param name="clips">What is known.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <exception cref="BadInputException">The root is not there, or empty and was not before: nothing is said of its clips then.</exception>
    public ScanResult Scan(LibraryRoot root, IClipStore clips, CancellationToken cancellation = default)
    {
        var known = clips.Files(root.Name);
        return Scan(root, known, KnownClips.Of(known, clips.All(), clips.References, clips.Find), cancellation);
    }

    /// <summary>Scans a root.</summary>
    /// <param name="root">The root; mounted read-only is enough.</param>
    /// <param name="known">All files known of this root, present or gone.</param>
    /// <param name="clipOf">The known clip of a number, also of one whose files are gone; null when it is not known.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <exception cref="BadInputException">The root is not there, or empty and was not before: nothing is said of its clips then.</exception>
    public ScanResult Scan(LibraryRoot root, IReadOnlyList<LibraryFile> known, Func<long, Clip?> clipOf, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(root.Path))
            throw new BadInputException(root.Path, 0, $"the folder of library {root.Name} is not there; mount it, or correct its path in {ProjectFileReader.FileName}");
        var warnings = new List<string>();
        var walk = LibraryWalk.Of(root, warnings);
        var scan = new ScanState(root, walk, known, clipOf, warnings);
        var media = FingerprintAll(scan, cancellation);
        if (media.Count == 0 && !Emptied && known.Count(file => file.Kind == FileKind.Media && file.Present) is > 0 and var before)
        {
            var why = walk.Unreadable.Contains("") ? "cannot be read" : "holds no media file now";
            throw new BadInputException(root.Path, 0, $"{why}, and {before} clips of library {root.Name} are known there: mount it, or allow reading; if it was emptied on purpose, run fusion scan --emptied");
        }

        var matches = ClipMatcher.Match(media, scan.MatchableMedia);
        var csv = RootClipsCsv.Read(root, media.Select(file => file.File.Path).ToHashSet(StringComparer.Ordinal), warnings);
        var shows = new ShowNfo(scan);
        foreach (var found in media)
        {
            cancellation.ThrowIfCancellationRequested();
            var metadata = csv.GetValueOrDefault(found.File.Path, ClipMetadata.Empty);
            Compare(scan, found, matches[found], metadata, shows.Above(found.File));
        }

        AddGone(scan, matches.Values.OfType<LibraryFile>().Select(file => file.ClipNo).ToHashSet());
        return scan.Result();
    }

    private static List<FoundMedia> FingerprintAll(ScanState scan, CancellationToken cancellation)
    {
        var media = new List<FoundMedia>();
        foreach (var file in scan.Walk.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (file.Kind != FileKind.Media)
                continue;
            // Never opened: a pipe has size 0, too, and would block. The clip is kept, so that extraction records why it cannot be read.
            if (file.Size == 0)
                media.Add(new FoundMedia(file, Fingerprint.OfNothing));
            else if (scan.HashOf(file, Fingerprint.OfMedia) is { } hash)
                media.Add(new FoundMedia(file, hash));
        }

        return media;
    }

    private void Compare(ScanState scan, FoundMedia found, LibraryFile? match, ClipMetadata fromCsv, ClipMetadata fromShow)
    {
        var files = ImmutableArray.CreateBuilder<LibraryFile>();
        files.Add(scan.Record(found.File, found.Fingerprint));
        var fromNfo = ClipMetadata.Empty;
        foreach (var sidecar in scan.Sidecars[found.File.Path])
        {
            // Pipes and devices have size 0, too, and opening one would block.
            if (sidecar.Size == 0)
                continue;
            if (sidecar.Size > MaxSidecarBytes)
            {
                scan.Warn(sidecar.Path, $"is larger than {MaxSidecarBytes >> 20} MB; skipped");
                continue;
            }

            if (scan.HashOf(sidecar, Fingerprint.OfContent) is not { } hash)
                continue;
            files.Add(scan.Record(sidecar, hash));
            if (sidecar.Kind != FileKind.Nfo)
                continue;
            // Read at each scan: what an earlier one kept may stem from a clips.csv that is no longer there.
            fromNfo = NfoReader.Read(sidecar.FullPath, out var warning);
            if (warning is not null)
                scan.Warn(sidecar.Path, warning);
        }

        var clip = match is null ? null : scan.ClipOf(match.ClipNo);
        var change = new ClipChange(
            clip?.ClipId ?? NewId(), scan.Root.Name, found.File.Path, found.Fingerprint, MetadataMerge.Of(MetadataMerge.Of(fromCsv, fromNfo), fromShow), files.ToImmutable());
        scan.Add(change, clip, match);
    }

    private static void AddGone(ScanState scan, HashSet<long> matched)
    {
        foreach (var file in scan.Known.Where(file => file.Kind == FileKind.Media && file.Present && !matched.Contains(file.ClipNo)))
        {
            if (scan.IsUnseen(file.Path) || scan.ClipOf(file.ClipNo) is not { } clip)
                continue;
            scan.AddGone(new ClipChange(
                clip.ClipId, file.Root, file.Path, file.Hash, clip.Metadata,
                [.. scan.FilesOf(file.ClipNo).Select(known => known with { Present = false })], Present: false));
        }
    }

    private string NewId()
    {
        Span<byte> bytes = stackalloc byte[10];
        random(bytes);
        return Ulid.NewUlid(time.GetUtcNow(), bytes).ToString();
    }
}
