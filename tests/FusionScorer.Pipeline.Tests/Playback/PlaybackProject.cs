using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Playback;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals.Media;
using FusionScorer.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Pipeline.Tests.Playback;

/// <summary>A project over a few real clips.</summary>
internal sealed class PlaybackProject : IDisposable
{
    private readonly TempFolder _folder = new();

    private PlaybackProject() =>
        Project = Project.Create(
            new ProjectFile { Libraries = [new LibraryRoot("media", Directory.CreateDirectory(_folder.At("media")).FullName)], Policy = DefaultPolicy.Policy },
            _folder.At("project"), "tester", Clock);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public Project Project { get; }

    public MediaTools Tools { get; } = new(Environment.GetEnvironmentVariable);

    public ClipPlayback Playback => new(Project, Tools);

    public string ProxyFolder => At("project", "media-cache", "proxies");

    /// <summary>A project over clips that ffmpeg makes: file name and arguments.</summary>
    public static async Task<PlaybackProject> MakeAsync(params (string Name, string Arguments)[] clips)
    {
        var made = new PlaybackProject();
        var tools = await FfmpegLocator.LocateAsync();
        foreach (var (name, arguments) in clips)
        {
            var result = await ProcessRunner.RunAsync(
                new ProcessCommand(tools.Ffmpeg, ["-v", "error", "-nostdin", .. arguments.Split(' '), made.At("media", name)]), CancellationToken.None);
            Assert.True(result.Succeeded, result.Error);
        }

        CatalogueScan.Run(made.Project, CancellationToken.None);
        return made;
    }

    public string At(params ReadOnlySpan<string> parts) => _folder.At(parts);

    public string Write(string name, string text) => _folder.Write(name, text);

    public Clip Clip(string name) => Project.Store.Clips.Find($"media:{name}") ?? throw new InvalidOperationException($"no clip {name}");

    public Task<Playable> PlayableAsync(string name) => Playback.OfAsync(Clip(name), readings: null, CancellationToken.None);

    public ProxyCache Cache(int? megabytes = null) =>
        new(Project, Tools, name => name == ProxyCache.LimitVariable ? megabytes?.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);

    /// <summary>Asks, and waits until nothing is being made.</summary>
    public async Task<ProxyState> AskAsync(ProxyCache cache, string name, long fromMs)
    {
        var playable = await PlayableAsync(name);
        cache.Ask(Clip(name), playable, fromMs);
        return await UntilAsync(cache, name, state => state.Stage != ProxyStage.Making);
    }

    /// <summary>Waits for a state.</summary>
    public async Task<ProxyState> UntilAsync(ProxyCache cache, string name, Func<ProxyState, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var state = cache.Look(Clip(name));
            if (wanted(state))
                return state;
            await Task.Delay(20, limit.Token);
        }
    }

    public void Dispose()
    {
        Project.Dispose();
        _folder.Dispose();
    }
}
