using FusionScorer.Signals.Engines;
using FusionScorer.Signals.Speech.Whisper;

namespace FusionScorer.Signals.Tests.Speech.Whisper;

/// <summary>The build that packages carry differs from this machine's own in nothing but the processor it is for.</summary>
public sealed class WhisperPortableTests
{
    [SkippableFact]
    public void Recipe_AsksForNothingBeyondTheLevelThatIsChecked()
    {
        Assert.DoesNotContain("-DGGML_NATIVE=ON", WhisperRecipe.PortableSettings);
        Assert.Contains("-DGGML_NATIVE=OFF", WhisperRecipe.PortableSettings);
        Assert.DoesNotContain(WhisperRecipe.PortableSettings, setting => setting.Contains("AVX512", StringComparison.Ordinal) || setting.Contains("native", StringComparison.Ordinal));
        Assert.Equal(WhisperRecipe.LibrarySettings.Except(["-DGGML_NATIVE=ON"]), WhisperRecipe.PortableSettings.Intersect(WhisperRecipe.LibrarySettings));
        Assert.NotEqual(WhisperRecipe.Key, WhisperRecipe.PortableKey);
    }

    [SkippableFact]
    public void MissingInstructions_NothingWhereTheSystemNamesThemAll()
    {
        const string File = "/proc/cpuinfo";
        var flags = System.IO.File.Exists(File) ? System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') : null;
        SkipTest.Without(flags, $"{File} names no flags");
        string[] names = ["avx2", "fma", "bmi1", "bmi2", "abm"];

        Assert.Equal(names.Count(name => !flags.Contains(name, StringComparer.Ordinal)), ShippedEngines.MissingInstructions().Count);
    }
}
