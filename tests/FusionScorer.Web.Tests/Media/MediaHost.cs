using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.TestKit;
using FusionScorer.Web.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace FusionScorer.Web.Tests.Media;

/// <summary>The media endpoints over some of the samples, on a port of their own and without sign-in.</summary>
public sealed class MediaHost : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private WebApplication? _app;

    public Project Project { get; private set; } = null!;

    public HttpClient Client { get; } = new();

    public IServiceProvider Services => _app!.Services;

    public async Task InitializeAsync()
    {
        foreach (var path in (string[])[
            "films/Storm at the Station (2023)/Storm at the Station (2023).ts", "shorts/Three Bricks (2014).mkv", "shorts/Quiet River (2020).mp4",
            "incoming/playlist.mp4", "incoming/truncated.mp4", "incoming/cut_off.mkv"])
            _folder.Write("media/" + Path.GetFileName(path), await File.ReadAllBytesAsync(Repository.At(["data-samples", "library", .. path.Split('/')])));
        _folder.Write("media/linked.mp4", await File.ReadAllBytesAsync(_folder.At("media", "Quiet River (2020).mp4")) is var bytes ? [.. bytes, 0] : []);
        _folder.Write("secret.mp4", "secret");
        Project = Project.Create(
            new ProjectFile { Libraries = [new LibraryRoot("media", _folder.At("media"))], Policy = DefaultPolicy.Policy }, _folder.At("project"), "tester", TimeProvider.System);
        CatalogueScan.Run(Project, CancellationToken.None);
        File.Delete(_folder.At("media", "linked.mp4"));
        File.CreateSymbolicLink(_folder.At("media", "linked.mp4"), _folder.At("secret.mp4"));

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(Project).AddSingleton(TimeProvider.System)
            .AddSingleton(new ReviewOptions { Environment = Environment.GetEnvironmentVariable }).AddPlayback();
        _app = builder.Build();
        _app.MapGroup("/api/v1").MapMedia();
        await _app.StartAsync();
        Client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public string At(params ReadOnlySpan<string> parts) => _folder.At(parts);

    public Clip Clip(string name) => Project.Store.Clips.Find($"media:{name}") ?? throw new InvalidOperationException($"no clip {name}");

    public async Task DisposeAsync() => await _app!.DisposeAsync();

    public void Dispose()
    {
        Client.Dispose();
        Project.Dispose();
        _folder.Dispose();
    }
}
