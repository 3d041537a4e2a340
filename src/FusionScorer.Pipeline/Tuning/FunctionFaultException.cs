namespace FusionScorer.Pipeline.Tuning;

/// <summary>A drafted function that cannot be read.</summary>
/// <param name="function">Its name as it was written.</param>
/// <param name="rule">The rule, from 0; null when it is the function as a whole.</param>
/// <param name="message">What is wrong and how to mend it.</param>
public sealed class FunctionFaultException(string function, int? rule, string message) : Exception(message)
{
    /// <summary>The function's name as it was written.</summary>
    public string Function { get; } = function;

    /// <summary>The rule, from 0; null when it is the function as a whole.</summary>
    public int? Rule { get; } = rule;
}
