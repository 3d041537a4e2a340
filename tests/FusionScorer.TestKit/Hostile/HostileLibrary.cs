using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace FusionScorer.TestKit.Hostile;

/// <summary>A library as an attacker would fill it: damaged clips by seed, among them files that try to reach others.</summary>
/// <remarks>Files outside the library, which nothing may open, have <see cref="Canary"/> in their names.</remarks>
public sealed class HostileLibrary
{
    /// <summary>Part of the name of every file that must stay closed.</summary>
    public const string Canary = "canary-8c1f";

    // What a shell, a URL parser, an option parser, an image sequence or a terminal would take for more than a name.
    private static readonly string[] OddNames =
    [
        "http:x.{0}", "-i.{0}", "new\nline.{0}", "%03d.{0}", "$(touch touched).{0}", "`id`;'\".{0}", "a|b.{0}", "concat:a.mp4|b.{0}", "pipe:0.{0}", "\u202Egnp.{0}",
        "\u001b[2J.{0}", "file:..%2f..%2fetc.{0}", "*?[a-z]{{b}}.{0}", " .{0}", "data:,x.{0}", "x,y=z:w\\.{0}", "\U0001F4A9.{0}", "subfile,,start,0,end,9,,:x.{0}", "CON.{0}", "a  b\t.{0}",
    ];

    private readonly string _library;
    private readonly string _outside;
    private readonly IReadOnlyList<(string Name, byte[] Content)> _clips;

    /// <summary>Prepares a library.</summary>
    /// <param name="library">Its folder.</param>
    /// <param name="outside">A folder outside of it, for what must stay closed.</param>
    /// <param name="clips">Sound clips to damage.</param>
    public HostileLibrary(string library, string outside, IReadOnlyList<(string Name, byte[] Content)> clips)
    {
        (_library, _outside, _clips) = (library, outside, clips);
        Directory.CreateDirectory(library);
        Directory.CreateDirectory(Path.Combine(outside, Canary));
        foreach (var (name, content) in clips)
            File.WriteAllBytes(Outside(name), content);
        foreach (var name in (string[])["text.srt", "text.ass", "entity.txt", "key.bin", "list.m3u8"])
            File.WriteAllText(Outside(name), "1\n00:00:01,000 --> 00:00:02,000\nfuck\n");
    }

    /// <summary>How many kinds of files there are that try to reach others.</summary>
    public const int Kinds = 21;

    /// <summary>Writes the files of seeds 0 to <paramref name="count"/> − 1, each a media file by its name.</summary>
    /// <param name="count">How many.</param>
    /// <param name="every">Each so many is one that tries to reach others; the rest are damaged clips.</param>
    public void Fill(int count, int every = 8)
    {
        for (var seed = 0; seed < count; seed++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_library, (seed / 50).ToString("000", CultureInfo.InvariantCulture))).FullName;
            if (seed % every == 0)
                Special(seed / every, Path.Combine(folder, seed.ToString(CultureInfo.InvariantCulture)));
            else
                Damaged(seed, folder);
        }
    }

    private string Outside(string name) => Path.Combine(_outside, Canary, $"{Canary}-{name}");

    private void Damaged(int seed, string folder)
    {
        var random = new Random(seed + 3_000_000);
        var (name, content) = _clips[seed % _clips.Count];
        var extension = random.Next(6) == 0 ? Path.GetExtension(_clips[random.Next(_clips.Count)].Name) : Path.GetExtension(name);
        var stem = random.Next(6) == 0 ? string.Format(CultureInfo.InvariantCulture, OddNames[random.Next(OddNames.Length)], "x")[..^2] : "clip";
        var path = Path.Combine(folder, $"{stem}{seed}{extension}");
        File.WriteAllBytes(path, new Damage(seed).Of(content));
        if (random.Next(4) > 0)
            return;
        var (captions, text) = HostileCaptions.Of(seed);
        File.WriteAllBytes(Path.Combine(folder, $"{stem}{seed}.en{Path.GetExtension(captions)}"), new Damage(seed).OfText(Encoding.UTF8.GetBytes(text)));
        File.WriteAllText(Path.Combine(folder, $"{stem}{seed}.nfo"), HostileMetadata.Nfo(seed, Outside("entity.txt")));
    }

    private void Special(int kind, string at)
    {
        var clip = Outside("a.mp4");
        switch (kind % Kinds)
        {
            case 0: Write(".mp4", $"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{clip}\n#EXTINF:1,\nfile://{clip}\n#EXT-X-ENDLIST\n"); break;
            case 1: Write(".mp4", $"ffconcat version 1.0\nfile '{clip}'\nduration 1\n"); break;
            case 2: Write(".mkv", $"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{Outside("list.m3u8")}\n"); break;
            case 3: Write(".ts", $"#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"{Outside("key.bin")}\"\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n"); break;
            case 4: Write(".avi", $"<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period><AdaptationSet><Representation><BaseURL>{clip}</BaseURL></Representation></AdaptationSet></Period></MPD>"); break;
            case 5: Write(".mp4", $"<!DOCTYPE smil [<!ENTITY x SYSTEM \"file://{Outside("entity.txt")}\">]><smil><body><video src=\"{clip}\"/>&x;</body></smil>"); break;
            case 6: Write(".mov", $"[playlist]\nFile1={clip}\nNumberOfEntries=1\n"); break;
            case 7: File.WriteAllBytes(at + ".mov", ExternalReference.In(_clips.First(small => small.Name == "f.mov").Content, Outside("f.mov"))); break;
            case 8: File.WriteAllBytes(at + ".mp4", ExternalReference.In(_clips.First(small => small.Name == "a.mp4").Content, clip)); break;
            case 9: File.CreateSymbolicLink(at + ".mp4", clip); break;
            case 10: File.CreateSymbolicLink(at + "-folder", Path.Combine(_outside, Canary)); break;
            case 11: File.CreateSymbolicLink(at + ".mkv", "/dev/zero"); break;
            case 12: Run("mkfifo", at + ".mp4"); break;
            case 13: Run("mknod", at + ".mkv", "c", "1", "5"); break;
            case 14: Write(".mp4", ""); break;
            case 15: Sparse(at + ".mp4", kind); break;
            case 16: Captioned($"[Script Info]\n[Fonts]\nfontname: {Outside("key.bin")}\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,{{\\fn{Outside("key.bin")}}}hi\n", ".ass"); break;
            case 17: File.CreateSymbolicLink(at + ".en.srt", Outside("text.srt")); Captioned("", ".vtt"); break;
            case 18: Write(".mp4", $"# VobSub index file, v7\nid: en, index: 0\ntimestamp: 00:00:00:000, filepos: 0\n{Outside("text.srt")}\n"); break;
            case 19: Write(".mkv", $"[AviSynth]\nDirectShowSource(\"{clip}\")\n"); break;
            default: Write(".mp4", $"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\na=rtpmap:96 H264/90000\n"); break;
        }

        void Write(string extension, string text) => File.WriteAllText(at + extension, text);

        void Captioned(string text, string extension)
        {
            File.WriteAllBytes(at + ".mp4", _clips[0].Content);
            File.WriteAllText(at + ".en" + extension, text);
        }
    }

    // Ten gigabytes that take no room: a name and a beginning that promise a film.
    private void Sparse(string path, int kind)
    {
        using var file = File.Create(path);
        file.Write(_clips[kind % _clips.Count].Content.AsSpan(0, 64));
        file.SetLength(10L << 30);
    }

    // Without the right to make devices there is one hostile file less.
    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
    }
}
