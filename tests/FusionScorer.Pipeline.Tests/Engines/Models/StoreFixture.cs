using System.Security.Cryptography;
using System.Text;
using FusionScorer.Pipeline.Engines.Models;

namespace FusionScorer.Pipeline.Tests.Engines.Models;

/// <summary>A store in a temporary folder, whose manifest has one model of each source.</summary>
internal sealed class StoreFixture : IDisposable
{
    public const string Pulled = "pulled";
    public const string Packed = "packed";
    public const string Converted = "converted";
    public const string Shipped = "shipped";

    public StoreFixture(TimeProvider? clock = null)
    {
        Clock = clock ?? TimeProvider.System;
        Root = Directory.CreateTempSubdirectory("fusion-models-").FullName;
        Manifest = ModelManifest.Parse(Encoding.UTF8.GetBytes(Json()), "manifest.json");
        Store = Open(Folder);
        Directory.CreateDirectory(Repository);
    }

    /// <summary>The pulled model's bytes: 300,007 of them, so that they come in several blocks.</summary>
    public static byte[] Body { get; } = [.. Enumerable.Range(0, 300_007).Select(index => (byte)(index * 31 / 7))];

    public TimeProvider Clock { get; }

    public string Root { get; }

    public string Folder => Path.Combine(Root, "store");

    public string Repository => Path.Combine(Root, "repository");

    public ModelManifest Manifest { get; }

    public ModelStore Store { get; }

    /// <summary>Where the pulled model belongs.</summary>
    public string Target => Path.Combine(Folder, "pulled.bin");

    public string Part => Target + ".part";

    /// <summary>What the user of the fixture trusts; kept in its own folder.</summary>
    public TrustedModels Trusted => new(name => name == "XDG_DATA_HOME" ? Path.Combine(Root, "data") : null);

    public ModelStore Open(params string[] folders) => new(Manifest, folders, Repository, Clock, Trusted);

    public ModelPull Puller(Uri? mirror) => new(Store, new HttpClient { Timeout = Timeout.InfiniteTimeSpan }, mirror);

    public Task<PullResult> PullAsync(LoopbackServer server, Action<PullProgress>? report = null, CancellationToken cancellation = default) =>
        PullAsync(server.Address, report, cancellation);

    public async Task<PullResult> PullAsync(Uri mirror, Action<PullProgress>? report = null, CancellationToken cancellation = default)
    {
        using var puller = Puller(mirror);
        return await puller.PullAsync(Pulled, report, cancellation);
    }

    public static void Put(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The bytes with one bit of the middle one changed.</summary>
    public static byte[] Flipped(byte[] bytes)
    {
        var other = bytes.ToArray();
        other[other.Length / 2] ^= 1;
        return other;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

#pragma warning disable CA5350 // SHA-1 is what the makers of models publish.
    private static string Sha1(byte[] bytes) => Convert.ToHexStringLower(SHA1.HashData(bytes));
#pragma warning restore CA5350

    private static string Json() => $$"""
        {
          "version": 1,
          "models": [
            {
              "name": "{{Pulled}}", "kind": "speech", "source": { "url": "https://models.invalid/pulled.bin" }, "file": "pulled.bin",
              "size": {{Body.Length}}, "sha1": "{{Sha1(Body)}}", "sha256": null, "licence": "MIT",
              "settings": { "language": "en", "audio_ctx": 0, "timestamps": true }
            },
            {
              "name": "{{Packed}}", "kind": "voice-activity", "source": { "package": "@maker/voice", "version": "1.2.3", "file": "dist/voice.onnx" },
              "file": "voice.onnx", "size": 3, "sha256": "{{Sha256([1, 2, 3])}}", "licence": "ISC"
            },
            {
              "name": "{{Converted}}", "kind": "nudity", "source": { "package": "pictures", "version": "1.0.0", "file": "dist/model", "converted": true },
              "file": "pictures.onnx", "licence": "MIT"
            },
            {
              "name": "{{Shipped}}", "kind": "speech", "fixture": true, "source": { "repository": "tiny/tiny.bin" },
              "file": "tiny.bin", "size": 2, "sha256": "{{Sha256([8, 9])}}", "licence": "CC0-1.0",
              "settings": { "language": "en", "audio_ctx": 0, "timestamps": true, "max_text_ctx": 0 }
            }
          ]
        }
        """;
}
