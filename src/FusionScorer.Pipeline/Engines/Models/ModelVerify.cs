namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>What a check of a model's file found.</summary>
/// <param name="Name">The model.</param>
/// <param name="Path">Its file.</param>
/// <param name="Good">Whether size and sums are as published (for a model that is converted here: as when it was first seen).</param>
/// <param name="Fault">What is wrong; null when nothing is.</param>
/// <param name="Mend">The command that mends it; empty when nothing is wrong.</param>
/// <param name="Sha256">The file's SHA-256.</param>
public sealed record VerifyRow(string Name, string Path, bool Good, string? Fault, string Mend, string Sha256);

/// <summary>Reads all models that are there again and compares them with what is known of them.</summary>
public static class ModelVerify
{
    /// <summary>Checks every model of the manifest that is there, in its order; what it finds is recorded, so that lists show it.</summary>
    /// <param name="store">Where models lie.</param>
    /// <param name="names">Only these; null for all.</param>
    /// <param name="report">Takes a model's name and how far its reading is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Core.BadInputException">No model has one of the names, or a named one is not there.</exception>
    public static async Task<IReadOnlyList<VerifyRow>> RunAsync(
        ModelStore store, IReadOnlyCollection<string>? names, Action<string, PullProgress>? report, CancellationToken cancellation)
    {
        foreach (var name in names ?? [])
        {
            if (store.Find(name) is null)
                throw new Core.BadInputException($"model '{name}' is not there; run: {ModelStore.Mend(store.Manifest.Get(name))}");
        }

        var rows = new List<VerifyRow>();
        foreach (var entry in store.Manifest.Entries.Where(entry => names?.Contains(entry.Name) ?? true))
        {
            if (store.Find(entry.Name) is not { } path)
                continue;
            var meter = new PullMeter(
                PullPhase.Verifying, 0, new FileInfo(path).Length, report is null ? null : progress => report(entry.Name, progress), store.Clock);
            var (sha256, fault) = await store.CheckAsync(entry, path, meter.At, cancellation).ConfigureAwait(false);
            rows.Add(new VerifyRow(entry.Name, path, fault is null, fault, fault is null ? "" : ModelStore.Mend(entry), sha256));
        }

        return rows;
    }
}
