using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Playback;

/// <summary>Proxies of a project's clips: made on demand, one at a time, kept within bounds.</summary>
/// <remarks>Thread-safe. The folder belongs to one process at a time.</remarks>
public sealed class ProxyCache : IAsyncDisposable
{
    /// <summary>Environment variable that bounds the cache, in MB.</summary>
    public const string LimitVariable = "FUSION_PROXY_CACHE_MB";

    private const long UsualLimit = 10L << 30;
    private const long MostMs = 48 * 3_600_000L;

    // Whole clips of a reviewer who only leafs through are forgotten, those asked for first before others.
    private const int MostWaiting = 40;

    private static readonly TimeSpan FailureMemory = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PlayedJustNow = TimeSpan.FromMinutes(10);

    // A whole clip that is nearly done is not thrown away for a window.
    private static readonly TimeSpan WorthWaiting = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly long _limit;
    private readonly ProxyFolder _folder;
    private readonly ProxyWorker _worker;
    private readonly LinkedList<ProxyJob> _waiting = [];
    private readonly Dictionary<string, (string Reason, DateTimeOffset Until)> _failures = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _disposing = new();
    private ProxyJob? _current;
    private Task _work = Task.CompletedTask;
    private bool _disposed;

    /// <summary>Opens the cache of a project and erases what an earlier process left unfinished.</summary>
    /// <param name="project">The project.</param>
    /// <param name="tools">Finds ffmpeg.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <exception cref="BadInputException">The limit is no number.</exception>
    public ProxyCache(Project project, MediaTools tools, Func<string, string?> environment)
    {
        _clock = project.Clock;
        _limit = LimitOf(environment(LimitVariable));
        _folder = new ProxyFolder(Path.Combine(project.Folder, ProjectSignals.MediaCache, "proxies"));
        _folder.Shrink(_limit, DateTimeOffset.MaxValue);
        _worker = new ProxyWorker(tools);
    }

    /// <summary>Asks for the window around a moment, and for the whole clip after it.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="playable">How it is played: where its file is and what is in it.</param>
    /// <param name="fromMs">The moment on the clip's clock.</param>
    public ProxyState Ask(Clip clip, Playable playable, long fromMs)
    {
        if (playable is not { Path: { } path, Probe: { } probe })
            return new ProxyState(ProxyStage.Failed, playable.Reason ?? "there is nothing to play", [], 0);
        var whole = ProxyKey.Whole(clip);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var window = ProxyKey.Around(clip, Math.Clamp(fromMs, 0, Math.Min(MostMs, probe.DurationMs ?? MostMs)));
            if (_folder.Find(whole.Name) is null)
            {
                // A clip no longer than a window is made whole at once.
                var isShort = probe.DurationMs is { } duration && duration <= ProxyKey.WindowMs;
                if (!isShort)
                    Add(new ProxyJob(window, path, probe), first: true);
                Add(new ProxyJob(whole, path, probe), first: isShort);
                if (_work.IsCompleted)
                    _work = Task.Run(WorkAsync);
            }

            return State(clip);
        }
    }

    /// <summary>How far the proxies of a clip are.</summary>
    public ProxyState Look(Clip clip)
    {
        lock (_lock)
            return State(clip);
    }

    /// <summary>Path of a proxy of this clip, to be played now; null when there is none of that name.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="name">Its file name, as <see cref="ProxyPart.Name"/> gives it.</param>
    public string? Open(Clip clip, string name)
    {
        var key = Path.GetFileNameWithoutExtension(name);
        lock (_lock)
        {
            // Only names that the cache itself gave are known, whatever else the text may hold.
            if (name != key + ".mp4" || _folder.Find(key) is not { } proxy || proxy.Content != ProxyKey.ContentOf(clip))
                return null;
            _folder.Touch(key, _clock.GetUtcNow());
            return _folder.PathOf(key);
        }
    }

    /// <summary>Kills what is being made; no process is left.</summary>
    public async ValueTask DisposeAsync()
    {
        Task work;
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            work = _work;
        }

        await _disposing.CancelAsync().ConfigureAwait(false);
        await work.ConfigureAwait(false);
        foreach (var job in _waiting)
            job.Dispose();
        _disposing.Dispose();
    }

    private void Add(ProxyJob job, bool first)
    {
        var name = job.Key.Name;
        var known = _folder.Find(name) is not null || _current?.Key == job.Key
            || (_failures.TryGetValue(name, out var failure) && failure.Until > _clock.GetUtcNow());
        if (known)
        {
            job.Dispose();
            return;
        }

        // Asked for again: what a reviewer waits for now goes before what was asked earlier.
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            if (node.Value.Key != job.Key)
                continue;
            job.Dispose();
            job = node.Value;
            _waiting.Remove(node);
            break;
        }

        var place = first ? _waiting.First : FirstWhole();
        if (place is null)
            _waiting.AddLast(job);
        else
            _waiting.AddBefore(place, job);
        while (_waiting.Count > MostWaiting && _waiting.Last is { } last)
        {
            last.Value.Dispose();
            _waiting.RemoveLast();
        }

        if (first && _current is { IsWhole: true } running && !(running.Left < WorthWaiting))
            running.Stop();
    }

    private LinkedListNode<ProxyJob>? FirstWhole()
    {
        var node = _waiting.First;
        while (node is { Value.IsWhole: false })
            node = node.Next;
        return node;
    }

    private async Task WorkAsync()
    {
        while (true)
        {
            ProxyJob job;
            long room;
            lock (_lock)
            {
                if (_disposed || _waiting.First is not { } node)
                {
                    // Under the lock, so that whoever adds next sees that nobody works.
                    _work = Task.CompletedTask;
                    return;
                }

                job = node.Value;
                _waiting.RemoveFirst();
                _current = job;
                room = _limit - _folder.BytesSince(_clock.GetUtcNow() - PlayedJustNow);
            }

            var outcome = await _worker.RunAsync(job, _folder.PartPath(job.Key.Name), room, _disposing.Token).ConfigureAwait(false);
            lock (_lock)
                Finish(job, outcome);
        }
    }

    private void Finish(ProxyJob job, ProxyOutcome outcome)
    {
        _current = null;
        var now = _clock.GetUtcNow();
        if (outcome.Stopped && !_disposed)
        {
            // Another window came first; this one is made again after it.
            _waiting.AddLast(new ProxyJob(job.Key, job.Path, job.Probe));
        }
        else if (outcome.DurationMs is { } duration)
        {
            try
            {
                _folder.Add(job.Key.Name, new StoredProxy(job.Key.Content, job.Key.FromMs, duration), now);
                _folder.Shrink(_limit, now - PlayedJustNow);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                _failures[job.Key.Name] = ("the copy could not be kept: " + fault.Message, now + FailureMemory);
            }
        }
        else if (outcome.Reason is { } reason)
        {
            foreach (var old in _failures.Where(pair => pair.Value.Until <= now).Select(pair => pair.Key).ToList())
                _failures.Remove(old);
            _failures[job.Key.Name] = (reason, now + FailureMemory);
        }

        job.Dispose();
    }

    private ProxyState State(Clip clip)
    {
        var now = _clock.GetUtcNow();
        var content = ProxyKey.ContentOf(clip);
        var whole = ProxyKey.Whole(clip);
        List<ProxyPart> parts = [.. _folder.Of(content).Select(pair => new ProxyPart(
            pair.Name + ".mp4", pair.Proxy.FromMs ?? 0, pair.Proxy.DurationMs, pair.Proxy.FromMs is null))];
        if (parts.Exists(part => part.Complete))
            return new ProxyState(ProxyStage.Ready, Reason: null, parts, 1);
        var progress = _current?.Key == whole ? _current.Progress : 0;
        if (_current?.Key.Content == content || _waiting.Any(job => job.Key.Content == content))
            return new ProxyState(ProxyStage.Making, Reason: null, parts, progress);
        var reason = _failures.TryGetValue(whole.Name, out var failure) && failure.Until > now ? failure.Reason : null;
        return parts.Count > 0
            ? new ProxyState(ProxyStage.Ready, reason, parts, 0)
            : new ProxyState(ProxyStage.Failed, reason ?? "no copy was asked for yet", parts, 0);
    }

    private static long LimitOf(string? text) => string.IsNullOrWhiteSpace(text) ? UsualLimit
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var mb) && mb is > 0 and < 1L << 40 ? mb << 20
        : throw new BadInputException($"{LimitVariable} is '{text}'; write a number of MB, for example 10240");
}
