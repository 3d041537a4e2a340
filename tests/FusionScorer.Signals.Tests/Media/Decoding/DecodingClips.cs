using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Signals.Tests.Media.Decoding;

/// <summary>Clips whose pictures tell their own time: eight upright bars are the bits of the picture's number, ten pictures a second for twenty seconds.</summary>
public sealed class DecodingClips : IAsyncLifetime, IDisposable
{
    private const string Bars = "color=c=black:s=64x48:r=10:d=20,format=yuv420p,geq=lum='if(bitand(N,pow(2,floor(X/8))),235,16)':cb=128:cr=128";

    private readonly TestMedia _media = new();

    public TestMedia Media => _media;

    public IMediaDecoder Decoder { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _media.InitializeAsync();
        Decoder = new FfmpegMediaDecoder(_media.Tools);
        await BarsAsync("every1.mp4", "-g", "10");
        await BarsAsync("every10.mp4", "-g", "100");
        await BarsAsync("mixed.mp4", "-g", "9999", "-force_key_frames", "0,1,2,3,9,10,18");
    }

    public Task DisposeAsync() => _media.DisposeAsync();

    public void Dispose() => _media.Dispose();

    public Task<string> BarsAsync(string name, params string[] arguments) =>
        _media.MakeAsync(name, ["-f", "lavfi", "-i", Bars, "-c:v", "libx264", "-qp", "0", "-sc_threshold", "0", .. arguments]);

    /// <summary>A clip as the pipeline would hand it over.</summary>
    public async Task<ClipInput> ClipAsync(string name) =>
        new(_media[name], "fingerprint", [], await _media.ProbeAsync(_media[name]));

    /// <summary>A clip that was not probed.</summary>
    public ClipInput Unprobed(string name) => new(_media[name], "fingerprint", [], Probe: null);

    /// <summary>Decodes a clip for one observer.</summary>
    internal async Task<DecodeResult> DecodeAsync(string name, params IDecodedObserver[] observers) =>
        await Decoder.DecodeAsync(await ClipAsync(name), observers, CancellationToken.None);

    /// <summary>The time in milliseconds that a picture shows.</summary>
    public static long TimeShown(byte[] picture, int width)
    {
        var number = 0;
        for (var bit = 0; bit < 8; bit++)
            number |= (picture[((2 * bit) + 1) * width / 16 * 3] > 127 ? 1 : 0) << bit;
        return number * 100;
    }
}
