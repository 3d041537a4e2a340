using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using FusionScorer.Signals.Media;
using FusionScorer.Web.Contracts;
using FusionScorer.Web.Review;
using Microsoft.Extensions.DependencyInjection;

namespace FusionScorer.Web.Tests.Media;

public sealed class MediaEndpointsTests(MediaHost host) : IClassFixture<MediaHost>
{
    private const string Film = "Quiet River (2020).mp4";
    private const string Stream = "Storm at the Station (2023).ts";

    private string Original => "/api/v1/media/" + host.Clip(Film).ClipId;

    [Fact]
    public async Task Original_Range_GivesExactlyThoseBytes()
    {
        var all = await File.ReadAllBytesAsync(host.At("media", Film));

        using var answer = await RangeAsync(Original, 100, 199);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(all[100..200], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(all.Length, answer.Content.Headers.ContentRange!.Length);
        Assert.Equal("video/mp4", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.True(answer.Headers.CacheControl!.Private);
        Assert.NotNull(answer.Headers.ETag);
    }

    [Fact]
    public async Task Original_RangeBehindTheEnd_Is416()
    {
        using var answer = await RangeAsync(Original, 1L << 40, null);

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
    }

    [Fact]
    public async Task Original_KnownTag_IsNotSentAgain()
    {
        using var first = await host.Client.GetAsync(Original);
        using var request = new HttpRequestMessage(HttpMethod.Get, Original);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("Storm at the Station (2023).ts")]
    [InlineData("Three Bricks (2014).mkv")]
    public async Task Proxy_OfWhatBrowsersDoNotPlay_IsAnMp4(string name)
    {
        var clip = host.Clip(name);
        var view = await host.Services.GetRequiredService<IClipMedia>().DescribeAsync(clip, [], CancellationToken.None);
        Assert.Equal(("proxy", null, null), (view.Kind, view.Url, view.Reason));

        var answer = await ReadyAsync(name);

        Assert.Equal("ready", answer.State);
        var part = Assert.Single(answer.Parts);
        Assert.Equal((0, true, 1.0), (part.OffsetMs, part.Complete, answer.Progress));
        Assert.StartsWith($"/api/v1/media/{clip.ClipId}/proxy/", part.Url, StringComparison.Ordinal);
        using var film = await host.Client.GetAsync(part.Url);
        Assert.Equal("video/mp4", film.Content.Headers.ContentType!.ToString());
        var path = host.At($"{clip.ClipId}.mp4");
        await File.WriteAllBytesAsync(path, await film.Content.ReadAsByteArrayAsync());
        var probe = await new FfmpegMediaReader(await FfmpegLocator.LocateAsync()).ProbeAsync(path, CancellationToken.None);
        Assert.Equal("h264", probe.Value!.Streams.First(stream => stream.Kind == "video").Codec);
        Assert.InRange(probe.Value.DurationMs!.Value, part.DurationMs - 50, part.DurationMs + 50);
        using var range = await RangeAsync(part.Url, 4, 7);
        Assert.Equal("ftyp", await range.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.PartialContent, range.StatusCode);
    }

    [Fact]
    public async Task Proxy_OfAnotherClip_IsNotFound()
    {
        var part = (await ReadyAsync(Stream)).Parts[0];
        var name = part.Url.Split('/')[^1];

        using var answer = await host.Client.GetAsync($"{Original}/proxy/{name}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("playlist.mp4")]
    [InlineData("truncated.mp4")]
    public async Task Proxy_OfABrokenFile_GivesAReason(string name)
    {
        var view = await host.Services.GetRequiredService<IClipMedia>().DescribeAsync(host.Clip(name), [], CancellationToken.None);
        var answer = await ReadyAsync(name);
        using var original = await host.Client.GetAsync("/api/v1/media/" + host.Clip(name).ClipId);

        Assert.Equal(("none", "failed"), (view.Kind, answer.State));
        Assert.NotEmpty(view.Reason!);
        Assert.Equal(view.Reason, answer.Reason);
        Assert.Empty(answer.Parts);
        Assert.Equal(HttpStatusCode.NotFound, original.StatusCode);
        Assert.DoesNotContain(host.At("media"), await original.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_OfACutOffFile_PlaysAsFarAsItGoes()
    {
        var answer = await ReadyAsync("cut_off.mkv");

        Assert.True(answer is { State: "ready", Parts: [{ DurationMs: > 500 }] }, $"{answer.State}: {answer.Reason}");
    }

    [Fact]
    public async Task Original_LinkOutOfTheLibrary_IsNotFound()
    {
        using var answer = await host.Client.GetAsync("/api/v1/media/" + host.Clip("linked.mp4").ClipId);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/media/..%2f..%2fsecret.mp4")]
    [InlineData("/api/v1/media/..%5c..%5csecret.mp4")]
    [InlineData("/api/v1/media/%2e%2e/secret.mp4")]
    [InlineData("/api/v1/media/%2fetc%2fpasswd")]
    [InlineData("/api/v1/media/media:Quiet%20River%20(2020).mp4")]
    [InlineData("/api/v1/media/{id}/proxy/..%2f..%2f..%2fsecret.mp4")]
    [InlineData("/api/v1/media/{id}/proxy/../../../../secret.mp4")]
    [InlineData("/api/v1/media/{id}/proxy/%2fetc%2fpasswd")]
    [InlineData("/api/v1/media/{id}/proxy/{hex}.mp4")]
    [InlineData("/api/v1/media/{id}/proxy/{name}%0a")]
    [InlineData("/api/v1/media/{id}/proxy/{name}%2f..%2f{name}")]
    [InlineData("/api/v1/media/{id}/proxy/{note}")]
    [InlineData("/api/v1/thumbnails/..%2ffusion.yaml")]
    [InlineData("/api/v1/thumbnails/proxies%2f{name}")]
    [InlineData("/api/v1/thumbnails/%2e%2e%2f%2e%2e%2fsecret.mp4")]
    public async Task Get_AnyOtherPath_IsNotFound(string address)
    {
        var name = (await ReadyAsync(Stream)).Parts[0].Url.Split('/')[^1];
        address = address.Replace("{id}", host.Clip(Stream).ClipId, StringComparison.Ordinal).Replace("{name}", name, StringComparison.Ordinal)
            .Replace("{note}", Path.ChangeExtension(name, ".json"), StringComparison.Ordinal).Replace("{hex}", new string('0', 64), StringComparison.Ordinal);

        Assert.StartsWith("HTTP/1.1 404", await RawAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NulInAName_IsRefused()
    {
        var status = await RawAsync($"{Original}/proxy/a%00.mp4");

        Assert.Matches("^HTTP/1.1 40[04]", status);
    }

    [Fact]
    public async Task Thumbnail_ThatWasKept_IsSent()
    {
        var clip = host.Clip(Film);
        await new Signals.Nudity.ThumbnailFolder(host.At("project", "media-cache"))
            .SaveAsync(new Signals.ClipInput(host.At("media", Film), clip.Fingerprint!, [], Probe: null), 2000, "png"u8.ToArray(), CancellationToken.None);
        var url = host.Services.GetRequiredService<IClipMedia>().Thumbnail(clip, 2000);

        using var answer = await host.Client.GetAsync(url);

        Assert.Equal(("image/png", "png"), (answer.Content.Headers.ContentType!.ToString(), await answer.Content.ReadAsStringAsync()));
        Assert.Null(host.Services.GetRequiredService<IClipMedia>().Thumbnail(clip, 2001));
    }

    private async Task<ProxyAnswer> ReadyAsync(string name)
    {
        var address = $"/api/v1/clips/{host.Clip(name).ClipId}/proxy";
        using var asked = await host.Client.PostAsJsonAsync(address, new ProxyAsk(3000), PlaybackJson.Default.ProxyAsk);
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var answer = await asked.Content.ReadFromJsonAsync(PlaybackJson.Default.ProxyAnswer);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (answer!.State == "making")
        {
            await Task.Delay(50, limit.Token);
            answer = await host.Client.GetFromJsonAsync(address, PlaybackJson.Default.ProxyAnswer, limit.Token);
        }

        return answer;
    }

    private async Task<HttpResponseMessage> RangeAsync(string address, long from, long? to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new RangeHeaderValue(from, to);
        return await host.Client.SendAsync(request);
    }

    /// <summary>Sends an address as it is: a client would tidy it up.</summary>
    private async Task<string> RawAsync(string address)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Client.BaseAddress!.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
