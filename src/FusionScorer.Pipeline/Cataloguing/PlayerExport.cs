using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FusionScorer.Core;
using FusionScorer.Library.Exporting;
using FusionScorer.Library.Records;
using FusionScorer.Library.Scanning;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>Formats of evidence that players and editors read.</summary>
public enum PlayerFormat
{
    /// <summary>WebVTT: text shown over the picture.</summary>
    Vtt,

    /// <summary>Kodi's edit decision list: places to jump to, or to mute.</summary>
    Edl,
}

/// <summary>Evidence of clips as files for players and editors.</summary>
/// <param name="project">The project.</param>
/// <param name="format">Which format.</param>
/// <param name="mute">Whether profanity is muted; for <see cref="PlayerFormat.Edl"/>.</param>
public sealed class PlayerExport(Project project, PlayerFormat format, bool mute)
{
    private string Extension => format == PlayerFormat.Vtt ? ".evidence.vtt" : ".edl";

    /// <summary>Writes one clip.</summary>
    /// <returns>The number of cues or lines.</returns>
    public int Write(TextWriter to, Clip clip)
    {
        var (_, level, fused) = ClipLevels.Of(project, [[clip]]).Single();
        return Write(to, clip, level, fused);
    }

    /// <summary>Writes a file for each clip with evidence that has a place in time: <c>LIBRARY/path</c> as in the library, so that the folder can be laid over it.</summary>
    /// <param name="folder">Made if it is not there.</param>
    /// <returns>The numbers of files, and of cues or lines in them.</returns>
    /// <exception cref="BadInputException">A file cannot be written, or files of the library itself would be replaced.</exception>
    public (int Files, long Lines) WriteAll(string folder)
    {
        var (files, lines) = (0, 0L);
        var taken = new HashSet<ulong>();
        foreach (var (clip, level, fused) in ProjectExport.Levels(project))
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
            var count = Write(text, clip, level, fused);
            if (count == 0)
                continue;
            var path = Place(folder, clip, taken);
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new BadInputException(path, 0, $"cannot be written: {fault.Message}");
            }

            // Cut lists made by hand, or by another program, look the same.
            if (File.Exists(path) && project.Libraries.FirstOrDefault(root => RealPath.Of(root.Path) is { } real && RealPath.Of(path) is { } place && RealPath.IsInside(place, real)) is { } library)
                throw new BadInputException(path, 0, $"is there already, and lies in library {library.Name}; write to another folder, and copy from there what you want");
            using var file = AtomicFile.Create(path);
            file.Writer.Write(text.ToString());
            file.Commit();
            files++;
            lines += count;
        }

        return (files, lines);
    }

    private int Write(TextWriter to, Clip clip, ClipLevel level, FusedClip? fused)
    {
        var evidence = project.Store.Readings.Evidence(clip.No);
        return format == PlayerFormat.Edl ? EdlText.Write(to, evidence, mute) : WebVtt.Write(to, [clip.Name, Level(level, fused)], evidence);
    }

    private string Level(ClipLevel level, FusedClip? fused)
    {
        if (level.Level < 0)
            return "level: none yet";
        var sure = level.Source == "model" && fused is not null ? string.Create(CultureInfo.InvariantCulture, $", probability {fused.Posterior[level.Level]:0.00}") : "";
        return $"level: {project.Policy.Taxonomy[level.Level]} ({level.Source}{sure}), policy {project.PolicyRow.Hash}";
    }

    // Two files that differ in nothing but their endings keep them; ids of data sets are not file names.
    private string Place(string folder, Clip clip, HashSet<ulong> taken)
    {
        var parts = (clip.Path is null ? [clip.ClipId] : (string[])[clip.Root ?? "clips", .. clip.Path.Split('/')]).Select(FileName).ToArray();
        var whole = Path.Combine([folder, .. parts]);
        var path = (clip.Path is null ? whole : Path.ChangeExtension(whole, null)) + Extension;
        for (var again = 1; !taken.Add(Digest(path)); again++)
            path = again == 1 ? whole + Extension : string.Create(CultureInfo.InvariantCulture, $"{whole}.{again}{Extension}");
        return path;
    }

    // Of a whole library, eight bytes a path. Two paths of one digest would only give one of them its longer name.
    private static ulong Digest(string path) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(path.ToUpperInvariant())));

    private static string FileName(string part)
    {
        var name = new string([.. part.Select(letter => letter is '/' or '\\' or ':' || char.IsControl(letter) ? '_' : letter)]);
        return name.Trim('.', ' ').Length == 0 ? "_" : name;
    }
}
