using System.Text.RegularExpressions;
using FusionScorer.Library.Records;
using FusionScorer.Library.Scanning;
using FusionScorer.Pipeline.Playback;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Web.Contracts;
using FusionScorer.Web.Review;
using Microsoft.Net.Http.Headers;

namespace FusionScorer.Web.Media;

/// <summary>The part of the API that plays clips.</summary>
/// <remarks>No part of an address ever becomes part of a path: clips are found by their exact id, files by names that this program gave them.</remarks>
internal static partial class MediaEndpoints
{
    /// <summary>Adds what the endpoints need beside <see cref="Project"/> and <see cref="ReviewOptions"/>.</summary>
    public static IServiceCollection AddPlayback(this IServiceCollection services) => services
        .AddSingleton(provider => new MediaTools(provider.GetRequiredService<ReviewOptions>().Environment))
        .AddSingleton<ClipPlayback>()
        .AddSingleton(provider => new ProxyCache(
            provider.GetRequiredService<Project>(), provider.GetRequiredService<MediaTools>(), provider.GetRequiredService<ReviewOptions>().Environment))
        .AddSingleton<IClipMedia, ClipMedia>()
        .ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, PlaybackJson.Default));

    /// <summary>Maps all of it.</summary>
    public static RouteGroupBuilder MapMedia(this RouteGroupBuilder api)
    {
        var media = api.MapGroup("").WithTags("Media");
        media.MapMethods("/media/{clip}", [HttpMethods.Get, HttpMethods.Head], OriginalAsync).WithSummary("A clip's own file; answers byte ranges");
        media.MapMethods("/media/{clip}/proxy/{name}", [HttpMethods.Get, HttpMethods.Head], Proxy).WithSummary("A copy of a clip that every browser plays; answers byte ranges");
        media.MapPost("/clips/{clip}/proxy", AskAsync).WithSummary("Asks for a copy around a moment, and of the whole clip after it");
        media.MapGet("/clips/{clip}/proxy", Look).WithSummary("How far the copies of a clip are");
        media.MapMethods("/thumbnails/{name}", [HttpMethods.Get, HttpMethods.Head], Thumbnail).WithSummary("A small picture that a signal kept");
        return api;
    }

    private static async Task<IResult> OriginalAsync(string clip, Project project, ClipPlayback playback, HttpResponse response, CancellationToken cancellation)
    {
        if (ClipOf(project, clip) is not { } found)
            return ReviewEndpoints.NoClip();
        var playable = await playback.OfAsync(found, readings: null, cancellation).ConfigureAwait(false);
        if (playable is not { Kind: PlaybackKind.Direct, Path: { } path, Mime: { } mime })
            return Gone(playable.Reason ?? "browsers do not play this file; ask for a copy of it");
        var file = new FileInfo(path);
        return Send(response, path, mime, $"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}");
    }

    private static IResult Proxy(string clip, string name, Project project, ProxyCache cache, HttpResponse response)
    {
        if (ClipOf(project, clip) is not { } found)
            return ReviewEndpoints.NoClip();
        if (!ProxyName().IsMatch(name) || cache.Open(found, name) is not { } path || !IsPlain(path))
            return Gone("there is no such copy (any more); ask for it again");

        // A name stands for one content for ever.
        return Send(response, path, "video/mp4", name);
    }

    private static async Task<IResult> AskAsync(string clip, ProxyAsk ask, Project project, ClipPlayback playback, ProxyCache cache, CancellationToken cancellation)
    {
        if (ClipOf(project, clip) is not { } found)
            return ReviewEndpoints.NoClip();
        var playable = await playback.OfAsync(found, readings: null, cancellation).ConfigureAwait(false);
        return TypedResults.Ok(ClipMedia.AnswerOf(found, cache.Ask(found, playable, ask.FromMs)));
    }

    private static IResult Look(string clip, Project project, ProxyCache cache) => ClipOf(project, clip) is { } found
        ? TypedResults.Ok(ClipMedia.AnswerOf(found, cache.Look(found)))
        : ReviewEndpoints.NoClip();

    private static IResult Thumbnail(string name, ClipPlayback playback, HttpResponse response)
    {
        var path = Path.Combine(playback.ThumbnailFolder, ThumbnailName().IsMatch(name) ? name : "none");
        return ThumbnailName().IsMatch(name) && IsPlain(path) ? Send(response, path, "image/png", name) : Gone("there is no such picture");
    }

    // An id must be one: paths and IMDb ids name clips elsewhere, but here they would give one file several addresses.
    private static Clip? ClipOf(Project project, string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) is var whole && project.Store.Clips.Find(whole) is { } clip && clip.ClipId == whole ? clip : null;

    /// <summary>Whether a file lies in its folder itself, not behind a link out of it.</summary>
    private static bool IsPlain(string path) =>
        File.Exists(path) && RealPath.Of(Path.GetDirectoryName(path)!) is { } folder && RealPath.Of(path) == Path.Combine(folder, Path.GetFileName(path));

    private static IResult Send(HttpResponse response, string path, string mime, string tag)
    {
        response.Headers.CacheControl = "private";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        try
        {
            // Opened here, so that a file that may not be read is an answer and not a broken connection.
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.Asynchronous);
            return Results.File(stream, mime, entityTag: new EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Gone("the file cannot be read");
        }
    }

    private static IResult Gone(string reason) => TypedResults.Problem(reason, statusCode: StatusCodes.Status404NotFound);

    [GeneratedRegex(@"\A[0-9a-f]{64}\.mp4\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProxyName();

    [GeneratedRegex(@"\A[0-9a-f]{24}-[0-9]{1,12}\.png\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ThumbnailName();
}
