using System.Net.Http.Headers;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>A download that is not complete: <c>FILE.part</c>, and beside it <c>FILE.part.tag</c> with what the server called the version that it is a part of.</summary>
internal sealed class PartFile : IAsyncDisposable
{
    /// <summary>What its name ends in.</summary>
    public const string Suffix = ".part";

    private const string TagSuffix = Suffix + ".tag";

    private readonly string _path;
    private readonly string _tagPath;
    private readonly FileStream _stream;

    private PartFile(string target)
    {
        _path = target + Suffix;
        _tagPath = target + TagSuffix;
        _stream = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
        Length = Kept = _stream.Seek(0, SeekOrigin.End);
        if (Length > 0 && File.Exists(_tagPath) && EntityTagHeaderValue.TryParse(File.ReadAllText(_tagPath).Trim(), out var tag))
            Tag = tag;
    }

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes of <see cref="Length"/> that it was opened with.</summary>
    public long Kept { get; private set; }

    /// <summary>The server's name for this version of the file; null when it gave none that a range may rely on.</summary>
    public EntityTagHeaderValue? Tag { get; private set; }

    /// <summary>Opens the part of a file, or starts one.</summary>
    public static PartFile Open(string target) => new(target);

    /// <summary>Starts from nothing, with the version that the server is about to send.</summary>
    public void Restart(EntityTagHeaderValue? tag)
    {
        if (Length > 0)
            _stream.SetLength(0);
        Length = Kept = 0;
        Tag = tag is { IsWeak: false } ? tag : null;
        if (Tag is null)
            File.Delete(_tagPath);
        else
            File.WriteAllText(_tagPath, Tag.ToString());
    }

    /// <summary>Adds bytes.</summary>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes)
    {
        // Not cancelled: whatever has arrived is worth keeping.
        await _stream.WriteAsync(bytes, CancellationToken.None).ConfigureAwait(false);
        Length += bytes.Length;
    }

    /// <summary>Makes sure that the bytes outlive a power cut.</summary>
    public void Settle() => _stream.Flush(flushToDisk: true);

    /// <summary>Removes a part and its tag.</summary>
    public static void Remove(string target)
    {
        File.Delete(target + Suffix);
        File.Delete(target + TagSuffix);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        if (Length == 0)
        {
            File.Delete(_path);
            File.Delete(_tagPath);
        }
    }
}
