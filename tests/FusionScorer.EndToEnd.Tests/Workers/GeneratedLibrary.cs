using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace FusionScorer.EndToEnd.Workers;

/// <summary>Any number of small clips: with sound and pictures, with either, and broken ones. Each has content and captions of its own.</summary>
internal static class GeneratedLibrary
{
    private const int Kinds = 4;

    private static readonly string[] Words = ["hell", "damn", "shit", "fuck", "lovely"];

    /// <summary>Makes the clips in a folder.</summary>
    public static async Task MakeAsync(string folder, int clips)
    {
        Directory.CreateDirectory(folder);
        string[] pictures = ["-f", "lavfi", "-i", "testsrc2=size=128x72:rate=8:duration=2"];
        string[] sound = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=16000:duration=2"];
        byte[][] media =
        [
            await EncodeAsync(folder, [.. pictures, .. sound, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest"]),
            await EncodeAsync(folder, [.. pictures, "-c:v", "libx264", "-pix_fmt", "yuv420p"]),
            await EncodeAsync(folder, [.. sound, "-c:a", "aac"]),
        ];
        for (var i = 0; i < clips; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"clip-{i:0000}");
            var kind = i % Kinds;
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".mp4"), kind < media.Length ? [.. media[kind], .. FreeBox(i)] : Encoding.UTF8.GetBytes($"no media {i}"));
            if (i % 3 > 0)
                await File.WriteAllTextAsync(Path.Combine(folder, name + ".en.srt"), Captions(i));
        }
    }

    private static string Captions(int i)
    {
        var text = new StringBuilder();
        for (var cue = 0; cue <= i % 5; cue++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{cue + 1}\n00:00:00,{cue * 300:000} --> 00:00:00,{(cue * 300) + 200:000}\n")
                .Append(CultureInfo.InvariantCulture, $"clip {i} says {Words[(i + cue) % Words.Length]}\n\n");
        }

        return text.ToString();
    }

    // A box that players pass over: it makes copies of a clip different files.
    private static byte[] FreeBox(int i)
    {
        var box = new byte[16];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        "free"u8.CopyTo(box.AsSpan(4));
        BinaryPrimitives.WriteInt32BigEndian(box.AsSpan(8), i);
        return box;
    }

    private static async Task<byte[]> EncodeAsync(string folder, string[] arguments)
    {
        var path = Path.Combine(folder, "made.mp4");
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["-nostdin", "-v", "error", "-y", .. arguments, path])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, error);
        var bytes = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        return bytes;
    }
}
