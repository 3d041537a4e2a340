using System.Globalization;

namespace FusionScorer.Signals.Tests.Media.Decoding;

/// <summary>
/// Clips damaged at random. Forty in the normal run; the environment variable FUSION_DAMAGED_CLIPS sets another number.
/// </summary>
public sealed class DamagedClipTests(DecodingClips clips) : IClassFixture<DecodingClips>
{
    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("FUSION_DAMAGED_CLIPS"), CultureInfo.InvariantCulture, out var count) ? count : 40;

    [Fact]
    public async Task Decode_DamagedClips_EndWithPicturesOrAReason()
    {
        string[] names = ["mp4", "ts", "mkv", "avi"];
        foreach (var name in names)
            await clips.Media.MakeAsync($"good.{name}", "-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=4", "-f", "lavfi", "-i", "sine=d=4", "-c:v", "libx264", "-g", "15", "-c:a", "aac");
        var decoded = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, cancellation) =>
        {
            var name = names[seed % names.Length];
            var path = clips.Media[$"bad{seed}.{name}"];
            await File.WriteAllBytesAsync(path, Damaged(await File.ReadAllBytesAsync(clips.Media["good." + name], cancellation), seed), cancellation);
            var (frames, sound) = (RecordingObserver.OfFrames(1), RecordingObserver.OfSound());
            var result = await clips.Decoder.DecodeAsync(new ClipInput(path, "x", [], Probe: null), [frames, sound], cancellation);

            Assert.True(result.Ok || !string.IsNullOrWhiteSpace(result.Reason), $"seed {seed}: no reason");
            Assert.DoesNotContain('\n', result.Reason ?? "");
            Assert.DoesNotContain(clips.Media.Folder, result.Reason ?? "", StringComparison.Ordinal);
            Assert.All(frames.Times.Zip(frames.Times.Skip(1)), pair => Assert.True(pair.First < pair.Second, $"seed {seed}: times fall"));
            if (frames.Times.Count > 0)
                Interlocked.Increment(ref decoded);
        });

        // Else the damage would be so great that nothing was tested.
        Assert.InRange(decoded, Count / 4, Count);
    }

    private static byte[] Damaged(byte[] bytes, int seed)
    {
        var random = new Random(seed);
        var damaged = random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
        for (var i = random.Next(1, 60); i > 0 && damaged.Length > 0; i--)
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
        if (random.Next(3) == 0 && damaged.Length > 64)
            damaged.AsSpan(random.Next(damaged.Length / 2), random.Next(damaged.Length / 4)).Clear();
        return damaged;
    }
}
