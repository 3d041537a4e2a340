using System.Text.Json;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>What the last check of a stored file found.</summary>
/// <param name="Size">Bytes of the file when it was checked.</param>
/// <param name="Written">When it had been written last.</param>
/// <param name="Sha256">SHA-256 of the first copy that was found good; null when none ever was.</param>
/// <param name="Good">Whether the file was found good.</param>
/// <param name="CheckedAt">When it was checked.</param>
internal sealed record VerifiedModel(long Size, DateTimeOffset Written, string? Sha256, bool Good, DateTimeOffset CheckedAt)
{
    /// <summary>Whether a file is still the one that was checked, as far as size and time of writing tell.</summary>
    public bool IsOf(FileInfo file) => file.Exists && file.Length == Size && new DateTimeOffset(file.LastWriteTimeUtc) == Written;
}

/// <summary><c>verified.json</c> in a store's folder: by name, what the last check found. Losing it costs only another check.</summary>
internal static class VerifiedModels
{
    private const string FileName = "verified.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The record of a model; null when there is none.</summary>
    public static VerifiedModel? Of(string folder, string name) => Read(folder).GetValueOrDefault(name);

    /// <summary>Records a check of a model's file. A folder that cannot be written stays as it is.</summary>
    public static async Task RecordAsync(string folder, string name, FileInfo file, string? sha256, bool good, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            using var held = await FileLock.TakeAsync(folder, FileName, clock, cancellation).ConfigureAwait(false);
            var records = Read(folder);
            file.Refresh();
            records[name] = new VerifiedModel(
                file.Length, new DateTimeOffset(file.LastWriteTimeUtc), sha256 ?? records.GetValueOrDefault(name)?.Sha256, good, clock.GetUtcNow());
            var path = Path.Combine(folder, FileName);
            var fresh = path + ".new";
            await File.WriteAllBytesAsync(fresh, JsonSerializer.SerializeToUtf8Bytes(records, Json), cancellation).ConfigureAwait(false);
            File.Move(fresh, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A shared store may be read-only; its files are then checked by every program that uses them.
        }
    }

    private static SortedDictionary<string, VerifiedModel> Read(string folder)
    {
        try
        {
            var path = Path.Combine(folder, FileName);
            return File.Exists(path) && JsonSerializer.Deserialize<SortedDictionary<string, VerifiedModel>>(File.ReadAllBytes(path), Json) is { } records
                ? new SortedDictionary<string, VerifiedModel>(records, StringComparer.Ordinal)
                : new SortedDictionary<string, VerifiedModel>(StringComparer.Ordinal);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return new SortedDictionary<string, VerifiedModel>(StringComparer.Ordinal);
        }
    }
}
