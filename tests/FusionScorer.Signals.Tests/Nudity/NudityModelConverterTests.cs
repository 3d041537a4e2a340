using System.Security.Cryptography;
using FusionScorer.Core;
using FusionScorer.Signals.Engines;
using FusionScorer.Signals.Nudity;

namespace FusionScorer.Signals.Tests.Nudity;

public sealed class NudityModelConverterTests(InstalledModel installed) : IClassFixture<InstalledModel>
{
    [Fact]
    public void Convert_SamePackage_GivesTheKnownBytes()
    {
        Assert.Equal(NudityModelConverter.Sha256, Convert.ToHexStringLower(SHA256.HashData(installed.Bytes)));
        Assert.Equal(NudityModelConverter.Sha256, NudityModelConverter.Hash(installed.Path));
    }

    [Fact]
    public void Convert_PackageAbsent_SaysHowToMendIt()
    {
        using var folder = new TempFolder();
        var fault = Assert.Throws<BadInputException>(() => NudityModelConverter.Convert(folder.Path));
        Assert.Contains("build", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.min.js", "exports={modelTopology", "exports={otherTopology")]
    [InlineData("model.min.js", "class_name:\"Flatten\"", "class_name:\"Folding\"")]
    [InlineData("model.min.js", "activation:\"softmax\"", "activation:\"softmin\"")]
    [InlineData("model.min.js", "dtype:\"uint8\"", "dtype:\"float16\"")]
    [InlineData("model.min.js", "Conv1/kernel", "Conv9/kernel")]
    [InlineData("group1-shard1of1.min.js", "exports=\"", "exports=\"AAAA")]
    [InlineData("group1-shard1of1.min.js", "exports=\"", "exports=\"!")]
    public void Convert_AnotherPackage_IsOneLine(string file, string from, string to)
    {
        using var folder = new TempFolder();
        var models = Directory.CreateDirectory(Path.Combine(folder.Path, "dist", "models", "mobilenet_v2")).FullName;
        foreach (var source in Directory.GetFiles(Path.Combine(InstalledModel.Package, "dist", "models", "mobilenet_v2")))
        {
            var text = File.ReadAllText(source);
            Assert.True(Path.GetFileName(source) != file || text.Contains(from, StringComparison.Ordinal));
            File.WriteAllText(Path.Combine(models, Path.GetFileName(source)), Path.GetFileName(source) == file ? text.Replace(from, to, StringComparison.Ordinal) : text);
        }

        var fault = Assert.Throws<BadInputException>(() => NudityModelConverter.Convert(folder.Path));
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void Install_TwiceAndAtOnce_MakesItOnce()
    {
        using var folder = new TempFolder();
        string? Environment(string name) => name == EnginePaths.ModelsVariable ? folder.At("models") : System.Environment.GetEnvironmentVariable(name);
        Parallel.For(0, 3, _ => NudityModelConverter.Install(Environment));
        var path = NudityModelConverter.Install(Environment);

        Assert.Equal(Path.Combine(folder.Path, "models", "nudity-mobilenet-v2.onnx"), path);
        Assert.Equal([path], Directory.GetFiles(folder.At("models")));
        Assert.Equal(NudityModelConverter.Sha256, NudityModelConverter.Hash(path));
    }
}
