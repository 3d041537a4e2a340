using FusionScorer.Core;
using FusionScorer.Core.Levels;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;
using FusionScorer.TestKit;

namespace FusionScorer.Pipeline.Tests.Projects;

public sealed class ProjectTests
{
    [Fact]
    public void Create_FolderWithAProject_IsRefused()
    {
        using var test = new TestProject();

        Assert.Throws<BadInputException>(() => Project.Create(test.Project.File, test.At("project"), "ann", test.Clock));
    }

    [Fact]
    public void Find_FromDeepInside_FindsTheProjectAbove()
    {
        using var test = new TestProject();
        var deep = Directory.CreateDirectory(test.At("project", "a", "b")).FullName;

        Assert.Equal(test.At("project"), Project.Find(deep));
    }

    [Fact]
    public void RequirePolicyInStep_FileChanged_NamesBothWaysOut()
    {
        using var test = new TestProject();
        test.Use(policy => policy with { OverRatingCost = 4 });

        var fault = Assert.Throws<BadInputException>(test.Project.RequirePolicyInStep);

        Assert.Contains("policy apply", fault.Message, StringComparison.Ordinal);
        Assert.Contains("policy export --write", fault.Message, StringComparison.Ordinal);
        test.Project.WriteFile(test.Project.Policy);
        test.Project.RequirePolicyInStep();
    }

    [Fact]
    public void Apply_TaxonomyWithoutADecidedLevel_IsRefused()
    {
        using var test = new TestProject();
        FusionRun.Run(test.Project);
        new ReviewSession(test.Project).Decide(test.Clip("c0"), "NC-17", "ann");
        var fewer = Taxonomy.Create("fewer", ["G", "PG", "PG-13", "R"]);

        var fault = Assert.Throws<BadInputException>(() => PolicyChange.Apply(
            test.Project, test.Project.Policy with { Taxonomy = fewer, ExpectedBalance = [] }, "ann", "no NC-17"));

        Assert.Contains("NC-17", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ViewerKey_CopiedProjectOnAnotherMachine_HashesOtherwise()
    {
        using var test = new TestProject();
        using var other = new TestProject();

        Assert.Equal(ViewerKey.Of(test.Project).Of("v1"), ViewerKey.Of(test.Project).Of("v1"));
        Assert.NotEqual(ViewerKey.Of(test.Project).Of("v1"), ViewerKey.Of(other.Project).Of("v1"));
        var files = Directory.EnumerateFiles(test.At("project"), "*", SearchOption.AllDirectories).Select(Path.GetExtension);
        Assert.DoesNotContain(".key", files);
    }

    [Fact]
    public void AtomicFile_NotCommitted_LeavesTheOldFile()
    {
        using var folder = new TempFolder();
        var path = folder.Write("out.csv", "old");

        using (var file = AtomicFile.Create(path))
            file.Writer.Write("half");

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }
}
