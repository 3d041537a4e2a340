using System.Collections.Immutable;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Records;

/// <summary>A clip of the catalogue.</summary>
/// <param name="No">The store's own number, dense and never reused.</param>
/// <param name="ClipId">The public id, given once.</param>
/// <param name="Root">Name of the library root; null for clips without media.</param>
/// <param name="Path">Path under the root, with forward slashes.</param>
/// <param name="Fingerprint">Fingerprint of the media file.</param>
/// <param name="Metadata">What sidecars and tables say.</param>
public sealed record Clip(long No, string ClipId, string? Root, string? Path, string? Fingerprint, ClipMetadata Metadata)
{
    /// <summary>How to name the clip to people: title, else path, else id.</summary>
    public string Name => Metadata.Title ?? Path ?? ClipId;
}

/// <summary>Kinds of files that a scan knows.</summary>
public enum FileKind
{
    /// <summary>The clip itself.</summary>
    Media,

    /// <summary>Captions beside it.</summary>
    Captions,

    /// <summary>NFO metadata beside it.</summary>
    Nfo,
}

/// <summary>A file under a library root.</summary>
/// <param name="Root">Name of the root.</param>
/// <param name="Path">Path under the root, with forward slashes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedMs">Time of the last change, Unix milliseconds.</param>
/// <param name="Hash">Fingerprint (media) or hash of the content.</param>
/// <param name="ClipNo">The clip that it belongs to.</param>
/// <param name="Present">False once a scan no longer found it.</param>
public sealed record LibraryFile(string Root, string Path, FileKind Kind, long Size, long ModifiedMs, string Hash, long ClipNo, bool Present);

/// <summary>What a scan or an import found of one clip.</summary>
/// <param name="ClipId">The clip, new or known.</param>
/// <param name="Root">Library root, or null for tabular clips.</param>
/// <param name="Path">Path under the root.</param>
/// <param name="Fingerprint">Fingerprint of the media file.</param>
/// <param name="Metadata">All metadata; replaces what was known.</param>
/// <param name="Files">All its files, replacing those known (<see cref="LibraryFile.ClipNo"/> is ignored).</param>
/// <param name="Present">False when its media file is gone: the clip and all its decisions stay, but it takes no part.</param>
public sealed record ClipChange(
    string ClipId, string? Root, string? Path, string? Fingerprint, ClipMetadata Metadata, ImmutableArray<LibraryFile> Files, bool Present = true);

/// <summary>A person's part in a clip.</summary>
/// <param name="ClipNo">The clip.</param>
/// <param name="Person">The person's number.</param>
/// <param name="Role">One of <see cref="PersonRole"/>.</param>
public readonly record struct PersonLink(long ClipNo, int Person, string Role);

/// <summary>The parts that a person may have in a clip.</summary>
public static class PersonRole
{
    /// <summary>A director.</summary>
    public const string Director = "director";

    /// <summary>An actor.</summary>
    public const string Actor = "actor";

    /// <summary>A writer.</summary>
    public const string Writer = "writer";
}

/// <summary>A spelling under which a person is known.</summary>
/// <param name="Person">The person's number.</param>
/// <param name="Name">The name as written.</param>
/// <param name="Count">In how many credits of clips that are present it is written so.</param>
public readonly record struct PersonSpelling(int Person, string Name, int Count);

/// <summary>A viewer watched a clip.</summary>
/// <param name="ClipNo">The clip.</param>
/// <param name="Viewer">The keyed hash of the viewer's id.</param>
/// <param name="Rating">The viewer's own rating, NaN when none.</param>
public readonly record struct ViewerLink(long ClipNo, long Viewer, float Rating);

/// <summary>What became of viewers that were to be forgotten.</summary>
/// <param name="Links">Links removed.</param>
/// <param name="Viewers">Viewers that had any.</param>
/// <param name="Erased">Whether the files behind the store hold nothing of them any more; false when another process kept them open.</param>
public readonly record struct ForgottenViewers(long Links, int Viewers, bool Erased);
