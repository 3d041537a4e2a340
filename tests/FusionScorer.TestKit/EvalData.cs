using Xunit;

namespace FusionScorer.TestKit;

/// <summary>The evaluation data, which is not part of the repository: the folder named by FUSION_EVAL_DATA.</summary>
public static class EvalData
{
    public const string Variable = "FUSION_EVAL_DATA";

    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    public static string PathOf(params string[] parts) => Path.Combine([Folder ?? throw new InvalidOperationException($"{Variable} is not set"), .. parts]);
}

/// <summary>A test that needs the evaluation data and is skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EvalDataFactAttribute : FactAttribute
{
    public EvalDataFactAttribute() => Skip = EvalData.Folder is null ? $"{EvalData.Variable} is not set" : null;
}

/// <summary>A theory that needs the evaluation data and is skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EvalDataTheoryAttribute : TheoryAttribute
{
    public EvalDataTheoryAttribute() => Skip = EvalData.Folder is null ? $"{EvalData.Variable} is not set" : null;
}
