using System.Diagnostics;

namespace FusionScorer.TestKit.Hostile;

/// <summary>Sound clips of a second, one a container, made by ffmpeg.</summary>
public static class SmallClips
{
    private const string Caption = "1\n00:00:00,100 --> 00:00:00,600\nWhat the hell\n\n2\n00:00:00,700 --> 00:00:00,900\nOh no\n";

    private static readonly (string Name, string Codecs, bool Text)[] Containers =
    [
        ("a.mp4", "-c:v libx264 -c:a aac -c:s mov_text", true),
        ("b.mkv", "-c:v libx264 -c:a aac -c:s srt", true),
        ("c.avi", "-c:v mpeg4 -c:a mp2", false),
        ("d.ts", "-c:v mpeg2video -c:a mp2", false),
        ("e.webm", "-c:v libvpx -deadline realtime -c:a libvorbis", false),
        ("f.mov", "-c:v mjpeg -c:a pcm_s16le", false),
        ("g.flv", "-c:v flv -c:a aac", false),
        ("h.mpg", "-c:v mpeg1video -c:a mp2", false),
        ("i.wmv", "-c:v wmv2 -c:a wmav2", false),
        ("j.ogv", "-c:v libtheora -c:a libvorbis", false),
        ("k.mp4", "-c:v mpeg4 -c:a aac -movflags frag_keyframe+empty_moov", false),
        ("l.mkv", "-c:v ffv1 -c:a flac -c:s ass", true),
    ];

    // Sound that goes by a film's name.
    private static readonly (string Name, string Format)[] Sounds = [("m.mp4", "mp3"), ("n.mkv", "flac"), ("o.avi", "wav"), ("p.mov", "adts")];

    /// <summary>Name and content of each clip.</summary>
    public static async Task<IReadOnlyList<(string Name, byte[] Content)>> MakeAsync(TempFolder folder)
    {
        var text = folder.Write("text.srt", Caption);
        var clips = new List<(string, byte[])>();
        foreach (var (name, codecs, hasText) in Containers)
        {
            string[] input = ["-f", "lavfi", "-i", "testsrc=s=64x48:r=8:d=1", "-f", "lavfi", "-i", "sine=r=44100:d=1", .. hasText ? ["-i", text] : Array.Empty<string>()];
            string[] maps = ["-map", "0:v", "-map", "1:a", .. hasText ? ["-map", "2:s"] : Array.Empty<string>()];
            await AddAsync(name, [.. input, .. maps, "-pix_fmt", name == "f.mov" ? "yuvj420p" : "yuv420p", "-r", "25", .. codecs.Split(' ')]);
        }

        foreach (var (name, format) in Sounds)
            await AddAsync(name, ["-f", "lavfi", "-i", "sine=r=16000:d=1", "-f", format]);
        return clips;

        async Task AddAsync(string name, string[] arguments)
        {
            var path = folder.At("small-" + name);
            using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments, path]) { UseShellExecute = false, RedirectStandardError = true })!;
            var error = await ffmpeg.StandardError.ReadToEndAsync();
            await ffmpeg.WaitForExitAsync();
            if (ffmpeg.ExitCode != 0)
                throw new InvalidOperationException($"{name}: {error}");
            clips.Add((name, await File.ReadAllBytesAsync(path)));
        }
    }
}
