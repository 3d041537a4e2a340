using System.Text.Json;
using FusionScorer.Core.Classification;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using Microsoft.ML.OnnxRuntime;

namespace FusionScorer.Core.Tests.Classification;

public class ClassifierOnnxTests
{
    private static readonly Taxonomy Names = Taxonomy.Create("test", ["mild", "some", "much", "stärkste"]);

    [Fact]
    public void Write_RunInOnnxRuntime_GivesThePosterior()
    {
        var world = ClassifierWorld.Draw(200);
        var model = FusedModel.Prepare(world.Data, ClassifierOptions.Default);
        var classifier = new FusedClassifier(model);
        classifier.Fit(world.Answers(100));
        classifier.Calibrate(new Dictionary<int, double>());
        Assert.NotEqual(1, classifier.Temperature);
        var bytes = ClassifierOnnx.Write(classifier, Names);
        Assert.Equal(bytes, ClassifierOnnx.Write(classifier, Names));

        Assert.NotNull(classifier.Answers);
        var columns = classifier.ColumnNames.ToArray();
        Assert.Equal(["answers nearby 1", "answers nearby 2", "answers nearby 3"], columns[^3..]);
        using var session = new InferenceSession(bytes);
        using var options = new RunOptions();
        float[] x = [.. Enumerable.Range(0, 200).SelectMany(classifier.ColumnsOf)];
        using var input = OrtValue.CreateTensorValueFromMemory(x, [200, columns.Length]);
        using var outputs = session.Run(options, [ClassifierOnnx.Columns], [input], [ClassifierOnnx.Probabilities]);
        var p = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        var expected = classifier.Posterior();
        Assert.Equal(expected.Length, p.Length);
        for (var i = 0; i < p.Length; i++)
            Assert.Equal(expected[i], p[i], 1e-5);
        var metadata = session.ModelMetadata.CustomMetadataMap;
        Assert.Equal(Names.Levels, JsonSerializer.Deserialize<string[]>(metadata[ClassifierOnnx.Levels])!);
        Assert.Equal(columns, JsonSerializer.Deserialize<string[]>(metadata[ClassifierOnnx.Columns])!);
    }

    [Fact]
    public void Write_OtherLevelsOrNoColumns_Throws()
    {
        var world = ClassifierWorld.Draw(30);
        var classifier = new FusedClassifier(FusedModel.Prepare(world.Data, ClassifierOptions.Default));
        Assert.Throws<ArgumentException>(() => ClassifierOnnx.Write(classifier, Taxonomy.Mpaa));
        var bare = new FusedClassifier(FusedModel.Prepare(world.Data with { Features = new FeatureTable(30), Relations = [] }, ClassifierOptions.Default));
        Assert.Throws<InvalidOperationException>(() => ClassifierOnnx.Write(bare, Names));
    }
}
