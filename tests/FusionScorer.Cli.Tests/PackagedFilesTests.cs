using System.IO.Compression;
using FusionScorer.Cli.Commands;
using FusionScorer.Signals.Engines;
using FusionScorer.Signals.Speech.Whisper;
using FusionScorer.TestKit;

namespace FusionScorer.Cli.Tests;

/// <summary>What a package carries is found beside the program.</summary>
public sealed class PackagedFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [SkippableFact]
    public void Samples_Packed_AreUnpackedOnceAndWhole()
    {
        ZipFile.CreateFromDirectory(Repository.At("data-samples"), _folder.At("data-samples.zip"));
        string? Environment(string name) => name == "XDG_CACHE_HOME" ? _folder.At("cache") : null;

        var samples = Samples.Find(Environment, _folder.Path);
        var first = Directory.GetCreationTimeUtc(samples.Library);

        Assert.Equal(Names(Repository.At("data-samples", "library")), Names(samples.Library));
        Assert.Equal(File.ReadAllText(Repository.At("data-samples", "truth.csv")), File.ReadAllText(samples.Truth));
        Assert.Equal((samples, first), (Samples.Find(Environment, _folder.Path), Directory.GetCreationTimeUtc(samples.Library)));
        Assert.Single(Directory.EnumerateDirectories(_folder.At("cache", "fusionscorer", "samples")));
    }

    [SkippableFact]
    public void Whisper_TheMachinesOwnBuildComesBeforeThePackages()
    {
        SkipTest.Because(OperatingSystem.IsLinux() ? null : "packages carry engines of Linux");
        string? Environment(string name) => name == "XDG_CACHE_HOME" ? _folder.At("cache") : null;
        var own = WhisperBuild.LibraryPath(Environment, _folder.Path);
        Assert.StartsWith(_folder.At("cache"), own, StringComparison.Ordinal);

        var shipped = _folder.Write("engines/linux-x64/libwhisper.so", "");
        Assert.Equal(shipped, WhisperBuild.LibraryPath(Environment, _folder.Path));
        Assert.Equal(shipped, ShippedEngines.Find("libwhisper.so", _folder.Path));

        Directory.CreateDirectory(Path.GetDirectoryName(own)!);
        File.WriteAllText(own, "");
        Assert.Equal(own, WhisperBuild.LibraryPath(Environment, _folder.Path));
        Assert.Equal(_folder.At("third.so"), WhisperBuild.LibraryPath(name => name == WhisperBuild.LibraryVariable ? _folder.At("third.so") : null, _folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static List<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
}
