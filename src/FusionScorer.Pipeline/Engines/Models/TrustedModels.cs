using System.Text.Json;
using FusionScorer.Core;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>A model file that a person of this machine said yes to.</summary>
/// <param name="Sha256">Its content: what is trusted is the bytes, wherever they lie.</param>
/// <param name="Path">Where it lay then.</param>
/// <param name="At">When.</param>
public sealed record TrustedModel(string Sha256, string Path, DateTimeOffset At);

/// <summary>Models outside the manifest that this user trusts: <c>models/trusted.json</c> in the user's data folder. Never part of a project, so that a copied project brings no trust.</summary>
/// <param name="environment">Reads a variable.</param>
public sealed class TrustedModels(Func<string, string?> environment)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path = Path.Combine(UserData.Folder(environment, "models"), "trusted.json");

    /// <summary>All of them, oldest first.</summary>
    /// <exception cref="BadInputException">The list is damaged.</exception>
    public IReadOnlyList<TrustedModel> All()
    {
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize<List<TrustedModel>>(File.ReadAllBytes(_path), Json) ?? [] : [];
        }
        catch (JsonException)
        {
            throw new BadInputException(_path, 0, "is damaged; delete it, and trust your model files again");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(_path, 0, $"cannot be read: {fault.Message}");
        }
    }

    /// <summary>Whether a content is trusted.</summary>
    public bool Has(string sha256) => All().Any(model => model.Sha256 == sha256);

    /// <summary>Trusts a file as it is now.</summary>
    /// <exception cref="BadInputException">There is no such file, or the list cannot be written.</exception>
    public async Task<TrustedModel> AddAsync(string file, DateTimeOffset at, CancellationToken cancellation)
    {
        var model = new TrustedModel(await HashAsync(file, cancellation).ConfigureAwait(false), Path.GetFullPath(file), at);
        Save([.. All().Where(known => known.Sha256 != model.Sha256), model]);
        return model;
    }

    /// <summary>Takes a trust back, by the file or by where it lay.</summary>
    /// <returns>How many entries went.</returns>
    public async Task<int> RemoveAsync(string file, CancellationToken cancellation)
    {
        var all = All();
        var sha256 = File.Exists(file) ? await HashAsync(file, cancellation).ConfigureAwait(false) : null;
        var path = Path.GetFullPath(file);
        List<TrustedModel> kept = [.. all.Where(model => model.Sha256 != sha256 && model.Path != path)];
        if (kept.Count < all.Count)
            Save(kept);
        return all.Count - kept.Count;
    }

    private static async Task<string> HashAsync(string file, CancellationToken cancellation)
    {
        if (!File.Exists(file))
            throw new BadInputException(file, 0, "there is no such model file; check the path");
        try
        {
            return (await ModelHashes.OfAsync(file, onBytes: null, cancellation).ConfigureAwait(false)).Sha256;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(file, 0, $"cannot be read: {fault.Message}");
        }
    }

    private void Save(List<TrustedModel> models)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        AtomicFile.WriteBytes(_path, JsonSerializer.SerializeToUtf8Bytes(models, Json));
    }
}
