using FusionScorer.Signals.Speech.Whisper;

namespace FusionScorer.Signals.Tests.Speech.Whisper;

public sealed class WhisperBuildTests
{
    private const string Header = """
        cmake_minimum_required(VERSION 3.5)
        project("whisper.cpp" C CXX)
        project("whisper.cpp" VERSION 1.9.1)
        """;

    [Fact]
    public async Task LibraryAsync_NoSource_SaysWhere()
    {
        using var folder = new TempFolder();

        var result = await WhisperBuild.LibraryAsync(folder.At("nowhere"), folder.At("cache"), CancellationToken.None);

        Assert.Null(result.Path);
        Assert.Contains(folder.At("nowhere"), result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LibraryAsync_OtherVersion_Refuses()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("CMakeLists.txt"), Header.Replace("1.9.1", "1.8.0", StringComparison.Ordinal));

        var result = await WhisperBuild.LibraryAsync(folder.Path, folder.At("cache"), CancellationToken.None);

        Assert.Null(result.Path);
        Assert.Contains("1.8.0, and 1.9.1 is needed", result.Reason, StringComparison.Ordinal);
    }

    [WhisperTheory]
    [InlineData("add_library(whisper STATIC absent.cpp)", "absent.cpp")]
    [InlineData("message(FATAL_ERROR \"out of order\")", "CMake Error")]
    public async Task LibraryAsync_SourceIsBroken_OneLineAndALog(string rest, string expected)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("CMakeLists.txt"), $"{Header}\n{rest}\n");

        var result = await WhisperBuild.LibraryAsync(folder.Path, folder.At("cache"), CancellationToken.None);

        Assert.Null(result.Path);
        Assert.DoesNotContain('\n', result.Reason!);
        Assert.Contains("failed: CMake Error", result.Reason, StringComparison.Ordinal);
        Assert.Contains(expected, await File.ReadAllTextAsync(result.LogPath!), StringComparison.Ordinal);
    }

    [WhisperFact]
    public async Task LibraryAsync_ManyCallersAtOnce_OneBuilds()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("CMakeLists.txt"), $"{Header}\nadd_library(whisper STATIC whisper.cpp)\n");
        await File.WriteAllTextAsync(folder.At("whisper.cpp"), "extern \"C\" const char * whisper_version(void) { return \"0\"; }\n");

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            WhisperBuild.LibraryAsync(folder.Path, folder.At("cache"), CancellationToken.None)));

        var path = Assert.Single(results.Select(result => result.Path).Distinct());
        Assert.True(File.Exists(path));
        Assert.Single(results, result => result.LogPath is not null);
        var again = await WhisperBuild.LibraryAsync(folder.At("nowhere"), folder.At("cache"), CancellationToken.None);
        Assert.Equal(path, again.Path);

        var load = WhisperLibrary.Load(path!);
        Assert.Null(load.Library);
        Assert.Contains("cannot be used", load.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void LibraryPath_VariableNamesOne_ThatOne() =>
        Assert.Equal(Path.GetFullPath("own.so"), WhisperBuild.LibraryPath(name => name == WhisperBuild.LibraryVariable ? "own.so" : null));
}
