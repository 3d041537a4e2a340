using System.Reflection;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd;

/// <summary>References run one way: Cli → Web → Pipeline → Library, Signals → Core; Core knows nobody.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["FusionScorer.Core"] = [],
        ["FusionScorer.Signals"] = ["FusionScorer.Core"],
        ["FusionScorer.Library"] = ["FusionScorer.Core"],
        ["FusionScorer.Pipeline"] = ["FusionScorer.Core", "FusionScorer.Library", "FusionScorer.Signals"],
        ["FusionScorer.Web"] = ["FusionScorer.Core", "FusionScorer.Library", "FusionScorer.Pipeline", "FusionScorer.Signals"],
        ["fusion"] = ["FusionScorer.Core", "FusionScorer.Library", "FusionScorer.Pipeline", "FusionScorer.Signals", "FusionScorer.Web"],
    };

    public static TheoryData<string> Assemblies => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void References_RunOneWay(string name)
    {
        var references = Assembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(reference => reference == "fusion" || reference.StartsWith("FusionScorer.", StringComparison.Ordinal));

        Assert.Empty(references.Except(Allowed[name]));
    }

    [Fact]
    public void Core_UsesTheBaseLibraryAlone()
    {
        var references = Assembly.Load("FusionScorer.Core").GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.All(references, reference => Assert.StartsWith("System.", reference, StringComparison.Ordinal));
    }

    [Fact]
    public void Core_DoesNoInputOrOutputAndAsksNoClock()
    {
        string[] banned = ["System.IO.File", "System.IO.Directory", "System.Console", "System.Diagnostics.Process", "System.Net", "DateTime.", "Stopwatch", "TimeProvider", "new Random("];
        var sources = Directory.EnumerateFiles(Repository.At("src", "FusionScorer.Core"), "*.cs", SearchOption.AllDirectories).Where(IsSource);

        Assert.All(sources, source => Assert.All(banned, name => Assert.DoesNotContain(name, File.ReadAllText(source), StringComparison.Ordinal)));
    }

    [Fact]
    public void SourceFiles_StayUnder300Lines()
    {
        var files = Directory.EnumerateFiles(Repository.At("src"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.At("tests"), "*.cs", SearchOption.AllDirectories)).Where(IsSource)
            .Concat(Directory.EnumerateFiles(Repository.At("src", "FusionScorer.Web", "ClientApp", "src"), "*.ts*", SearchOption.AllDirectories));

        Assert.All(files, file => Assert.True(File.ReadLines(file).Count() <= 300, $"{file} has more than 300 lines"));
    }

    [Fact]
    public void TestsThatMayLeaveThemselvesOut_AreSkippable()
    {
        // In a usual fact what skips is a failure, seen only where something is lacking.
        var files = Directory.EnumerateFiles(Repository.At("tests"), "*Tests.cs", SearchOption.AllDirectories).Where(IsSource).Where(file => File.ReadAllText(file).Contains($"{nameof(SkipTest)}.", StringComparison.Ordinal)
            && Path.GetFileName(file) != $"{nameof(ArchitectureTests)}.cs").ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain("[Fact]", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(files, file => Assert.DoesNotContain("[Theory]", File.ReadAllText(file), StringComparison.Ordinal));
    }

    private static bool IsSource(string path) =>
        !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        && !path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
}
