using System.Net;
using System.Reflection;
using FusionScorer.Core;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>Downloads models into a store: resumable, verified, and never half there under its own name.</summary>
/// <param name="store">Where models lie.</param>
/// <param name="client">Does the requests; its own time-out must be off, since files are large.</param>
/// <param name="mirror">A folder on the network that has the models' files under the manifest's file names; null for where the manifest says.</param>
public sealed class ModelPull(ModelStore store, HttpClient client, Uri? mirror) : IDisposable
{
    /// <summary>Names the environment variable for a mirror's address.</summary>
    public const string MirrorVariable = "FUSION_MODELS_URL";

    // A connection that breaks is taken up again at once; one that brings nothing twice in a row is left to the user.
    private const int MostRequests = 20;
    private const int MostIdleRequests = 2;

    /// <summary>Tells the bytes free in a folder.</summary>
    public Func<string, long> FreeBytes { get; init; } = DiskSpace.FreeBytes;

    /// <summary>A puller for this machine.</summary>
    /// <exception cref="BadInputException">The mirror is not a web address.</exception>
    public static ModelPull Open(ModelStore store, Func<string, string?> environment)
    {
        var mirror = Mirror(environment(MirrorVariable));
        var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, ConnectTimeout = TimeSpan.FromSeconds(20) };
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd($"fusion/{Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}");
        return new ModelPull(store, client, mirror);
    }

    /// <summary>Makes sure that a model is there and good. Two pulls of one model take turns; a cancelled or broken one leaves what it has for the next.</summary>
    /// <param name="name">The model.</param>
    /// <param name="report">Takes progress; called on any thread, one call at a time.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="BadInputException">No such model, no network, another file than the published one, no room, or not a model to pull.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<PullResult> PullAsync(string name, Action<PullProgress>? report, CancellationToken cancellation)
    {
        var entry = store.Manifest.Get(name);
        if (store.Find(name) is { } there)
        {
            var meter = new PullMeter(PullPhase.Verifying, 0, new FileInfo(there).Length, report, store.Clock);
            var (sha256, fault) = await store.CheckAsync(entry, there, meter.At, cancellation).ConfigureAwait(false);
            if (fault is null)
                return new PullResult(name, there, sha256, Downloaded: 0, Resumed: 0);
        }

        if (entry.Source is not UrlSource source)
            throw new BadInputException($"model '{name}' is not downloaded by itself; run: {ModelStore.Mend(entry)}");
        var url = mirror is null ? source.Url : new Uri(mirror, entry.File);
        var faults = new PullFaults(name, store.TargetOf(entry));
        try
        {
            using var held = await FileLock.TakeAsync(store.Folder, entry.File, store.Clock, cancellation).ConfigureAwait(false);

            // Another pull may have brought it while this one waited for its turn.
            return store.Checked(entry) is { } good
                ? new PullResult(name, good.Path, good.Sha256, Downloaded: 0, Resumed: 0)
                : await DownloadAsync(entry, url, faults, report, cancellation).ConfigureAwait(false);
        }
        catch (IOException fault) when (DiskSpace.IsFull(fault))
        {
            throw faults.DiskFull(entry.Size!.Value, FreeBytes(store.Folder));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw faults.NotWritable(fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<PullResult> DownloadAsync(ModelEntry entry, Uri url, PullFaults faults, Action<PullProgress>? report, CancellationToken cancellation)
    {
        var target = store.TargetOf(entry);
        var size = entry.Size!.Value;
        long kept;
        await using (var part = PartFile.Open(target))
        {
            if (FreeBytes(store.Folder) is var free && free < size - part.Length)
                throw faults.DiskFull(size - part.Length, free);
            await FillAsync(part, url, size, faults, report, cancellation).ConfigureAwait(false);
            part.Settle();
            kept = part.Kept;
        }

        var meter = new PullMeter(PullPhase.Verifying, 0, size, report, store.Clock);
        var hashes = await ModelHashes.OfAsync(target + PartFile.Suffix, meter.At, cancellation).ConfigureAwait(false);
        if (hashes.Fault(entry, VerifiedModels.Of(store.Folder, entry.Name)?.Sha256) is { } fault)
        {
            PartFile.Remove(target);
            throw faults.WrongBytes(url, fault);
        }

        File.Move(target + PartFile.Suffix, target, overwrite: true);
        PartFile.Remove(target);
        await VerifiedModels.RecordAsync(store.Folder, entry.Name, new FileInfo(target), hashes.Sha256, good: true, store.Clock, cancellation).ConfigureAwait(false);
        return new PullResult(entry.Name, target, hashes.Sha256, size - kept, kept);
    }

    private async Task FillAsync(PartFile part, Uri url, long size, PullFaults faults, Action<PullProgress>? report, CancellationToken cancellation)
    {
        var meter = new PullMeter(PullPhase.Downloading, part.Length, size, report, store.Clock);
        var download = new RangeDownload(client, url, size, faults, store.Clock);
        var idle = 0;
        for (var requests = 0; part.Length != size; requests++)
        {
            if (idle == MostIdleRequests || requests == MostRequests)
                throw faults.Cut(url, part.Length, size);
            var before = part.Length;
            await download.RunAsync(part, meter.At, cancellation).ConfigureAwait(false);
            idle = part.Length > before ? 0 : idle + 1;
        }
    }

    private static Uri? Mirror(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var mirror) && (mirror.Scheme == Uri.UriSchemeHttp || mirror.Scheme == Uri.UriSchemeHttps)
            ? mirror
            : throw new BadInputException($"{MirrorVariable} is '{text}'; it must be an address that starts with https:// or http://");
    }
}
