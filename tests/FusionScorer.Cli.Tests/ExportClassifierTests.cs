using System.Text;

namespace FusionScorer.Cli.Tests;

public sealed class ExportClassifierTests
{
    [Fact]
    public async Task Export_Classifier_IsAnOnnxModelWithTheLevelsInIt()
    {
        using var shell = new TestShell();
        SmallDataSet.Write(shell);
        await shell.OkAsync("init", "project");
        await shell.OkAsync("import", "data", "--project", "project");
        await shell.OkAsync("fuse", "--project", "project");

        await shell.OkAsync("export", "--what", "classifier", "--out", "m.onnx", "--project", "project");

        var bytes = await File.ReadAllBytesAsync(shell.At("m.onnx"));
        Assert.Contains("PG-13", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Contains("Softmax", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--what", "classifier")]
    [InlineData("--format", "onnx", "--out", "m.onnx")]
    [InlineData("--what", "classifier", "--format", "csv", "--out", "m.onnx")]
    public async Task Export_OnnxAskedForWrongly_SaysHow(params string[] arguments)
    {
        using var shell = new TestShell();
        await shell.OkAsync("init", "project");

        var (code, output, error) = await shell.RunAsync(["export", .. arguments, "--project", "project"]);

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains("--out FILE", error, StringComparison.Ordinal);
        Assert.False(File.Exists(shell.At("m.onnx")));
    }
}
