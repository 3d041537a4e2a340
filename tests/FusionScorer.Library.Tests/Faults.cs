using FusionScorer.Core;

namespace FusionScorer.Library.Tests;

/// <summary>Faults that a person must mend.</summary>
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
