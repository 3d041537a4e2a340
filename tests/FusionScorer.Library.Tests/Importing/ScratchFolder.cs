using System.Text;
using FusionScorer.Core;

namespace FusionScorer.Library.Tests.Importing;

/// <summary>A temporary folder with files for readers; deleted at the end of the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fusion-readers-").FullName;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

internal static class Faults
{
    /// <summary>The message of the fault that an action must end in: one line.</summary>
    public static string Of(Action action)
    {
        var message = Assert.Throws<BadInputException>(action).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}

/// <summary>A test on the evaluation data; skipped where FUSION_EVAL_DATA does not say where they lie.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EvaluationDataFactAttribute : FactAttribute
{
    public EvaluationDataFactAttribute()
    {
        if (Folder is null)
            Skip = "FUSION_EVAL_DATA is not set";
    }

    public static string? Folder => Environment.GetEnvironmentVariable("FUSION_EVAL_DATA") is { Length: > 0 } folder ? folder : null;

    public static string PathOf(params string[] parts) => System.IO.Path.Combine([Folder!, .. parts]);
}
