using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;

namespace FusionScorer.Library.Tests.Policies;

public sealed class ProjectFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_DefaultPolicy_KeepsItsCommentsAndReadsBack()
    {
        var project = new ProjectFile
        {
            Libraries = [new LibraryRoot("films", "/srv/My films: \"best\" #1"), new LibraryRoot("inside", _folder.At("media"))],
            Jobs = 3,
            DefaultLanguage = "no",
            SeriesShare = 0.25,
            Policy = DefaultPolicy.Policy,
        };
        var path = _folder.At(ProjectFileReader.FileName);
        ProjectFileWriter.Write(path, project);
        var text = File.ReadAllText(path);
        Assert.Contains("  # Labelling functions", text, StringComparison.Ordinal);
        Assert.Contains("inside: media\n", text, StringComparison.Ordinal);
        var read = ProjectFileReader.Read(path);
        Assert.Equal(project.Libraries.ToArray(), read.Libraries.ToArray());
        Assert.Equal((3, "no", 0.25), (read.Jobs, read.DefaultLanguage, read.SeriesShare));
        Assert.Equal(PolicyText.Hash(DefaultPolicy.Policy), PolicyText.Hash(read.Policy));
        Assert.Equal([ProjectFileReader.FileName], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Write_OtherPolicy_IsItsCanonicalText()
    {
        var policy = DefaultPolicy.Policy with { AuditShare = 0.25, Functions = DefaultPolicy.Policy.Functions[..1] };
        var path = _folder.At("fusion.yaml");
        ProjectFileWriter.Write(path, new ProjectFile { Policy = policy });
        Assert.Equal(PolicyText.Hash(policy), PolicyText.Hash(ProjectFileReader.Read(path).Policy));
        Assert.Empty(ProjectFileReader.Read(path).Libraries);
    }

    [Fact]
    public void Read_LibrariesOnly_HasDefaults()
    {
        var project = ProjectFileReader.Read(_folder.Write("fusion.yaml", "libraries:\n  a: ../x/\n  b: /y\n"));
        Assert.Equal([Path.GetFullPath(_folder.At("../x")), "/y"], project.Libraries.Select(root => root.Path));
        Assert.Equal((0, "en", 0), (project.Jobs, project.DefaultLanguage, project.SeriesShare));
        Assert.Equal(PolicyText.Hash(DefaultPolicy.Policy), PolicyText.Hash(project.Policy));
    }

    [Theory]
    [InlineData("librares: {}\n", "fusion.yaml:1: unknown key 'librares'; did you mean 'libraries'?")]
    [InlineData("series: most\n", "fusion.yaml:1: series 'most' is neither highest nor a share above 0 and up to 1, such as 0.25")]
    [InlineData("libraries: [a]\n", "fusion.yaml:1: libraries is a list")]
    [InlineData("libraries:\n  a b: /x\n", "fusion.yaml:2: library name 'a b' is not allowed")]
    [InlineData("libraries:\n  imdb: /x\n", "fusion.yaml:2: library name 'imdb' is not allowed")]
    [InlineData("libraries:\n  a:\n", "fusion.yaml:2: the path of library a is nothing")]
    [InlineData("libraries:\n  a: /x\n  b: /x/\n", "fusion.yaml:3: library b is the same folder as library a")]
    [InlineData("extract: {jobs: -1}\n", "fusion.yaml:1: extract.jobs -1 is outside [0, 1024]")]
    [InlineData("captions: {language: english}\n", "fusion.yaml:1: captions.language 'english' is not a language")]
    [InlineData("policy:\n  level: argmax\n", "fusion.yaml:2: policy names no functions")]
    public void Read_BadFile_NamesLineAndMend(string text, string expected) =>
        Assert.Contains(expected, Faults.Of(() => ProjectFileReader.Read(_folder.Write("fusion.yaml", text))), StringComparison.Ordinal);

    [Fact]
    public void Read_NoSuchFile_SaysSo() =>
        Assert.Contains("there is no such file", Faults.Of(() => ProjectFileReader.Read(_folder.At("none.yaml"))), StringComparison.Ordinal);

    [Fact]
    public void DefaultPolicy_HasAFunctionForEverySignalThatVotes()
    {
        var signals = DefaultPolicy.Policy.Functions.Select(function => function.Signal).ToHashSet();
        Assert.Superset(new HashSet<string> { SignalNames.Captions, SignalNames.Speech, SignalNames.Nudity, SignalNames.Genre, SignalNames.People, SignalNames.Viewers }, signals);
    }

    [Fact]
    public void DefaultPolicy_WritesOutTheDefaults()
    {
        var shipped = DefaultPolicy.Policy;
        var bare = PolicyReader.Parse(
            "p", PolicyText.Of(new Policy { Taxonomy = shipped.Taxonomy, Functions = shipped.Functions, ExpectedBalance = shipped.ExpectedBalance, LevelsSince = shipped.LevelsSince }));
        Assert.Empty(PolicyDiff.Between(DefaultPolicy.Policy, bare));
    }
}
