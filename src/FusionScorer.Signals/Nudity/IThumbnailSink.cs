using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FusionScorer.Signals.Nudity;

/// <summary>Keeps small copies of pictures, so that a reviewer sees what a signal saw.</summary>
public interface IThumbnailSink
{
    /// <summary>Keeps one. The same picture of the same content gets the same name, also of another copy of the clip.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="ms">The picture's time on the player's clock.</param>
    /// <param name="png">A PNG file, at most 160 pixels wide or high.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Its name among the thumbnails.</returns>
    Task<string> SaveAsync(ClipInput clip, long ms, ReadOnlyMemory<byte> png, CancellationToken cancellation);
}

/// <summary>Keeps them as files of a folder, <c>media-cache</c> in a project, which is safe to erase.</summary>
public sealed class ThumbnailFolder(string folder) : IThumbnailSink
{
    /// <inheritdoc/>
    public async Task<string> SaveAsync(ClipInput clip, long ms, ReadOnlyMemory<byte> png, CancellationToken cancellation)
    {
        // Hashed, because a fingerprint may hold characters that a file name must not.
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clip.Fingerprint)))[..24];
        var name = string.Create(CultureInfo.InvariantCulture, $"{key}-{ms}.png");
        Directory.CreateDirectory(folder);
        var part = Path.Combine(folder, $".{name}.{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(part, png, cancellation);
        File.Move(part, Path.Combine(folder, name), overwrite: true);
        return name;
    }
}
